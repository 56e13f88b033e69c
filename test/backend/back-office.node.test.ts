import { describe, expect, expectTypeOf, it } from 'vitest'
import type { ChangeFilter, StaffChange } from '../../src/backend/back-office/changes.ts'
import { as, byJane, eventually, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer } from './paying-customer.ts'

const running = runningBackend('website', paidRestlessly)
const acme = payingCustomer(running)
const office = () => running.backend.handler.changes
const staff = (staffId: string) => ({
  'x-test-session': JSON.stringify({ customerId: 'acme', role: 'manager', actingFor: { staffId } }),
})
const wanted = (given: object = {}) => ({
  customerId: 'acme',
  websiteId: 'acme-bikes',
  intent: { kind: 'choose' as const, packageId: running.packageId('Pro') },
  key: crypto.randomUUID(),
  ...byJane,
  ...given,
})
/** Paid for, and refused by the platform. */
const stuck = async () => {
  const change = await acme.begin('Pro')
  running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.upgrade' })
  await acme.press(change, 'pay')
  await acme.settled(change, 'needs_attention')
  running.sandbox.platform.clearFaults()
  return change.body.id as string
}

describe('a change that staff start for a customer', () => {
  it('costs what a click would have cost, is paid by the customer, and names who started it and why', async () => {
    const quote = await acme.quote('Pro')
    const change = await office().start(wanted({ amountMinor: quote.body.dueToday.amount.amountMinor }))
    expect(change).toMatchObject({ state: 'awaiting_payment', due: quote.body.dueToday.amount })
    expect((await acme.view()).openChange).toMatchObject({ id: change.id })
    await acme.press({ body: change } as never, 'pay')
    await eventually(
      () => office().get(change.id),
      (found) => found?.change.state === 'applied',
    )
    expect(await office().get(change.id)).toMatchObject({
      customerId: 'acme',
      websiteId: 'acme-bikes',
      action: expect.stringMatching(/start|upgrade/),
      history: [
        { from: null, to: 'awaiting_payment', by: { kind: 'staff', staffId: 'jane' }, why: 'asked for by phone' },
        { from: 'awaiting_payment', to: 'paid', by: { kind: 'system' } },
        { from: 'paid', to: 'applying', by: { kind: 'system' } },
        { from: 'applying', to: 'applied', by: { kind: 'system' } },
      ],
    })
    expect(acme.website().packageName).toBe('Pro')
  })

  it('is refused, with the price of today, where another one was agreed', async () => {
    await expect(office().start(wanted({ amountMinor: 1 }))).rejects.toMatchObject({
      code: 'quote_outdated',
      details: { dueToday: { kind: 'pay_now' } },
    })
    expect((await office().list()).changes).toEqual([])
  })

  it('is one change for one key, and another one’s for another wish', async () => {
    const wish = wanted()
    const first = await office().start(wish)
    expect((await office().start(wish)).id).toBe(first.id)
    await expect(office().start({ ...wish, intent: { kind: 'cancel' } })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('does not reach another customer’s website', async () => {
    await expect(office().start(wanted({ customerId: 'globex' }))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is withdrawn again while it is not paid, and says who did it', async () => {
    const { id } = await office().start(wanted())
    expect(await office().abandon(id, { by: 'joe', reason: 'wrong customer' })).toMatchObject({ state: 'abandoned' })
    const found = await office().get(id)
    expect(found?.history).toContainEqual(
      expect.objectContaining({ wish: 'abandon', by: { kind: 'staff', staffId: 'joe' }, why: 'wrong customer' }),
    )
  })

  it('needs somebody who answers for it, and a reason', async () => {
    await expect(office().start(wanted({ by: '' }))).rejects.toThrow(TypeError)
    await expect(office().start(wanted({ reason: '' }))).rejects.toThrow(TypeError)
  })
})

describe('a change that needs attention', () => {
  it('is found among all others, and what was decided stands in its history', async () => {
    await acme.buy('Advanced')
    const id = await stuck()
    const { changes, nextPage } = await office().list({ state: 'needs_attention' })
    expect(changes).toMatchObject([{ id, change: { state: 'needs_attention', reason: 'platform_refused' } }])
    expect(nextPage).toBeNull()
    await office().resolve(id, 'refund', byJane)
    await eventually(
      () => office().get(id),
      (found) => found?.change.state === 'refunded',
    )
    const found = await office().get(id)
    const decided = { from: 'needs_attention', to: 'needs_attention', wish: 'refund', by: { kind: 'staff' } }
    expect(found?.history).toContainEqual(
      expect.objectContaining({ ...decided, by: { kind: 'staff', staffId: 'jane' } }),
    )
    expect(found?.history.at(-1)).toMatchObject({ to: 'refunded', by: { kind: 'system' }, why: 'settled_by_partner' })
  })
})

describe('staff who act for a customer in the app', () => {
  const choose = (headers: ReturnType<typeof as>) =>
    running.choose('acme-bikes', running.packageId('Pro'), crypto.randomUUID(), headers)

  it('start nothing that costs money, unless the partner allows it', async () => {
    expect((await choose(staff('jane'))).body).toMatchObject({ error: { code: 'forbidden' } })
    expect((await office().list()).changes).toEqual([])
  })

  it('turn renewal off, and stand in its history', async () => {
    await acme.buy('Pro')
    const body = { websiteId: 'acme-bikes', idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } }
    const change = await running.backend.post('/changes', body, staff('jane'))
    expect(change.body, change.text).toMatchObject({ state: 'applied' })
    expect((await office().get(change.body.id))?.history[0]).toMatchObject({ by: { kind: 'staff', staffId: 'jane' } })
    const on = { ...body, idempotencyKey: crypto.randomUUID(), intent: { kind: 'resume' } }
    expect((await running.backend.post('/changes', on, staff('jane'))).body).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect((await running.backend.post('/changes', on, as('acme'))).body).toMatchObject({ state: 'applied' })
  })
})

describe('staff who may buy for customers', () => {
  const trusting = runningBackend('website', { allowStaffToBuy: true })

  it('start what costs money, in their own name', async () => {
    const change = await trusting.choose('acme-bikes', trusting.packageId('Pro'), crypto.randomUUID(), staff('jane'))
    expect(change.body, change.text).toMatchObject({ state: 'applied' })
    const found = await trusting.backend.handler.changes.get(change.body.id as string)
    expect(found?.history[0]).toMatchObject({ by: { kind: 'staff', staffId: 'jane' } })
  })
})

describe('a program that asks for what there is not', () => {
  it('is none: a list is of a customer or of a website, and only a plan has a price', () => {
    expectTypeOf<{ customerId: string; websiteId: string }>().not.toExtend<ChangeFilter>()
    expectTypeOf<{ websiteId: string; state: 'needs_attention' }>().toExtend<ChangeFilter>()
    const word = { by: '', reason: '', customerId: '', websiteId: '', key: '' }
    expectTypeOf({ ...word, intent: { kind: 'cancel' as const } }).toExtend<StaffChange>()
    expectTypeOf({ ...word, intent: { kind: 'cancel' as const }, amountMinor: 1 }).not.toExtend<StaffChange>()
  })
})

describe('the back office', () => {
  it('is not reachable over HTTP', async () => {
    for (const path of ['/changes/list', '/changes/resolve', '/changes/reverse', '/billing/report']) {
      expect((await running.backend.post(path, {}, as('acme'))).status).toBe(404)
    }
  })

  it('lists by pages', async () => {
    for (const kind of ['Advanced', 'Pro']) {
      const change = await acme.begin(kind)
      await office().abandon(change.body.id as string, byJane)
    }
    const first = await office().list({ customerId: 'acme', size: 1 })
    expect(first.changes).toHaveLength(1)
    const second = await office().list({ customerId: 'acme', size: 1, page: first.nextPage! })
    expect(second).toMatchObject({ changes: [{ change: { state: 'abandoned' } }], nextPage: null })
    expect(second.changes[0]?.id).not.toBe(first.changes[0]?.id)
    await expect(office().list({ page: 'nonsense' })).rejects.toThrow(RangeError)
    await expect(office().list({ size: 201 })).rejects.toThrow(RangeError)
  })
})
