import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { eventually, paid, quick, runningBackend, startBackend, type Backend } from './partner-backend.ts'

const running = runningBackend('website', { background: false })
const folder = mkdtempSync(join(tmpdir(), 'react-3as-recovery-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let file: string
let backends: Backend[] = []
beforeEach(() => {
  file = join(folder, `${crypto.randomUUID()}.db`)
})
afterEach(async () => {
  await Promise.all(backends.map((backend) => backend.stop()))
  backends = []
})

/** A backend of its own on the same file; it does nothing that it is not asked to. */
const another = async (options: Parameters<typeof startBackend>[2] = {}) => {
  const backend = await startBackend(running.sandbox, 'website', {
    store: sqliteStore(file),
    background: false,
    ...options,
  })
  backends.push(backend)
  return backend
}
const cancel = (backend: Backend, websiteId = 'acme-bikes') =>
  backend.post('/changes', { websiteId, idempotencyKey: `cancel-${websiteId}`, intent: { kind: 'cancel' } })
const impatient = { ...quick, answerWithinMs: 50 }

describe('what a backend left unfinished', () => {
  it('is finished by recover() of the next one, once', async () => {
    running.sandbox.platform.addFault({ kind: 'drop', effect: 'before', route: 'websiteSubscriptions.cancel' })
    const first = await another({ timing: impatient })
    expect((await cancel(first)).body.state).toBe('applying')
    await first.stop()
    const second = await another()
    await eventually(
      async () => {
        await second.handler.recover()
        return second.get('/change', { websiteId: 'acme-bikes', changeId: (await cancel(second)).body.id })
      },
      ({ body }) => body.state === 'applied',
    )
    expect(running.effects('subscription.canceled')).toHaveLength(1)
    expect(running.sandbox.platform.calls({ operation: 'websiteSubscriptions.cancel' })).toHaveLength(1)
    expect(await second.handler.recover()).toBe(0)
  })

  it('is left to whoever holds it, until the lease is over', async () => {
    running.sandbox.platform.addFault({ kind: 'drop', route: 'websiteSubscriptions.cancel' })
    const first = await another({ timing: impatient })
    await cancel(first)
    await first.stop()
    const holder = sqliteStore(file)
    const lease = await eventually(
      () => holder.claim({ owner: 'somebody who died', leaseMs: 400, target: 'website:acme-bikes' }),
      (claim) => claim !== null,
    )
    const second = await another()
    expect(await second.handler.recover()).toBe(0)
    await eventually(() => Date.now() > lease!.endsAt, Boolean)
    await eventually(
      () => second.handler.recover().then(() => running.website('acme-bikes').status),
      (status) => status === 'canceled',
    )
    await holder.close()
  })

  it('is shared by the background loops of several, and every change is made once', async () => {
    running.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'websiteSubscriptions.cancel', count: 2 })
    const first = await another({ timing: impatient })
    for (const websiteId of ['acme-bikes', 'acme-books']) await cancel(first, websiteId)
    await first.stop()
    await Promise.all([another({ background: true }), another({ background: true }), another({ background: true })])
    await eventually(
      () => ['acme-bikes', 'acme-books'].map((id) => running.website(id).status),
      (all) => all.every((status) => status === 'canceled'),
    )
    expect(running.effects('subscription.canceled')).toHaveLength(2)
  })

  it('is not begun again by whoever lost its lease', async () => {
    const store = memoryStore()
    let lostUntil: number | null = null
    const losing: Store = {
      ...store,
      // The moment between writing the intent down and sending it is the last one at which somebody else can be noticed.
      saveChange: async (claim, id, notes, update) => {
        const saved = await store.saveChange(claim, id, notes, update)
        if (update.facts.sentAt !== null && lostUntil === null) {
          await store.release(claim)
          const quicker = await store.claim({ owner: 'somebody quicker', leaseMs: 700, target: claim.target })
          lostUntil = quicker?.endsAt ?? null
        }
        return saved
      },
    }
    // A lease that is as good as over has to be renewed before anything is sent.
    const backend = await another({
      store: losing,
      timing: { ...quick, leaseMs: quick.callTimeoutMs + quick.graceMs + 1 },
    })
    await cancel(backend)
    await eventually(
      () => backend.handler.recover().then(() => running.website('acme-bikes').status),
      (status) => status === 'canceled',
    )
    expect(running.effects('subscription.canceled')).toHaveLength(1)
    const calls = running.sandbox.platform.calls({ operation: 'websiteSubscriptions.cancel' })
    expect(calls).toHaveLength(1)
    expect(Date.parse(calls[0]!.at)).toBeGreaterThanOrEqual(lostUntil!)
  })
})

describe('a payment whose start is not known to have worked', () => {
  it.each([
    ['did not get there', { kind: 'drop' }],
    ['got there', { kind: 'drop', effect: 'before' }],
    ['gets there late', { kind: 'drop', effect: 'late', lateMs: 300 }],
    ['answered 500', { kind: 'status', status: 500, effect: 'before' }],
  ] as const)('is started once when it %s', async (_how, fault) => {
    const backend = await another({ ...paid(running.sandbox), background: true })
    running.payments.webhooks.url = `${backend.url}/api/analytics/payments/webhook`
    running.sandbox.platform.addFault({ ...fault, route: 'payments.create' })
    const packageId = running.packageId('Pro')
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId })
    const change = await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'start-of-a-payment',
      intent: { kind: 'choose', packageId },
      quote: { id: quote.body.id, amountMinor: quote.body.dueToday.amount.amountMinor },
    })
    const payable = await eventually(
      () => backend.get('/change', { websiteId: 'acme-bikes', changeId: change.body.id }),
      ({ body }) => body.payment?.kind === 'redirect',
    )
    expect(payable.body.state).toBe('awaiting_payment')
    await eventually(
      () => running.payments.provider.payments().length,
      (count) => count === 1,
    )
    expect(running.payments.provider.payments()).toHaveLength(1)
  })
})

describe('durations', () => {
  it('that cannot hold are refused at construction, by name', async () => {
    await expect(another({ timing: { leaseMs: 10, callTimeoutMs: 10, graceMs: 1 } })).rejects.toThrow(/timing\.leaseMs/)
    await expect(another({ timing: { graceMs: -1 } })).rejects.toThrow(/timing\.graceMs/)
  })
})
