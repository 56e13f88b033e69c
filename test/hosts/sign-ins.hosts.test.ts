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

function start(args: string[]): void {
  children.push(
    spawn(process.execPath, args, {
      cwd: stranger,
      env: { ...process.env, SESSION_SECRET: secret },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
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
    const person = { name: 'Ada', email: 'ada@acme.test', password: 'sandbox-sandbox' }
    return cookiesOf(
      await fetch(`${url}/api/auth/sign-up/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: page },
        body: JSON.stringify(person),
      }),
    )
  },
  'express-session': async (url) => cookiesOf(await fetch(`${url}/api/auth/sign-in`, { method: 'POST' })),
  async jwt() {
    const token = await new SignJWT({ company: 'acme' })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('acme')
      .setExpirationTime('1 minute')
      .sign(new TextEncoder().encode(secret))
    return { authorization: `Bearer ${token}` }
  },
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
    start([join(folder, 'server.ts')])
    url = `http://localhost:${port}`
    await answers(url)
  })

  const websites = (headers: Record<string, string>) => fetch(`${url}/api/analytics/websites`, { headers })

  it('lets nobody in who is not signed in', async () => {
    expect((await websites({})).status).toBe(401)
  })

  it('shows the websites of whoever is', async () => {
    const response = await websites(await signedIn[signIn as keyof typeof signedIn](url))
    const { websites: found } = (await response.json()) as { websites: { websiteId: string }[] }
    expect(found.map(({ websiteId }) => websiteId)).toContain('acme-bikes')
  })
})
