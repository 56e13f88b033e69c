import { describe, expect, it } from 'vitest'
import { createLedger } from '../../src/backend/ledger/ledger.ts'
import { viewOf } from '../../src/backend/ledger/change-view.ts'
import type { ChangeState } from '../../src/contract/subscription-change.ts'
import type { NewChange } from '../../src/backend/ledger/store.ts'
import { eventually } from './partner-backend.ts'
import { onBasic, scriptedLedger } from './scripted-ledger.ts'

/** Two requests of one click reach the store side by side: neither saw the other's change when it looked. */
describe('the same key twice at once', () => {
  const started = async () => {
    const ledger = scriptedLedger({ reading: onBasic('ending') })
    const created = createLedger(ledger.parts)
    const start = (wanted: NewChange) => created.start(wanted)
    const change = ledger.customers({ action: 'cancel' })
    const first = await start(change)
    return { start, change, first }
  }

  it('is one change', async () => {
    const { start, change, first } = await started()
    expect((await start({ ...change, id: 'another' }))?.id).toBe(first!.id)
  })

  it('is worked on where it is still under way', async () => {
    const sent: string[] = []
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      platform: { send: async (call) => (sent.push(call), { kind: 'done' }) },
    })
    const change = ledger.resume()
    await ledger.add(change)
    const again = await createLedger(ledger.parts).start({ ...change, id: 'another' })
    expect(again?.id).toBe(change.id)
    await eventually(
      () => sent,
      (calls) => calls.length === 1,
    )
  })

  it('is refused when it is for something else', async () => {
    const { start, change } = await started()
    await expect(start({ ...change, id: 'another', bodyHash: 'other' })).rejects.toMatchObject({ code: 'conflict' })
  })
})

it('a change of a subscription that was begun in another tab a moment before keeps out the next one', async () => {
  const ledger = scriptedLedger({ reading: onBasic('ending') })
  await ledger.add(ledger.customers({ action: 'cancel' }))
  const next = createLedger(ledger.parts).start(ledger.customers({ action: 'cancel' }))
  await expect(next).rejects.toMatchObject({ code: 'change_open' })
})

it('a quote that is gone when its change is written down is outdated', async () => {
  const ledger = scriptedLedger()
  const change = { ...ledger.customers({ action: 'cancel' }), quoteId: 'used' }
  await expect(createLedger(ledger.parts).start(change)).rejects.toMatchObject({ code: 'quote_outdated' })
})

it.each([
  ['refused', 'not_allowed'],
  ['failed', 'declined'],
  ['abandoned', 'dropped'],
  ['refunded', 'settled_by_partner'],
  ['closed', 'settled_by_partner'],
] as const satisfies readonly (readonly [ChangeState, string])[])(
  'a change that has ended as %s without a reason, as versions before 0.2 kept it, is shown with: %s',
  async (state, reason) => {
    const ledger = scriptedLedger()
    const row = await ledger.find(await ledger.add(ledger.customers({ action: 'cancel' })))
    expect(viewOf({ ...row, state })).toMatchObject({ state, reason })
    const known = { ...row, state, facts: { ...row.facts, reason: 'owner_changed' as const } }
    expect(viewOf(known)).toMatchObject({ reason: 'owner_changed' })
  },
)

it('the names and addresses of the newest thousand payments are known, and the oldest goes for the next one', async () => {
  const { parts, customers } = scriptedLedger()
  const contact = { name: 'Acme', email: 'billing@acme.example' }
  const known = () => [...parts.contacts.keys()]
  for (let nth = 1; nth < 1_000; nth++) parts.contacts.set(`change-${nth}`, contact)
  const created = createLedger(parts)
  await created.start({ ...customers({ action: 'cancel' }), id: 'change-1000' }, contact)
  expect([known().length, known()[0]]).toEqual([1_000, 'change-1'])
  await created.start({ ...customers({ action: 'cancel' }), id: 'change-1001', target: 'website:books' }, contact)
  expect([known().length, known()[0]]).toEqual([1_000, 'change-2'])
})

it('what the provider or the clock has caused holds no money that a person could have returned', async () => {
  const ledger = scriptedLedger()
  const stray = { ...ledger.system({ action: 'refund_stray', chargeId: 'ch_1' }), state: 'needs_attention' } as const
  const id = await ledger.add(stray)
  const refund = createLedger(ledger.parts).resolve(id, 'refund', { by: { kind: 'staff', staffId: 'jane' }, why: null })
  await expect(refund).rejects.toMatchObject({ message: expect.stringContaining('retry or close it') })
  expect((await ledger.find(id)).wish).toBeNull()
})
