import { sceneOf, type Scene } from './scenes.ts'

export const themes = ['light', 'dark'] as const
export const widths = ['320', '390', '768', 'fill'] as const
export const presets = ['none', 'dark', 'bold', 'dense'] as const
export const servers = {
  express: 'Express',
  next: 'Next',
  hono: 'Hono',
  fastify: 'Fastify',
  workers: 'Workers',
  node: 'node:http',
} as const
export type ServerName = keyof typeof servers
export const signIns = {
  none: 'None yet',
  'auth-js': 'Auth.js',
  'better-auth': 'better-auth',
  'express-session': 'express-session',
  jwt: 'A JWT',
} as const
export type SignInName = keyof typeof signIns

/** Whether there is such a sign-in on such a server. */
export const goTogether = (server: ServerName, signIn: SignInName) =>
  signIn !== 'express-session' || server === 'express'

/** Everything that the controls say; the address carries what differs from the scene's own. */
export interface Choices {
  scene: string
  theme: (typeof themes)[number]
  width: (typeof widths)[number]
  direction: 'ltr' | 'rtl'
  language: string
  forcedColours: 'off' | 'on'
  preset: (typeof presets)[number]
  accent: string
  radius: number
  density: number
  /** Further tokens, as declarations: `--r3-line: #ccc; --r3-weight-strong: 700`. */
  tokens: string
  height: number
  footnote: string
  /** What the reader's backend runs on. */
  server: ServerName
  /** Who signs people in there. */
  signIn: SignInName
  /** The page as it was edited. */
  code: string | null
}

export function startOf(scene: Scene, theme: Choices['theme']): Choices {
  const { look } = scene
  return {
    scene: scene.id,
    theme: look?.preset === 'dark' ? 'dark' : theme,
    width: 'fill',
    direction: look?.direction ?? 'ltr',
    language: look?.language ?? 'en',
    forcedColours: 'off',
    preset: look?.preset ?? 'none',
    accent: '',
    radius: 12,
    density: 1,
    tokens: '',
    height: 720,
    footnote: 'Prices exclude VAT.',
    server: 'express',
    signIn: 'none',
    code: null,
  }
}

/** `#scene=viewer&theme=dark&code=…`: what is as the scene has it is left out, so equal work makes equal links. */
export async function toHash(choices: Choices): Promise<string> {
  const start = startOf(sceneOf(choices.scene), 'light')
  const query = new URLSearchParams({ scene: choices.scene })
  for (const [name, value] of Object.entries(choices)) {
    if (name === 'scene' || name === 'code' || value === start[name as keyof Choices]) continue
    query.set(name, String(value))
  }
  if (choices.code !== null) query.set('code', await packed(choices.code))
  return `#${query}`
}

export async function fromHash(hash: string, theme: Choices['theme']): Promise<Choices> {
  const query = new URLSearchParams(hash.replace(/^#/, ''))
  const start = startOf(sceneOf(query.get('scene')), query.size > 0 ? 'light' : theme)
  const oneOf = <T extends string>(name: string, all: readonly T[], otherwise: T): T =>
    all.find((each) => each === query.get(name)) ?? otherwise
  const number = (name: 'radius' | 'density' | 'height') => {
    const value = Number(query.get(name) ?? start[name])
    return Number.isFinite(value) ? value : start[name]
  }
  const server = oneOf('server', Object.keys(servers) as ServerName[], start.server)
  const signIn = oneOf('signIn', Object.keys(signIns) as SignInName[], start.signIn)
  const accent = query.get('accent') ?? ''
  const language = query.get('language') ?? start.language
  return {
    ...start,
    theme: oneOf('theme', themes, start.theme),
    width: oneOf('width', widths, start.width),
    direction: oneOf('direction', ['ltr', 'rtl'], start.direction),
    forcedColours: oneOf('forcedColours', ['off', 'on'], start.forcedColours),
    preset: oneOf('preset', presets, start.preset),
    server,
    signIn: goTogether(server, signIn) ? signIn : start.signIn,
    // They become part of code: nothing but what they are may come in by a link.
    language: /^[a-z]{2}$/.test(language) ? language : 'en',
    accent: /^#[0-9a-f]{6}$/i.test(accent) ? accent : '',
    radius: number('radius'),
    density: number('density'),
    tokens: declarationsOf(tokensIn(query.get('tokens') ?? '')),
    height: number('height'),
    footnote: query.get('footnote') ?? start.footnote,
    code: query.has('code') ? await unpacked(query.get('code')!).catch(() => null) : null,
  }
}

/** What is set of the tokens, by their names. What does not declare a token is left out: it may have come by a link. */
export function tokensIn(declarations: string): Map<string, string> {
  const found = declarations.split(';').map((each) => /^\s*(--r3-[a-z0-9-]+):\s*([^;{}<>\\@]{1,80}?)\s*$/.exec(each))
  return new Map(found.flatMap((match) => (match ? [[match[1]!, match[2]!] as const] : [])))
}

export const declarationsOf = (tokens: ReadonlyMap<string, string>) =>
  [...tokens].map(([name, value]) => `${name}: ${value}`).join('; ')

async function packed(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

async function unpacked(text: string): Promise<string> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'), mostCodeBytes))
}

/** More than a page of code ever has. Without a limit, a link of 200 kB could fill the tab with 200 MB. */
const mostCodeBytes = 500_000

/** @throws RangeError when more than that comes out. */
async function through(bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream, mostBytes = Infinity) {
  let left = mostBytes
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(part, controller) {
      left -= part.length
      if (left < 0) throw new RangeError(`There are more than ${mostBytes} bytes.`)
      controller.enqueue(part)
    },
  })
  const stream = new Blob([bytes]).stream().pipeThrough(transform).pipeThrough(limit)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
