import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox } from '../../packages/sandbox/src/node/start.ts'
import { backendConformance } from '../../src/conformance/backend/backend-conformance.ts'
import { eventually } from '../../src/conformance/assert.ts'
import { ensurePhp, ensurePython } from './ensure-languages.ts'

// The checks are named before the tests run.
const sandbox = await startSandbox({ port: 0, traffic: false })
const folder = mkdtempSync(join(tmpdir(), 'foreign-backends-'))
const stops: (() => void)[] = []
afterAll(async () => {
  for (const stop of stops) stop()
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts a backend by its one command, and answers where it serves the routes. */
async function start(command: string, args: readonly string[], port: number, apiUrl: string): Promise<string> {
  const env = {
    ...process.env,
    PORT: String(port),
    THREE_AS_API_URL: apiUrl,
    THREE_AS_DASHBOARD_URL: sandbox.dashboardUrl,
    ORDERS_DB: join(folder, `orders-${port}.sqlite`),
    GRACE_SECONDS: '2',
    // Requests that come at the same time are answered at the same time.
    PHP_CLI_SERVER_WORKERS: '4',
  }
  const child = spawn(command, args, { env, stdio: 'ignore', detached: true })
  stops.push(() => process.kill(-child.pid!))
  const url = `http://127.0.0.1:${port}/api/analytics`
  await eventually(
    () =>
      fetch(`${url}/websites`).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status === 401,
  )
  return url
}
const startPhp = async (apiUrl: string) => {
  const port = await freePort()
  return start('php', ['-S', `127.0.0.1:${port}`, 'examples/php/index.php'], port, apiUrl)
}
const startPython = async (apiUrl: string) => start('python3', ['examples/python/server.py'], await freePort(), apiUrl)

const signIn = {
  acmeManager: { 'x-demo-user': 'acme-manager' },
  acmeViewer: { 'x-demo-user': 'acme-viewer' },
  globexManager: { 'x-demo-user': 'globex-manager' },
}
const { platform } = sandbox

ensurePhp()
ensurePython()
const php = await startPhp(sandbox.apiUrl)
const python = await startPython(sandbox.apiUrl)

describe('the backend in PHP', () => {
  it.each(backendConformance({ url: php, level: 'sell', platform, signIn }))('$name', ({ run }) => run())

  // A development server in front of it passes the page's origin on, and calls it by a host of its own.
  const fromVite = (headers: Record<string, string>) =>
    fetch(`${php}/quotes`, {
      method: 'POST',
      headers: {
        ...signIn.acmeManager,
        'content-type': 'application/json',
        'x-react-3as': '1',
        origin: 'http://localhost:5173',
        ...headers,
      },
      body: '{}',
    })

  it('takes a change from a page behind a proxy whose browser says that it is of the same origin', async () => {
    expect((await fromVite({ 'sec-fetch-site': 'same-origin' })).status).toBe(400)
    expect((await fromVite({ 'sec-fetch-site': 'same-site' })).status).toBe(403)
  })

  it('names PAGE_ORIGIN where it refuses a page on another origin', async () => {
    const { error } = (await (await fromVite({})).json()) as { error: { code: string; hint: string | null } }
    expect(error).toMatchObject({ code: 'cross_site', hint: expect.stringContaining('PAGE_ORIGIN') as string })
  })
})

describe('the backend in Python', () => {
  it.each(backendConformance({ url: python, level: 'read', platform, signIn }))('$name', ({ run }) => run())
})

describe.each([
  ['PHP', startPhp],
  ['Python', startPython],
])('the backend in %s, before a platform that does not behave', (_name, startBackend) => {
  const elsewhere = { asked: 0 }
  let instead: Response | null = null
  let url: string

  beforeAll(async () => {
    const stranger = await serve(() => {
      elsewhere.asked++
      return Response.json({ payload: {} })
    })
    const between = await serve(async (path, headers) => {
      if (path.startsWith('/v2/3as/company-details') && instead !== null) return instead.clone()
      if (path.startsWith('/v2/3as/websites/redirected')) return Response.redirect(`${stranger}${path}`)
      const answer = await fetch(sandbox.apiUrl + path, { headers })
      // Without the sandbox's own headers, which are about another connection.
      return Response.json(await answer.json(), { status: answer.status })
    })
    url = await startBackend(between)
  })

  const subscriptionOf = (websiteId: string) =>
    fetch(`${url}/subscription?websiteId=${websiteId}`, { headers: signIn.acmeManager })

  it('takes its token nowhere else', async () => {
    expect((await subscriptionOf('acme-bikes')).status).toBe(200)
    expect((await subscriptionOf('redirected')).status).toBe(502)
    expect(elsewhere.asked).toBe(0)
  })

  it.each([
    ['says nothing of who sells', { payload: { subscriptionType: 'website' } }],
    ['names another way to sell', { payload: { subscriptionType: 'website', billingMode: 'shared' } }],
    ['says nothing of whose a subscription is', { payload: { billingMode: 'company_managed' } }],
  ])('takes a company that %s for none', async (_what, company) => {
    instead = Response.json(company)
    expect((await subscriptionOf('acme-bikes')).status).toBe(502)
  })

  it('takes a company that is not there for none', async () => {
    instead = Response.json({ error: 'not found' }, { status: 404 })
    expect((await subscriptionOf('acme-bikes')).status).toBe(502)
  })
})

describe('beyond this machine', () => {
  const live = {
    ...process.env,
    THREE_AS_API_URL: 'http://platform.example',
    THREE_AS_DASHBOARD_URL: 'https://dashboard.example',
    THREE_AS_INTP_ID: demoIntps.website.id,
    THREE_AS_PRIVATE_KEY_FILE: join(folder, 'key.pem'),
  }
  const runPhp = (code: string, changed: Record<string, string> = {}) => {
    const loaded = ['platform', 'orders'].map((file) => `require 'examples/php/${file}.php';`).join(' ')
    return spawnSync('php', ['-r', `${loaded} ${code}`], { encoding: 'utf8', env: { ...live, ...changed } })
  }
  beforeAll(() => writeFileSync(live.THREE_AS_PRIVATE_KEY_FILE, demoIntps.website.privateKey))

  it('PHP and Python send nothing in the open', () => {
    const ended = spawnSync('python3', ['examples/python/server.py'], { encoding: 'utf8', env: live, timeout: 10_000 })
    expect(ended.stderr).toContain('http://platform.example: beyond this machine tokens travel by https only.')
    expect(runPhp('settings();').stderr).toContain('http://platform.example: beyond this machine')
    expect(runPhp('echo settings()["apiUrl"];', { THREE_AS_API_URL: 'https://platform.example' }).stdout).toBe(
      'https://platform.example',
    )
  })

  it('PHP keeps its orders where it is told to, and never beside its code', () => {
    const file = join(folder, 'elsewhere.sqlite')
    const THREE_AS_API_URL = 'https://platform.example'
    expect(runPhp('db();', { THREE_AS_API_URL }).stderr).toContain('Set ORDERS_DB')
    expect(runPhp('db();', { THREE_AS_API_URL, ORDERS_DB: file }).status).toBe(0)
    expect(existsSync(file)).toBe(true)
  })
})

/** Answers on a port of this machine, at the URL. */
async function serve(answer: (path: string, headers: Headers) => Response | Promise<Response>): Promise<string> {
  const server = createHttpServer(
    getRequestListener(
      (request) => {
        const { pathname, search } = new URL(request.url)
        const { authorization } = Object.fromEntries(request.headers)
        return answer(pathname + search, new Headers(authorization === undefined ? {} : { authorization }))
      },
      { overrideGlobalObjects: false },
    ),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
