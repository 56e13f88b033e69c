import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { demoPublicKey } from '../../packages/sandbox/src/core/demo-key.ts'
import { startSandbox, type SandboxOptions } from '../../packages/sandbox/src/node/start.ts'
import { childSandbox } from './child-sandbox.ts'
import { platformClient, send } from './platform-client.ts'
import { packageOf } from './running-sandbox.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-data-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const start = (options: SandboxOptions = {}) => startSandbox({ port: 0, dataDir: folder, traffic: false, ...options })
const upgrade = { intpWebsiteId: 'acme-bikes', packageId: packageOf('Pro') }

test('a restart changes nothing', async () => {
  const first = await start({ seed: 'first' })
  const call = platformClient(first.apiUrl, demoIntps.website)
  first.platform.moveClock({ days: 40, stopped: true })
  await call('POST', '/v3/3as/website-subscriptions/upgrade', upgrade)
  await call('DELETE', '/v2/3as/customers/globex')
  await call('POST', '/v2/3as/customers', { intpCustomerId: 'new', email: 'new@example.com' })
  first.platform.recordUsage({ intpWebsiteId: 'acme-bikes', visits: 77 })
  const before = [first.platform.snapshot(), first.platform.effects(), first.platform.calls()]
  await first.stop()

  const second = await start()
  expect([second.platform.snapshot(), second.platform.effects(), second.platform.calls()]).toEqual(before)
  const again = platformClient(second.apiUrl, demoIntps.website)
  const { status } = await again('POST', '/v3/3as/website-subscriptions/upgrade', upgrade)
  expect(status).toBe(500)
  expect(second.platform.calls().at(-1)!.seq).toBeGreaterThan(first.platform.calls().at(-1)!.seq)
  await second.stop()
})

test('what falls due while it is down happens at the next start', async () => {
  const first = await start()
  first.platform.moveClock({ days: 60 })
  const { expiresAt } = first.platform.website('acme-bikes')
  await first.stop()
  const database = new DatabaseSync(join(folder, 'sandbox.sqlite'))
  const clock = { offsetMs: Date.parse(expiresAt) - Date.now() + 1000, stoppedAt: null }
  database.prepare("UPDATE meta SET value = ? WHERE name = 'clock'").run(JSON.stringify(clock))
  database.close()
  const second = await start()
  expect(second.platform.website('acme-bikes').expiresAt > expiresAt).toBe(true)
  await second.stop()
})

test('a reset is kept, too', async () => {
  const first = await start()
  first.platform.recordUsage({ intpWebsiteId: 'acme-bikes', visits: 77 })
  first.platform.reset()
  await first.stop()
  const second = await start()
  expect(second.platform.website('acme-bikes').consumption.stpConsumed).toBe(8312)
  expect(second.platform.effects()).toEqual([])
  await second.stop()
})

test('a configuration that has grown is taken over, and what was made is left as it became', async () => {
  const mine = { id: 'mine', name: 'Mine', publicKey: demoPublicKey }
  const customers = [{ intpId: 'mine', intpCustomerId: 'c', email: 'c@example.com' }]
  const first = await start({ config: { intps: [mine], customers } })
  const call = platformClient(first.apiUrl, { id: 'mine', privateKey: demoIntps.website.privateKey })
  await call('DELETE', '/v2/3as/customers/c')
  await first.stop()
  const config = {
    intps: [
      { ...mine, name: 'Renamed' },
      { ...mine, id: 'another' },
    ],
    customers,
  }
  const second = await start({ config })
  const again = platformClient(second.apiUrl, { id: 'mine', privateKey: demoIntps.website.privateKey })
  expect((await again('GET', '/v2/3as/company-details')).body.payload.name).toBe('Renamed')
  expect((await again('GET', '/v2/3as/customers/c')).status).toBe(404)
  const another = platformClient(second.apiUrl, { id: 'another', privateKey: demoIntps.website.privateKey })
  expect((await another('GET', '/v2/3as/packages')).body.payload).toHaveLength(10)
  await second.stop()
  await expect(start({ config: { intps: [{ ...mine, subscriptionType: 'intpc' }] } })).rejects.toThrow(
    /mine is there already with subscriptionType website, not intpc/,
  )
})

describe('a folder that cannot be used', () => {
  test('is refused while another sandbox is on it, which goes on', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow(/another sandbox is using it/)
    expect((await send(`${first.controlUrl}/clock`)).status).toBe(200)
    await first.stop()
    await (await start()).stop()
  })

  test('is refused when another version wrote it', async () => {
    const database = new DatabaseSync(join(folder, 'sandbox.sqlite'))
    database.exec('PRAGMA user_version = 99')
    database.close()
    await expect(start()).rejects.toThrow(/written by another version \(format 99/)
  })

  test('is refused when its file is something else', async () => {
    writeFileSync(join(folder, 'sandbox.sqlite'), 'hello, this is no database at all')
    await expect(start()).rejects.toThrow(/not a database/)
  })

  test('is refused when its records are damaged', async () => {
    await (await start()).stop()
    const database = new DatabaseSync(join(folder, 'sandbox.sqlite'))
    database.exec("UPDATE record SET value = '{}' WHERE kind = 'website'")
    database.close()
    await expect(start()).rejects.toThrow(/its records are damaged/)
  })

  test('is refused when it is a file', async () => {
    const path = join(folder, 'file')
    writeFileSync(path, '')
    await expect(start({ dataDir: path })).rejects.toThrow(/there is a file of that name/)
  })

  test('is made when it is not there', async () => {
    const path = join(folder, 'deep', 'down')
    await (await start({ dataDir: path })).stop()
    expect(existsSync(join(path, 'sandbox.sqlite'))).toBe(true)
  })
})

test('a killed process has lost nothing that it answered', async () => {
  for (let round = 0; round < 3; round++) {
    const child = await childSandbox('--data', folder)
    const call = platformClient(child.apiUrl, demoIntps.website)
    const answered: string[] = []
    // As many at once as a busy backend would send, so that the kill hits some in the middle.
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let index = 0; ; index++) {
        const intpCustomerId = `${round}-${writer}-${index}`
        const { status } = await call('POST', '/v2/3as/customers', {
          intpCustomerId,
          email: 'killed@example.com',
          website: { intpWebsiteId: `site-${intpCustomerId}`, domain: 'killed.example' },
        })
        expect(status).toBe(201)
        answered.push(intpCustomerId)
      }
    })
    const ended = Promise.allSettled(writers)
    await expect.poll(() => answered.length).toBeGreaterThan(40)
    await child.end('SIGKILL')
    await ended

    const survivor = await start()
    const { customer, website, subscription } = survivor.platform.snapshot().records
    const customers = new Set(customer.map(({ intpCustomerId }) => intpCustomerId))
    expect(answered.filter((id) => !customers.has(id))).toEqual([])
    // Whole creates or none: no customer without its website, no website without its subscription.
    const made = customer.filter(({ email }) => email === 'killed@example.com')
    const sites = new Map(website.map((site) => [site.intpWebsiteId, site]))
    const subscriptions = new Set(subscription.map(({ id }) => id))
    expect(
      made.every(({ intpCustomerId }) => subscriptions.has(sites.get(`site-${intpCustomerId}`)!.subscriptionId)),
    ).toBe(true)
    const effects = survivor.platform.effects({ kind: 'customer.created' })
    expect(effects).toHaveLength(made.length)
    await survivor.stop()
  }
}, 60_000)
