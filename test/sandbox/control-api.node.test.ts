import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { send } from './platform-client.ts'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()
const control = (method: string, path: string, body?: unknown) =>
  send(`${running.sandbox.controlUrl}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })

/** `fetch` sets Host and Origin by itself, so strangers are played on the bare protocol. */
function knock(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  { controlUrl, host }: { controlUrl: string; host?: string } = running.sandbox,
): Promise<number> {
  const { hostname, port, pathname } = new URL(`${controlUrl}${path}`)
  return new Promise((resolve, reject) => {
    const knocked = request({ host: host ?? hostname, port, path: pathname, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
    knocked.on('error', reject)
    knocked.end()
  })
}

describe('strangers', () => {
  test.each([
    ['a name that somebody has pointed here', { host: 'evil.example' }],
    ['a name that only looks like this machine', { host: 'localhost.evil.example' }],
    ['an address of another machine', { host: '10.0.0.1:4300' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
    ['an image on another site', { 'sec-fetch-site': 'cross-site' }],
    ['the dashboard, next door', { 'sec-fetch-site': 'same-site' }],
  ] as [string, Record<string, string>][])('are kept out: %s', async (_, headers) => {
    expect(await knock('/demo', headers)).toBe(403)
    expect(await knock('/nowhere', headers)).toBe(403)
    expect(await knock('/reset', headers, 'POST')).toBe(403)
  })

  test.each([
    ['a program', {}],
    ['localhost', { host: 'localhost:4300' }],
    ['a name under localhost', { host: 'sandbox.localhost:4300' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['the IPv6 loopback', { host: '[::1]:4300' }],
  ] as [string, Record<string, string>][])('are none: %s', async (_, headers) => {
    expect(await knock('/demo', headers)).toBe(200)
  })
})

describe('a sandbox that listens on the whole network', () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address
  const open = runningSandbox({ host: '0.0.0.0', payments: {} })
  const callAs = async (host: string | undefined) => {
    const { controlUrl, payments } = open.sandbox
    const at = [controlUrl, `${payments!.apiUrl}/__sandbox`]
    const headers = { host: 'localhost' }
    return Promise.all(at.map((url) => knock('/effects', headers, 'GET', { controlUrl: url, ...(host && { host }) })))
  }

  test('is controlled from this machine', async () => {
    expect(await callAs(undefined)).toEqual([200, 200])
  })

  // A caller by the machine's own address on the network has that address, too.
  test.skipIf(outside === undefined)('is not from another one, whatever that says of the host', async () => {
    expect(await callAs(outside)).toEqual([403, 403])
  })
})

describe('the control API', () => {
  test('hands out the demo INTPs', async () => {
    const { body } = await control('GET', '/demo')
    expect(body.intps.map(({ id }: { id: string }) => id)).toEqual(Object.values(demoIntps).map(({ id }) => id))
    expect(body.intps[0].privateKey).toBe(demoIntps.website.privateKey)
    expect(body.intps[0].packages).toContainEqual({
      id: packageOf('Basic'),
      name: 'Basic',
      period: 'monthly',
      touchpoints: 11_000,
    })
  })

  test('moves the clock', async () => {
    const { body } = await control('POST', '/clock', { days: 40, stopped: true })
    expect(body.isStopped).toBe(true)
    expect(new Date(body.now)).toEqual(running.control.now())
    expect((await control('GET', '/clock')).body).toEqual(body)
  })

  test('takes a snapshot and puts it back, in the middle of business', async () => {
    await control('POST', '/clock', { days: 3, stopped: true })
    const snapshot = (await control('GET', '/snapshot')).body
    await running.website('DELETE', '/v2/3as/customers/acme')
    await control('POST', '/clock', { months: 2 })
    expect((await control('PUT', '/snapshot', snapshot)).status).toBe(204)
    expect((await control('GET', '/snapshot')).body).toEqual(snapshot)
    expect((await running.website('GET', '/v2/3as/websites/acme-bikes')).status).toBe(200)
  })

  test.each([
    ['another version', (snapshot: any) => ({ ...snapshot, version: 99 }), /version/],
    [
      'a broken record',
      (snapshot: any) => ({ ...snapshot, records: { ...snapshot.records, website: [{}] } }),
      /website/,
    ],
    ['a missing package', (snapshot: any) => ({ ...snapshot, records: { ...snapshot.records, package: [] } }), /intp/],
  ])('refuses a snapshot of %s, and keeps what it has', async (_, spoil, message) => {
    const before = running.control.snapshot()
    const answer = await control('PUT', '/snapshot', spoil(before))
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatch(message)
    expect(running.control.snapshot().records).toEqual(before.records)
  })

  test('goes back to the start', async () => {
    await control('POST', '/clock', { years: 2 })
    await control('PATCH', '/behaviour', { strictStatus: true })
    await control('POST', '/faults', { kind: 'drop' })
    expect((await control('POST', '/reset')).status).toBe(204)
    expect((await control('GET', '/behaviour')).body.strictStatus).toBe(false)
    expect((await control('GET', '/faults')).body.faults).toEqual([])
    expect((await control('GET', '/effects')).body.total).toBe(0)
    expect(Math.abs(running.control.now().getTime() - Date.now())).toBeLessThan(5000)
  })

  test('counts effects by kind', async () => {
    await control('POST', '/usage', { intpWebsiteId: 'acme-bikes', visits: 5 })
    await control('POST', '/plan', { intpWebsiteId: 'acme-bikes', status: 'canceled' })
    const { body } = await control('GET', '/effects?cause=control')
    expect(body).toMatchObject({
      total: 2,
      byKind: { 'usage.recorded': 1, 'subscription.changed_elsewhere': 1 },
    })
  })

  test.each([
    ['POST', '/clock', { to: 'tomorrow' }],
    ['POST', '/clock', { fortnights: 1 }],
    ['POST', '/usage', { visits: 1 }],
    ['POST', '/usage', { intpWebsiteId: 'acme-bikes', visits: -1 }],
    ['POST', '/plan', {}],
    ['POST', '/faults', { kind: 'nothing' }],
    ['PATCH', '/behaviour', { readLagMs: 'long' }],
    ['GET', '/effects?colour=red', undefined],
  ])('says in one line what is wrong with %s %s', async (method, path, body) => {
    const answer = await control(method, path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatch(/^[^\n]{5,200}$/)
  })

  test('knows what is not there', async () => {
    expect((await control('POST', '/usage', { intpWebsiteId: 'nowhere', visits: 1 })).status).toBe(404)
    expect((await control('POST', '/usage', { intpId: 'x', intpWebsiteId: 'acme-bikes' })).status).toBe(404)
    expect((await control('GET', '/weather')).status).toBe(404)
  })
})

describe('docs/sandbox.md', () => {
  const commands = [...readFileSync('docs/sandbox.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block!.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => line.startsWith('curl '))

  test('has a line for each control', () => {
    for (const path of [
      'clock',
      'usage',
      'plan',
      'calls',
      'effects',
      'faults',
      'behaviour',
      'snapshot',
      'reset',
      'demo',
    ]) {
      expect(commands.some((command) => command.includes(`/__sandbox/${path}`))).toBe(true)
    }
  })

  test('has lines that work as they stand, one after the other', async () => {
    const port = new URL(running.sandbox.apiUrl).port
    const cwd = mkdtempSync(join(tmpdir(), 'sandbox-docs-'))
    for (const command of commands) {
      const line = command.replaceAll('127.0.0.1:4300', `127.0.0.1:${port}`).replace('curl ', 'curl --fail-with-body ')
      const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd }).catch((error: Error) => {
        throw new Error(`${command}: ${error.message}`)
      })
      expect(stdout).not.toContain('"error"')
    }
    rmSync(cwd, { recursive: true })
  })
})
