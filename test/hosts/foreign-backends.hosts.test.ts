import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
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
async function start(command: string, args: readonly string[], port: number): Promise<string> {
  const env = {
    ...process.env,
    PORT: String(port),
    THREE_AS_API_URL: sandbox.apiUrl,
    THREE_AS_DASHBOARD_URL: sandbox.dashboardUrl,
    ORDERS_DB: join(folder, 'orders.sqlite'),
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

const signIn = {
  acmeManager: { 'x-demo-user': 'acme-manager' },
  acmeViewer: { 'x-demo-user': 'acme-viewer' },
  globexManager: { 'x-demo-user': 'globex-manager' },
}
const { platform } = sandbox

const [phpPort, pythonPort] = [await freePort(), await freePort()]
ensurePhp()
ensurePython()
const php = await start('php', ['-S', `127.0.0.1:${phpPort}`, 'examples/php/index.php'], phpPort)
const python = await start('python3', ['examples/python/server.py'], pythonPort)

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
