import { spawn, type ChildProcess } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoIntps, demoPackageId, startSandbox, type Sandbox } from 'react-3as-sandbox'
import { eventually } from '../backend/partner-backend.ts'
import { signatureOf } from '../../packages/sandbox/src/core/payments/webhooks.ts'

/** What docs/hosts.md shows for each framework, run as it stands and asked as a page and a payment provider ask. */
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
})
afterAll(() => sandbox.stop())

const page = 'http://localhost:5173'
const portOf = (url: string) => new URL(url).port

async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}

const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill()
})

async function start(framework: string): Promise<string> {
  const port = await freePort()
  const hooks = ['tools/from-source.ts', 'test/hosts/on-free-ports.ts'].flatMap((file) => ['--import', `./${file}`])
  const ports = { 3000: port, 4300: portOf(sandbox.apiUrl), 4301: portOf(sandbox.dashboardUrl) }
  children.push(
    spawn(process.execPath, [...hooks, `test/hosts/${framework}/server.ts`], {
      env: { ...process.env, HOST_PORTS: JSON.stringify({ ...ports, paymentsUrl: sandbox.payments!.apiUrl }) },
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  )
  const url = `http://localhost:${port}/api/analytics`
  await eventually(
    () => fetch(url).then(({ status }) => status, String),
    (answer) => answer === 404,
    100_000,
  )
  return url
}

describe.each(['node', 'express', 'fastify', 'hono'])('the lines for %s', (framework) => {
  let url: string
  beforeAll(async () => {
    url = await start(framework)
  }, 120_000)

  const send = (path: string, body: string, headers: Record<string, string>) =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

  it('answer whoever is signed in', async () => {
    const response = await fetch(`${url}/websites`)
    const { websites } = (await response.json()) as { websites: { websiteId: string }[] }
    expect(websites.map(({ websiteId }) => websiteId)).toContain('acme-bikes')
  })

  it('take a change', async () => {
    const packageId = demoPackageId(demoIntps.website.id, 'Pro', 'monthly')
    const headers = { 'x-react-3as': '1', origin: page }
    const response = await send('/quotes', JSON.stringify({ websiteId: 'acme-bikes', packageId }), headers)
    expect([response.status, await response.json()]).toMatchObject([200, { to: { id: packageId } }])
  })

  it('take a webhook by its raw bytes', async () => {
    const spaced = '{ "id": "evt_1" }'
    const headers = { 'sandbox-signature': await signatureOf(spaced, 'whsec_sandbox_demo') }
    expect((await send('/payments/webhook', spaced, headers)).status).toBe(204)
  })

  it('answer a webhook that nobody signed before its body is there', async () => {
    const socket = connect(Number(portOf(url)), 'localhost')
    const heard = new Promise<string>((resolve) => socket.once('data', (answer) => resolve(String(answer))))
    socket.write('POST /api/analytics/payments/webhook HTTP/1.1\r\nhost: localhost\r\n')
    socket.write('content-type: application/json\r\ncontent-length: 1000000\r\n\r\n')
    expect(await heard).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
  })

  it('answer a HEAD and a wrong method as HTTP has it', async () => {
    const head = await fetch(`${url}/websites`, { method: 'HEAD' })
    const wrong = await fetch(`${url}/websites`, { method: 'DELETE' })
    expect([head.status, wrong.status, wrong.headers.get('allow')]).toEqual([200, 405, 'GET, HEAD, OPTIONS'])
  })
})
