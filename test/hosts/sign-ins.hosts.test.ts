import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { goTogether, servers, signIns, type ServerName, type SignInName } from '../../playground/workbench/choices.ts'
import { serverFiles } from '../../playground/workbench/code/server-files.ts'
import { freePort } from '../package/stranger.ts'
import { run } from './run-command.ts'

/** The servers that the workbench writes, each with the package that signs people in. */
const stranger = inject('stranger')
const secret = 'a secret of this test, which is long enough'
const page = 'http://localhost:5173'
const all = (Object.keys(servers) as ServerName[]).flatMap((server) =>
  (Object.keys(signIns) as SignInName[])
    .filter((signIn) => goTogether(server, signIn))
    .map((signIn) => [server, signIn] as const),
)
const onNode = all.filter(([server, signIn]) => server !== 'next' && server !== 'workers' && signIn !== 'none')

let sandboxPort: string
const children: ChildProcess[] = []
beforeAll(async () => {
  sandboxPort = await freePort()
  start(['node_modules/react-3as-sandbox/dist/cli.js', '--port', sandboxPort])
  await answers(`http://127.0.0.1:${sandboxPort}/`)
})
afterAll(() => {
  for (const child of children) child.kill()
})

function write(server: ServerName, signIn: SignInName, change = (text: string) => text): string {
  const folder = join(stranger, 'written', `${server}-${signIn}`)
  for (const { path, text } of serverFiles(server, signIn)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), change(text))
  }
  return folder
}

/** What the server under test has printed. */
let printed = ''

function start(args: string[]): void {
  const child = spawn(process.execPath, args, {
    cwd: stranger,
    env: { ...process.env, SESSION_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  children.push(child)
}

const answers = (url: string) => vi.waitFor(() => fetch(url), { timeout: 60_000, interval: 50 })

/** What a browser would send from then on. */
const signedIn: Record<Exclude<SignInName, 'none'>, (url: string) => Promise<Record<string, string>>> = {
  async 'auth-js'(url) {
    const asked = await fetch(`${url}/api/auth/csrf`)
    const { csrfToken } = (await asked.json()) as { csrfToken: string }
    const body = new URLSearchParams({ csrfToken, email: 'ada@acme.test', password: 'sandbox' })
    return cookiesOf(
      await fetch(`${url}/api/auth/callback/credentials`, {
        method: 'POST',
        redirect: 'manual',
        body,
        headers: cookiesOf(asked),
      }),
    )
  },
  async 'better-auth'(url) {
    await signUp(url, 'ada@acme.test')
    await fetch(url + (await vi.waitFor(() => /To ada@acme\.test: open http:\/\/[^/]+(\S+)/.exec(printed)![1])))
    return cookiesOf(
      await post(`${url}/api/auth/sign-in/email`, { email: 'ada@acme.test', password: 'sandbox-sandbox' }),
    )
  },
  'express-session': (url) => enter(url, { email: 'ada@acme.test', password: 'sandbox' }),
  jwt: () => bearer((token) => token.setIssuer(issuer).setExpirationTime('1 minute')),
}

/** Who comes close, by what it is that they lack. */
const strangers: Record<keyof typeof signedIn, [what: string, (url: string) => Promise<Record<string, string>>][]> = {
  'auth-js': [],
  'better-auth': [
    ['has an address that looks like the customer’s', (url) => signUp(url, 'eve@acme.evil.example')],
    ['has given the address of someone else', (url) => signUp(url, 'ada@acme.test')],
  ],
  'express-session': [['knows no password', (url) => enter(url, { email: 'ada@acme.test' })]],
  jwt: [
    ['has a token that never ends', () => bearer((token) => token.setIssuer(issuer))],
    ['has a token of another issuer', () => bearer((token) => token.setExpirationTime('1 minute'))],
  ],
}

const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: page },
    body: JSON.stringify(body),
  })

const signUp = async (url: string, email: string) =>
  cookiesOf(await post(`${url}/api/auth/sign-up/email`, { name: 'Ada', email, password: 'sandbox-sandbox' }))

const enter = async (url: string, person: object) => cookiesOf(await post(`${url}/api/auth/sign-in`, person))

const issuer = 'https://sign-in.acme.test'
async function bearer(complete: (token: SignJWT) => SignJWT): Promise<Record<string, string>> {
  const token = new SignJWT({ company: 'acme' }).setProtectedHeader({ alg: 'HS256' }).setAudience('acme')
  return { authorization: `Bearer ${await complete(token).sign(new TextEncoder().encode(secret))}` }
}

function cookiesOf(response: Response): Record<string, string> {
  return {
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  }
}

it('no server that is written has an error in its types', () => {
  for (const [server, signIn] of all) write(server, signIn)
  const config = {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable'],
      module: 'esnext',
      moduleResolution: 'bundler',
      types: ['node'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
    },
    include: ['written'],
  }
  writeFileSync(join(stranger, 'tsconfig.json'), JSON.stringify(config))
  run(stranger, process.execPath, join(inject('hostsFolder'), 'node_modules/typescript/bin/tsc'))
})

describe.each(onNode)('%s with %s', (server, signIn) => {
  let url: string
  beforeAll(async () => {
    const port = await freePort()
    const folder = write(server, signIn, (text) =>
      text
        .replaceAll(':4300', `:${sandboxPort}`)
        .replace('listen(3000', `listen(${port}`)
        .replace('port: 3000', `port: ${port}`),
    )
    printed = ''
    start([join(folder, 'server.ts')])
    url = `http://localhost:${port}`
    await answers(url)
  })

  const websites = (headers: Record<string, string>) => fetch(`${url}/api/analytics/websites`, { headers })

  it('lets nobody in who is not signed in', async () => {
    expect((await websites({})).status).toBe(401)
  })

  it.each(strangers[signIn as keyof typeof signedIn])('lets no one in who %s', async (_what, tryIt) => {
    expect((await websites(await tryIt(url))).status).toBe(401)
  })

  it('shows the websites of whoever is', async () => {
    const response = await websites(await signedIn[signIn as keyof typeof signedIn](url))
    const { websites: found } = (await response.json()) as { websites: { websiteId: string }[] }
    expect(found.map(({ websiteId }) => websiteId)).toContain('acme-bikes')
  })
})
