import { describe, expect, it } from 'vitest'
import { invoiceOf, type InvoiceReport } from '../../src/backend/back-office/billing.ts'
import type { Money } from '../../src/contract/money.ts'
import { noteInvoice, reportedDue, type ReportedInvoice } from '../../src/backend/ledger/own-billing.ts'
import { returnedOf } from '../../src/backend/ledger/returned-money.ts'
import { reportedOf } from '../../src/backend/ledger/unpaid-renewal.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import type { PlatformSubscription } from '../../src/backend/ledger/platform-subscription.ts'
import { basic, onBasic, onPlan, pro, quoteOf, scriptedLedger, subject, target } from './scripted-ledger.ts'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
const endsAt = '2026-12-24T00:00:00.000Z'
const unpaid = { packageId: basic.id, price: basic.price, endsAt }
const overdue: ReportedInvoice = { invoiceId: 'in_1', kind: 'overdue', unpaid, amount: basic.price, payUrl: null }
const paid: ReportedInvoice = { invoiceId: 'in_1', kind: 'paid', unpaid }
const writtenOff: ReportedInvoice = { invoiceId: 'in_1', kind: 'written_off', unpaid, amount: basic.price }

type Answer = Awaited<ReturnType<PlatformSubscription['send']>>

/** A partner that bills by itself, and a platform whose answers a test decides. */
function ownBilling() {
  const calls: string[] = []
  let reading: Reading = onBasic()
  let answer: Answer = { kind: 'done' }
  let meanwhile: { during: 'reading' | 'adding the end'; happens: () => Promise<void> } | null = null
  let failing: 'noting' | null = null
  const passes = async (during: 'reading' | 'adding the end') => {
    if (meanwhile?.during !== during) return
    const { happens } = meanwhile
    meanwhile = null
    await happens()
  }
  const ledger = scriptedLedger({
    store: (kept) => ({
      async addChange(change, limit) {
        if (change.facts.action === 'end_unpaid') await passes('adding the end')
        return kept.addChange(change, limit)
      },
      async noteChange(id, note) {
        if (failing !== 'noting') return kept.noteChange(id, note)
        failing = null
        throw new Error('dead')
      },
    }),
    platform: {
      async read() {
        await passes('reading')
        return { kind: 'read', reading, packages: [basic, pro] }
      },
      async send(call) {
        calls.push(call)
        if (answer.kind === 'done' && call === 'cancel') reading = onBasic('ending')
        return answer
      },
    },
  })
  return {
    ...ledger,
    calls,
    says: (invoice: ReportedInvoice) => noteInvoice(ledger.parts, subject, invoice),
    /** Something happens, once, while the ledger is at that. */
    meanwhile: (during: 'reading' | 'adding the end', happens: () => Promise<void>) =>
      void (meanwhile = { during, happens }),
    /** The next call of the store that does that. */
    fails: (next: 'noting') => void (failing = next),
    stands: (stands: Reading) => void (reading = stands),
    answers: (next: Answer) => void (answer = next),
    goOn: async (forMs: number) => {
      for (let passed = 0; passed < forMs; passed += minuteMs / 4) {
        ledger.pass(minuteMs / 4)
        await ledger.work()
      }
    },
    row: (key: string) => ledger.store.findChange({ target, customerId: subject.customerId, lane: 'system', key }),
  }
}

describe('an invoice of the partner’s own that is not paid', () => {
  /** Counts on what is left of the period that the invoice is for. */
  function upgrade({ customers }: ReturnType<typeof ownBilling>) {
    const credit = { kind: 'credit', amount: { amountMinor: -300, currency: 'EUR' }, percent: 40 } as const
    const quote = { ...quoteOf(pro), lines: [{ kind: 'plan', amount: pro.price } as const, credit] }
    return customers({
      action: 'upgrade',
      packageId: pro.id,
      before: beforeOf(onBasic()),
      quote,
      due: pro.price,
      payment: { kind: 'none' },
      lastLook: 'done',
    })
  }

  it('stops an upgrade that counts on its period and has not been carried out yet', async () => {
    const billing = ownBilling()
    const { add, answers, work, says, goOn, find, calls } = billing
    answers({ kind: 'unsent' })
    const id = await add(upgrade(billing))
    await work()
    await says(overdue)
    answers({ kind: 'done' })
    const sent = calls.length
    await goOn(5 * minuteMs)
    expect(await find(id)).toMatchObject({ state: 'refused', facts: { reason: 'payment_due' } })
    expect(calls.slice(sent)).toEqual([])
  })

  it('stops such an upgrade also where the look that finds it missing outlasts the call before', async () => {
    const billing = ownBilling()
    const { add, answers, meanwhile, pass, work, says, find, calls } = billing
    answers({ kind: 'unknown' })
    const id = await add(upgrade(billing))
    await work()
    await says(overdue)
    answers({ kind: 'done' })
    for (let looks = 0; looks < 20; looks++) {
      meanwhile('reading', async () => pass(8_000))
      pass(1_000)
      await work()
    }
    expect(await find(id)).toMatchObject({ state: 'refused', facts: { reason: 'payment_due' } })
    expect(calls).toEqual(['upgrade'])
  })

  it('is taken up twenty times at most, whatever else is said of it', async () => {
    const { says, goOn, row, store } = ownBilling()
    for (let times = 0; times < 22; times++) {
      await says(overdue)
      await goOn(minuteMs / 2)
      await says(paid)
      await goOn(minuteMs / 2)
    }
    const occasions = await Promise.all(Array.from({ length: 22 }, (_, nth) => row(`await_renewal:in_1/${nth + 2}`)))
    expect(occasions.filter((found) => found !== null)).toHaveLength(19)
    expect(await reportedDue(store, subject)).toBeNull()
  })

  it('is owed until its plan has ended', async () => {
    const { says, answers, goOn, store, row } = ownBilling()
    await says(overdue)
    answers({ kind: 'unsent' })
    await goOn(minuteMs)
    expect(await reportedDue(store, subject)).toMatchObject({ kind: 'overdue', amount: basic.price })
    await says(writtenOff)
    await goOn(minuteMs / 2)
    expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'applying' })
    expect(await reportedDue(store, subject)).toMatchObject({ kind: 'overdue' })
    answers({ kind: 'done' })
    await goOn(minuteMs)
    expect(await reportedDue(store, subject)).toBeNull()
    expect(await returnedOf(store, subject, endsAt)).toEqual(basic.price)
  })

  it('is owed no more from the moment at which it is reported as paid, and never by another customer', async () => {
    const { says, store } = ownBilling()
    await says(overdue)
    expect(await reportedDue(store, { ...subject, customerId: 'globex' })).toBeNull()
    expect(await reportedDue(store, subject)).toMatchObject({ invoiceId: 'in_1' })
    await says(paid)
    expect(await reportedDue(store, subject)).toBeNull()
  })

  it('is written off also where nothing is there any more that has ended its plan', async () => {
    const { says, add, system, store } = ownBilling()
    const graceEndsAt = '2026-11-30T00:00:00.000Z'
    const remembered = { kind: 'not_read' } as const
    const waited = { action: 'await_renewal', invoiceId: 'in_1', graceEndsAt, remembered } as const
    const about = { ...unpaid, reportedAt: '2026-11-16T00:00:00.000Z' }
    await add({ ...system({ ...waited, unpaid: about }, 'in_1'), state: 'failed', wakeInMs: null })
    await says(writtenOff)
    expect(await returnedOf(store, subject, endsAt)).toEqual(basic.price)
  })

  it('is written off when only its grace has passed, and its plan has ended', async () => {
    const { says, goOn, pass, work, store, row } = ownBilling()
    await says(overdue)
    await work()
    pass(15 * dayMs)
    await goOn(minuteMs)
    expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'applied' })
    expect(await returnedOf(store, subject, endsAt)).toEqual(basic.price)
  })

  it('ends nothing once it is paid, although the plan could not be ended before', async () => {
    const { says, answers, goOn, store, row, calls } = ownBilling()
    await says(writtenOff)
    answers({ kind: 'unsent' })
    await goOn(minuteMs / 2)
    await says(paid)
    answers({ kind: 'done' })
    const before = calls.length
    await goOn(2 * minuteMs)
    expect(calls.slice(before)).toEqual([])
    expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'abandoned', facts: { reason: 'paid_meanwhile' } })
    expect(await returnedOf(store, subject, endsAt)).toBeNull()
  })

  it.each(['reading', 'adding the end'] as const)(
    'ends nothing where it is paid in the moment in which its grace ends: %s',
    async (during) => {
      const { says, meanwhile, pass, goOn, store, row, calls } = ownBilling()
      await says(overdue)
      await goOn(minuteMs)
      meanwhile(during, () => says(paid))
      pass(15 * dayMs)
      await goOn(2 * minuteMs)
      expect(calls).toEqual([])
      expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'abandoned', facts: { reason: 'paid_meanwhile' } })
      expect(await returnedOf(store, subject, endsAt)).toBeNull()
    },
  )

  it('ends nothing where it is paid in that moment, also where the process dies before that is written down for the end', async () => {
    const { says, meanwhile, fails, pass, goOn, row, calls } = ownBilling()
    await says(overdue)
    await goOn(minuteMs)
    meanwhile('adding the end', async () => {
      await says(paid)
      fails('noting')
    })
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    expect(calls).toEqual([])
    expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'abandoned', facts: { reason: 'paid_meanwhile' } })
  })

  it('ends nothing where it comes to be contested in the moment in which its grace ends', async () => {
    const { says, meanwhile, pass, goOn, store, calls } = ownBilling()
    await says(overdue)
    meanwhile('adding the end', () => says({ ...overdue, kind: 'disputed' }))
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    expect(calls).toEqual([])
    expect(await reportedDue(store, subject)).toMatchObject({ kind: 'disputed' })
  })

  it('is waited for once more when it comes to be overdue again before the end has been withdrawn', async () => {
    const { says, answers, goOn, row } = ownBilling()
    await says(writtenOff)
    answers({ kind: 'unsent' })
    await goOn(minuteMs / 2)
    expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'applying' })
    await says(paid)
    await says(overdue)
    expect(await row('await_renewal:in_1/2')).toMatchObject({ state: 'awaiting_payment' })
  })

  it('ends no plan that was bought after it was reported, nor any when none was running', async () => {
    const since = { ...onPlan(pro), lastPackageChangeAt: '2026-12-02T00:00:00.000Z' }
    const endsSoonAfter = { ...unpaid, endsAt: '2026-12-02T00:10:00.000Z' }
    for (const of of [unpaid, endsSoonAfter, null]) {
      const { says, stands, pass, goOn, row, calls } = ownBilling()
      await says({ ...overdue, unpaid: of })
      stands(since)
      pass(15 * dayMs)
      await goOn(2 * minuteMs)
      expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'applied' })
      expect(calls).toEqual([])
    }
  })

  it('ends a plan whose price is not known, and writes nothing off for it', async () => {
    const { says, pass, goOn, store, calls } = ownBilling()
    const owed = { target, invoiceId: 'in_1', kind: 'overdue', amount: basic.price } as const
    await says(invoiceOf(owed, { packageId: basic.id, price: null, endsAt }))
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    expect(calls[0]).toBe('cancel')
    expect(await returnedOf(store, subject, endsAt)).toBeNull()
  })

  it('ends the smaller plan that was planned before', async () => {
    const { says, stands, pass, goOn, calls } = ownBilling()
    await says(overdue)
    stands({ ...onPlan(pro), lastPackageChangeAt: endsAt })
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    expect(calls[0]).toBe('cancel')
  })

  it('is written off no more when it is paid while its end is on its way', async () => {
    const { says, answers, stands, goOn, store, row, calls } = ownBilling()
    await says(writtenOff)
    answers({ kind: 'unknown' })
    await goOn(minuteMs)
    expect(calls).toContain('cancel')
    await says(paid)
    stands(onBasic('ending'))
    await goOn(2 * minuteMs)
    expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'applied' })
    expect(await returnedOf(store, subject, endsAt)).toBeNull()
  })

  it('gives its credit again when it is paid after its plan has ended, and is written off once, however often', async () => {
    const books = ownBilling()
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
    await books.says(paid)
    expect(await returnedOf(books.store, subject, endsAt)).toBeNull()
    books.stands(onBasic())
    await books.says(overdue)
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    expect(books.calls).toEqual(['cancel', 'cancel'])
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
  })

  it('is written off in a row of before that does not say for which period it is', async () => {
    const { system, add, goOn, store, calls, parts } = ownBilling()
    const graceEndsAt = parts.now().toISOString()
    const remembered = { kind: 'read', recurring: null } as const
    const reported = { amount: basic.price, payUrl: null }
    const cause = { action: 'await_renewal', invoiceId: 'in_1', graceEndsAt, remembered, reported } as const
    await add(system(cause, 'in_1'))
    await goOn(2 * minuteMs)
    expect(calls).toEqual(['cancel'])
    expect(await returnedOf(store, subject, endsAt)).toEqual(basic.price)
  })

  it('ends the plan once it is written off, although it was contested', async () => {
    const { says, goOn, store, calls } = ownBilling()
    await says({ ...overdue, kind: 'disputed' })
    await says(writtenOff)
    await goOn(2 * minuteMs)
    expect(calls).toEqual(['cancel'])
    expect(await reportedDue(store, subject)).toBeNull()
    expect(await returnedOf(store, subject, endsAt)).toEqual(basic.price)
  })

  it('ends the plan once it is written off, although a person was to decide', async () => {
    const { says, pass, goOn, store, row, calls } = ownBilling()
    await says({ ...overdue, kind: 'disputed' })
    pass(15 * dayMs)
    await goOn(minuteMs)
    expect(await row('await_renewal:in_1/2')).toMatchObject({ state: 'needs_attention' })
    await says(writtenOff)
    await goOn(2 * minuteMs)
    expect(calls).toEqual(['cancel'])
    expect(await reportedDue(store, subject)).toBeNull()
  })

  it('is waited for once more when it comes to be overdue again before a person has decided', async () => {
    const { says, pass, goOn, store, row } = ownBilling()
    await says({ ...overdue, kind: 'disputed' })
    pass(15 * dayMs)
    await goOn(minuteMs)
    expect(await row('await_renewal:in_1/2')).toMatchObject({ state: 'needs_attention' })
    await says(paid)
    await says(overdue)
    expect(await reportedDue(store, subject)).toMatchObject({ invoiceId: 'in_1' })
    expect(await row('await_renewal:in_1/3')).toMatchObject({ state: 'awaiting_payment' })
  })
})

describe('an invoice that is not paid a second time', () => {
  type Books = ReturnType<typeof ownBilling>

  /** Of one that was written off, paid before its plan could be ended, and taken back by the bank. */
  async function keptAndTakenBack({ says, answers, goOn }: Books) {
    answers({ kind: 'unsent' })
    await says(writtenOff)
    await goOn(minuteMs / 2)
    await says(paid)
    answers({ kind: 'done' })
    await goOn(2 * minuteMs)
    await says(overdue)
    await goOn(minuteMs)
  }

  /** Of one whose plan was set to end, that was paid all the same, and whose customer has turned renewal on again. */
  async function endedAndPaid({ says, pass, stands, goOn }: Books) {
    await says(overdue)
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    await says(paid)
    await says(paid)
    stands(onBasic())
    await goOn(minuteMs)
  }

  it('ends the plan once it is written off, although that was given up before', async () => {
    const books = ownBilling()
    await keptAndTakenBack(books)
    const before = books.calls.length
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    expect(books.calls.slice(before)).toEqual(['cancel'])
    expect(await reportedDue(books.store, subject)).toBeNull()
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
  })

  it.each(['overdue', 'disputed'] as const)(
    'is owed, and ends the plan once it is written off, although it had been ended before: %s',
    async (kind) => {
      const books = ownBilling()
      await endedAndPaid(books)
      const before = books.calls.length
      await books.says({ ...overdue, kind })
      expect(await reportedDue(books.store, subject)).toMatchObject({ kind: 'disputed', amount: basic.price })
      await books.says(writtenOff)
      await books.goOn(2 * minuteMs)
      expect(books.calls.slice(before)).toEqual(['cancel'])
      expect(await reportedDue(books.store, subject)).toBeNull()
    },
  )

  it('ends nothing where it is paid while the plan cannot be ended', async () => {
    const books = ownBilling()
    await keptAndTakenBack(books)
    books.answers({ kind: 'unsent' })
    await books.says(writtenOff)
    await books.goOn(minuteMs / 2)
    await books.says(paid)
    books.answers({ kind: 'done' })
    const before = books.calls.length
    await books.goOn(2 * minuteMs)
    expect(books.calls.slice(before)).toEqual([])
    expect(await returnedOf(books.store, subject, endsAt)).toBeNull()
  })

  it('ends nothing where it is paid while rows of before have begun to end its plan', async () => {
    const { system, add, answers, says, goOn, row, calls, parts } = ownBilling()
    const graceEndsAt = parts.now().toISOString()
    const reported = { amount: basic.price, payUrl: null }
    const remembered = { kind: 'read', recurring: null } as const
    const waited = { action: 'await_renewal', invoiceId: 'in_1', graceEndsAt, remembered, reported } as const
    const ends = { action: 'end_unpaid', invoiceId: 'in_1', packageId: null, graceEndsAt, reported } as const
    answers({ kind: 'unsent' })
    await add({ ...system(waited, 'in_1'), state: 'applied', wakeInMs: null })
    await add({ ...system(waited, 'in_1/2'), state: 'failed', wakeInMs: null })
    await add(system(ends, 'in_1'))
    await goOn(minuteMs / 2)
    await says(paid)
    answers({ kind: 'done' })
    const before = calls.length
    await goOn(2 * minuteMs)
    expect(calls.slice(before)).toEqual([])
    expect(await row('end_unpaid:in_1')).toMatchObject({ state: 'abandoned' })
    await says(overdue)
    expect(await row('await_renewal:in_1/3')).toMatchObject({ state: 'awaiting_payment' })
  })

  it('is entered once, however often it is reported', async () => {
    const { says, goOn, row } = ownBilling()
    await says(overdue)
    await says(paid)
    await goOn(minuteMs)
    await says(paid)
    for (let times = 0; times < 3; times++) await says(overdue)
    expect(await row('await_renewal:in_1/2')).toMatchObject({ state: 'awaiting_payment' })
    expect(await row('await_renewal:in_1/3')).toBeNull()
  })

  it('ends the plan once it is written off, although a person has closed it before, and that once', async () => {
    const books = ownBilling()
    await books.says({ ...overdue, kind: 'disputed' })
    books.pass(15 * dayMs)
    await books.goOn(minuteMs)
    await books.store.noteChange((await books.row('await_renewal:in_1/2'))!.id, { wish: 'close' })
    await books.goOn(minuteMs)
    for (let times = 0; times < 2; times++) {
      await books.says(writtenOff)
      await books.goOn(2 * minuteMs)
    }
    expect(books.calls).toEqual(['cancel'])
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
    expect(await books.row('await_renewal:in_1/4')).toBeNull()
  })

  it('is waited for once where it is reported as contested twice at the same time', async () => {
    const books = ownBilling()
    await books.says(overdue)
    await Promise.all([books.says({ ...overdue, kind: 'disputed' }), books.says({ ...overdue, kind: 'disputed' })])
    await books.goOn(minuteMs)
    await books.says(paid)
    await books.goOn(minuteMs)
    expect(await reportedDue(books.store, subject)).toBeNull()
  })

  it('stays closed by a person until it was paid and is overdue again', async () => {
    const books = ownBilling()
    await books.says({ ...overdue, kind: 'disputed' })
    books.pass(15 * dayMs)
    await books.goOn(minuteMs)
    const before = (await books.row('await_renewal:in_1/2'))!
    await books.store.noteChange(before.id, { wish: 'close' })
    await books.goOn(minuteMs)
    await books.says(overdue)
    expect(await reportedDue(books.store, subject)).toBeNull()
    await books.says(paid)
    await books.says(overdue)
    expect(await reportedDue(books.store, subject)).toMatchObject({ invoiceId: 'in_1' })
  })

  it('is owed once more also where a person has closed it after it was paid', async () => {
    const books = ownBilling()
    await books.says({ ...overdue, kind: 'disputed' })
    books.pass(15 * dayMs)
    await books.goOn(minuteMs)
    const before = (await books.row('await_renewal:in_1/2'))!
    expect(before).toMatchObject({ state: 'needs_attention' })
    await books.says(paid)
    await books.store.noteChange(before.id, { wish: 'close' })
    await books.goOn(minuteMs)
    expect(await books.find(before.id)).toMatchObject({ state: 'closed' })
    await books.says(overdue)
    expect(await reportedDue(books.store, subject)).toMatchObject({ invoiceId: 'in_1' })
  })
})

describe('an invoice that is written off', () => {
  type Books = ReturnType<typeof ownBilling>

  /** A person decides, and a worker has not looked yet. */
  async function decides({ store, row }: Books, key: string) {
    const { id, state } = (await row(key))!
    expect(state).toBe('needs_attention')
    await store.noteChange(id, { wish: 'close' })
  }

  const contestedForLong = async ({ says, pass, goOn }: Books) => {
    await says({ ...overdue, kind: 'disputed' })
    pass(15 * dayMs)
    await goOn(minuteMs)
  }

  /** Its grace is over, and the platform refuses to end its plan. */
  async function cannotBeEnded({ says, answers, pass, goOn }: Books) {
    await says(overdue)
    answers({ kind: 'refused', message: 'not now' })
    pass(15 * dayMs)
    await goOn(10 * minuteMs)
    answers({ kind: 'done' })
  }

  it('ends the plan although a person has closed its end before, and that once', async () => {
    const books = ownBilling()
    await cannotBeEnded(books)
    await decides(books, 'end_unpaid:in_1')
    await books.goOn(minuteMs)
    expect(await books.row('end_unpaid:in_1')).toMatchObject({ state: 'closed' })
    const before = books.calls.length
    for (let times = 0; times < 2; times++) {
      await books.says(writtenOff)
      await books.goOn(5 * minuteMs)
    }
    expect(books.calls.slice(before)).toEqual(['cancel'])
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
  })

  it('ends the plan although a person is closing it, also before a worker has looked', async () => {
    const books = ownBilling()
    await contestedForLong(books)
    await decides(books, 'await_renewal:in_1/2')
    for (let times = 0; times < 2; times++) {
      await books.says(writtenOff)
      await books.goOn(2 * minuteMs)
    }
    expect(books.calls).toEqual(['cancel'])
    expect(await books.row('await_renewal:in_1/2')).toMatchObject({ state: 'closed' })
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
  })

  it('gives no credit either where a person closes its end afterwards, and the plan goes on', async () => {
    const books = ownBilling()
    await cannotBeEnded(books)
    await books.says(writtenOff)
    await books.goOn(10 * minuteMs)
    await decides(books, 'end_unpaid:in_1')
    await books.goOn(minuteMs)
    const before = books.calls.length
    await books.says(writtenOff)
    await books.goOn(5 * minuteMs)
    expect(books.calls.slice(before)).toEqual([])
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
  })

  it('is waited for once where that is reported twice at the same time, after a person has closed it', async () => {
    const books = ownBilling()
    await contestedForLong(books)
    await decides(books, 'await_renewal:in_1/2')
    await books.goOn(minuteMs)
    await Promise.all([books.says(writtenOff), books.says(writtenOff)])
    await books.goOn(2 * minuteMs)
    expect(await books.row('await_renewal:in_1/4')).toBeNull()
    await books.says(paid)
    await books.goOn(2 * minuteMs)
    expect(await reportedDue(books.store, subject)).toBeNull()
    books.stands(onBasic())
    books.pass(15 * dayMs)
    await books.goOn(2 * minuteMs)
    expect(books.calls).toEqual(['cancel'])
    expect(await returnedOf(books.store, subject, endsAt)).toBeNull()
  })

  it('ends nothing where a person has let the plan run on and the period is over: that one is written off alone', async () => {
    const books = ownBilling()
    await contestedForLong(books)
    await decides(books, 'await_renewal:in_1/2')
    await books.goOn(minuteMs)
    books.pass(15 * dayMs)
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    expect(books.calls).toEqual([])
    expect(await reportedDue(books.store, subject)).toBeNull()
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
  })

  it('gives its credit again when it is paid, also once details have been forgotten', async () => {
    const books = ownBilling()
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    await books.says(paid)
    books.pass(10 * dayMs)
    expect(await books.store.shorten(5 * dayMs, 100)).toBeGreaterThan(0)
    expect(await returnedOf(books.store, subject, endsAt)).toBeNull()
  })

  it('gives its credit again when it is paid, also where a person closes it after that', async () => {
    const books = ownBilling()
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    await books.says(paid)
    books.stands(onBasic())
    await books.says(overdue)
    books.pass(15 * dayMs)
    await books.goOn(minuteMs)
    await books.says(paid)
    await decides(books, 'await_renewal:in_1/3')
    await books.goOn(minuteMs)
    expect(await books.row('await_renewal:in_1/3')).toMatchObject({ state: 'closed' })
    expect(await returnedOf(books.store, subject, endsAt)).toBeNull()
    books.pass(10 * dayMs)
    expect(await books.store.shorten(5 * dayMs, 100)).toBeGreaterThan(0)
    expect(await returnedOf(books.store, subject, endsAt)).toBeNull()
  })

  it('is for the period for which it was unpaid before, also once details have been forgotten', async () => {
    const books = ownBilling()
    await books.says({ ...overdue, payUrl: 'https://pay.example/in_1' })
    const reportedAt = books.parts.now().toISOString()
    await books.says(paid)
    await books.goOn(minuteMs)
    books.pass(10 * dayMs)
    expect(await books.store.shorten(5 * dayMs, 100)).toBeGreaterThan(0)
    expect(await reportedOf(books.store, subject, 'in_1')).toEqual({
      unpaid: { ...unpaid, reportedAt },
      reported: { amount: basic.price, payUrl: null },
    })
  })

  it('is written off once, however often, also once details have been forgotten', async () => {
    const books = ownBilling()
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    await books.says(paid)
    books.stands(onBasic())
    await books.says(overdue)
    await books.says(writtenOff)
    await books.goOn(2 * minuteMs)
    books.pass(10 * dayMs)
    expect(await books.store.shorten(5 * dayMs, 100)).toBeGreaterThan(0)
    expect(await returnedOf(books.store, subject, endsAt)).toEqual(basic.price)
  })
})

describe('an invoice of which more is said', () => {
  const next = { ...unpaid, endsAt: '2027-01-24T00:00:00.000Z' }
  const onNext = (reading: Reading): Reading => ({
    ...reading,
    subscription: { ...reading.subscription, endsAt: next.endsAt } as Reading['subscription'],
  })

  /** As the partner says it, while a plan and period runs. */
  function partner() {
    const books = ownBilling()
    let running: typeof unpaid | null = unpaid
    return {
      ...books,
      runs: (runs: typeof unpaid | null) => void (running = runs),
      reports: async (kind: ReportedInvoice['kind'], more: { periodEnd?: string; amount?: Money } = {}) => {
        const report = { target, invoiceId: 'in_1', kind, ...more } as InvoiceReport
        await books.says(invoiceOf(report, running, await reportedOf(books.store, subject, 'in_1')))
        await books.goOn(minuteMs)
      },
      givenUpOf: (periodEndsAt: string) => returnedOf(books.store, subject, periodEndsAt),
    }
  }

  it('ends its plan where it was paid at once and is taken back weeks later, whatever the clock of the platform says', async () => {
    const { parts, stands, pass, reports, calls } = partner()
    stands({ ...onBasic(), lastPackageChangeAt: new Date(parts.now().getTime() + 5_000).toISOString() })
    await reports('paid')
    pass(10 * dayMs)
    await reports('overdue')
    await reports('written_off')
    expect(calls).toEqual(['cancel'])
  })

  it('ends the plan that was delivered once it was paid for', async () => {
    const { stands, runs, pass, reports, calls } = partner()
    runs(null)
    await reports('paid')
    pass(3 * dayMs)
    stands({ ...onBasic(), lastPackageChangeAt: '2026-12-01T00:05:00.000Z' })
    runs(unpaid)
    await reports('overdue')
    await reports('written_off')
    expect(calls).toEqual(['cancel'])
  })

  it('is for the period that runs when it is taken back, where it was paid before that had begun', async () => {
    const { stands, runs, pass, reports, givenUpOf } = partner()
    await reports('paid')
    pass(25 * dayMs)
    stands(onNext(onBasic()))
    runs(next)
    await reports('overdue')
    await reports('written_off')
    expect(await givenUpOf(next.endsAt)).toEqual(basic.price)
    expect(await givenUpOf(endsAt)).toBeNull()
  })

  it('is for the period for which it was unpaid before, whatever runs by now', async () => {
    const { stands, runs, pass, reports, calls, givenUpOf } = partner()
    stands(onPlan({ ...basic, interval: 'yearly' }))
    await reports('overdue')
    await reports('paid')
    pass(25 * dayMs)
    stands(onNext(onPlan({ ...basic, interval: 'yearly' })))
    runs(next)
    await reports('written_off')
    expect(calls).not.toContain('deactivate')
    expect(await givenUpOf(next.endsAt)).toBeNull()
    expect(await givenUpOf(endsAt)).toEqual(basic.price)
  })

  const beforeIt = '2025-12-24T00:00:00.000Z'

  it.each(['overdue', 'disputed'] as const)(
    'is for the period that is named by now: the one that runs is paid, and nothing of that ends: %s',
    async (kind) => {
      const { stands, reports, calls, row, givenUpOf } = partner()
      stands(onPlan({ ...basic, interval: 'yearly' }))
      await reports(kind)
      await reports('written_off', { periodEnd: '2025-12-24' })
      await reports('written_off')
      expect(calls).toEqual(['cancel'])
      expect(await row(kind === 'overdue' ? 'await_renewal:in_1/3' : 'await_renewal:in_1/4')).toBeNull()
      expect(await givenUpOf(endsAt)).toBeNull()
      expect(await givenUpOf(beforeIt)).toEqual(basic.price)
    },
  )

  it('is for the period that is named by now also where a person was to decide', async () => {
    const { stands, pass, goOn, reports, calls, row, givenUpOf } = partner()
    stands(onPlan({ ...basic, interval: 'yearly' }))
    await reports('disputed')
    pass(15 * dayMs)
    await goOn(minuteMs)
    expect(await row('await_renewal:in_1/2')).toMatchObject({ state: 'needs_attention' })
    await reports('written_off', { periodEnd: '2025-12-24' })
    expect(calls).toEqual(['cancel'])
    expect(await givenUpOf(endsAt)).toBeNull()
    expect(await givenUpOf(beforeIt)).toEqual(basic.price)
  })

  it('is for the period that is named by now also while the plan cannot be ended for the other one', async () => {
    const { stands, answers, goOn, reports, calls, row, givenUpOf } = partner()
    stands(onPlan({ ...basic, interval: 'yearly' }))
    answers({ kind: 'unsent' })
    await reports('overdue')
    await reports('overdue')
    await reports('disputed')
    await reports('written_off')
    expect(await row('end_unpaid:in_1/2')).toMatchObject({ state: 'applying' })
    const before = calls.length
    await reports('overdue', { periodEnd: '2025-12-24' })
    answers({ kind: 'done' })
    await goOn(2 * minuteMs)
    expect(calls.slice(before)).not.toContain('deactivate')
    expect(await row('end_unpaid:in_1/2')).toMatchObject({ state: 'abandoned' })
    expect(await givenUpOf(beforeIt)).toBeNull()
    expect(await givenUpOf(endsAt)).toBeNull()
  })

  const lastMonth = '2026-11-24T00:00:00.000Z'

  it('is written off for the period that is named last, and for no other one', async () => {
    const { reports, givenUpOf } = partner()
    await reports('written_off')
    await reports('written_off', { periodEnd: lastMonth })
    expect(await givenUpOf(lastMonth)).toEqual(basic.price)
    expect(await givenUpOf(endsAt)).toBeNull()
    await reports('written_off', { periodEnd: endsAt })
    expect(await givenUpOf(endsAt)).toEqual(basic.price)
    expect(await givenUpOf(lastMonth)).toBeNull()
  })

  it('is written off for the period that is named last also where it was paid in between', async () => {
    const { reports, givenUpOf } = partner()
    await reports('written_off')
    await reports('paid')
    await reports('written_off', { periodEnd: lastMonth })
    expect(await givenUpOf(lastMonth)).toEqual(basic.price)
    expect(await givenUpOf(endsAt)).toBeNull()
  })

  it('is written off for the period that is named last also before a worker has looked', async () => {
    const { says, goOn, givenUpOf } = partner()
    await says(writtenOff)
    await says({ ...writtenOff, unpaid: { ...unpaid, endsAt: lastMonth } })
    await goOn(minuteMs)
    expect(await givenUpOf(lastMonth)).toEqual(basic.price)
    expect(await givenUpOf(endsAt)).toBeNull()
  })

  it('is written off for the period that is named last also where the plan has ended for the other one', async () => {
    const { reports, pass, goOn, givenUpOf } = partner()
    await reports('overdue')
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    expect(await givenUpOf(endsAt)).toEqual(basic.price)
    await reports('written_off', { periodEnd: lastMonth })
    expect(await givenUpOf(lastMonth)).toEqual(basic.price)
    expect(await givenUpOf(endsAt)).toBeNull()
  })

  it('is owed for the period that is named by now also where the plan has ended for the other one', async () => {
    const { reports, store, pass, goOn, givenUpOf } = partner()
    await reports('overdue')
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    expect(await reportedDue(store, subject)).toBeNull()
    await reports('overdue', { periodEnd: lastMonth })
    expect(await reportedDue(store, subject)).toMatchObject({ invoiceId: 'in_1', amount: basic.price })
    expect(await givenUpOf(endsAt)).toBeNull()
  })

  it('is not written off for the other period where a person has closed its end, and it is overdue for the named one', async () => {
    const { store, answers, goOn, reports, row, givenUpOf } = partner()
    answers({ kind: 'refused', message: 'not now' })
    await reports('written_off')
    await goOn(10 * minuteMs)
    const end = (await row('end_unpaid:in_1'))!
    expect(end).toMatchObject({ state: 'needs_attention' })
    await store.noteChange(end.id, { wish: 'close' })
    await goOn(minuteMs)
    await reports('overdue', { periodEnd: lastMonth })
    expect(await reportedDue(store, subject)).toBeNull()
    expect(await givenUpOf(endsAt)).toBeNull()
    expect(await givenUpOf(lastMonth)).toBeNull()
  })

  it.each([
    ['a period of before', unpaid],
    ['another one by then', next],
  ])('writes off the named period alone where a person has closed it: %s', async (_, runsByThen) => {
    const { store, runs, pass, goOn, reports, calls, row, givenUpOf } = partner()
    await reports('disputed')
    pass(15 * dayMs)
    await goOn(minuteMs)
    await store.noteChange((await row('await_renewal:in_1/2'))!.id, { wish: 'close' })
    await goOn(minuteMs)
    runs(runsByThen)
    await reports('written_off', { periodEnd: '2026-11-24T00:00:00Z' })
    expect(calls).toEqual([])
    expect(await givenUpOf(endsAt)).toBeNull()
    expect(await givenUpOf('2026-11-24T00:00:00.000Z')).toEqual(basic.price)
  })

  it.each(['overdue', 'disputed'] as const)(
    'is owed as before, where its amount is not said again: %s',
    async (kind) => {
      const { store, pass, goOn, reports } = partner()
      const amount = { amountMinor: 500, currency: 'EUR' }
      await reports(kind, { amount })
      await reports('paid')
      await reports('overdue')
      expect(await reportedDue(store, subject)).toMatchObject({ amount })
      await reports('paid')
      await goOn(minuteMs)
      pass(10 * dayMs)
      expect(await store.shorten(5 * dayMs, 100)).toBeGreaterThan(0)
      await reports('overdue')
      expect(await reportedDue(store, subject)).toMatchObject({ amount })
    },
  )
})

describe('an invoice whose number has a slash', () => {
  const partOf = (invoice: ReportedInvoice, invoiceId: string) => ({ ...invoice, invoiceId })

  it('is another one than that without', async () => {
    const { says, goOn, pass, store, calls } = ownBilling()
    await says(partOf(overdue, '4711'))
    await says(partOf(overdue, '4711/2'))
    await says(partOf(paid, '4711'))
    await goOn(minuteMs)
    expect(await reportedDue(store, subject)).toMatchObject({ invoiceId: '4711/2', kind: 'overdue' })
    await says(partOf(paid, '4711/2'))
    pass(15 * dayMs)
    await goOn(2 * minuteMs)
    expect(await reportedDue(store, subject)).toBeNull()
    expect(calls).toEqual([])
  })

  it('is another one also where that is unpaid for the second time', async () => {
    const { says, goOn, store } = ownBilling()
    await says(partOf(overdue, '4711'))
    await says(partOf(paid, '4711'))
    await goOn(minuteMs)
    await says(partOf(overdue, '4711'))
    await says(partOf(overdue, '4711/2'))
    await says(partOf(paid, '4711'))
    await goOn(minuteMs)
    expect(await reportedDue(store, subject)).toMatchObject({ invoiceId: '4711/2', kind: 'overdue' })
  })

  it('is known from rows of before, beside which the other one is another', async () => {
    const { system, add, says, goOn, store, parts } = ownBilling()
    const graceEndsAt = new Date(parts.now().getTime() + dayMs).toISOString()
    const reported = { amount: basic.price, payUrl: null }
    const remembered = { kind: 'read', recurring: null } as const
    const cause = { action: 'await_renewal', invoiceId: '4711/2', graceEndsAt, remembered, reported } as const
    await add(system(cause, '4711/2'))
    await says(partOf(overdue, '4711'))
    await says(partOf(paid, '4711'))
    await goOn(minuteMs)
    await says(partOf(overdue, '4711'))
    await says(partOf(overdue, '4711/2'))
    await says(partOf(paid, '4711/2'))
    await goOn(minuteMs)
    expect(await reportedDue(store, subject)).toMatchObject({ invoiceId: '4711', kind: 'disputed' })
    await says(partOf(paid, '4711'))
    await goOn(minuteMs)
    expect(await reportedDue(store, subject)).toBeNull()
  })
})

describe('the period that an invoice is reported for', () => {
  const running = { packageId: basic.id, price: basic.price, endsAt: '2026-12-24T00:00:00.123Z' }
  const reported = (periodEnd: string) =>
    invoiceOf({ target, invoiceId: 'in_1', kind: 'overdue', periodEnd } satisfies InvoiceReport, running)

  it.each(['2026-12-24T00:00:00Z', '2026-12-24', '2026-12-24T02:00:00.123+02:00'])(
    'is the running one where it ends at about that time: %s',
    (periodEnd) => {
      expect(reported(periodEnd).unpaid).toMatchObject({ endsAt: running.endsAt })
    },
  )

  it('is another one where it ends on another day', () => {
    expect(reported('2026-11-24T00:00:00Z').unpaid).toMatchObject({ endsAt: '2026-11-24T00:00:00.000Z' })
  })

  it('is another one where a plan was bought on the day of the one before: they end on the same day', () => {
    expect(reported('2026-12-24T00:00:02.000Z').unpaid).toMatchObject({ endsAt: '2026-12-24T00:00:02.000Z' })
  })

  describe('once it has been reported before', () => {
    const reportedAt = '2026-11-30T00:00:00.000Z'
    const before = { ...running, endsAt: '2026-11-24T00:00:00.123Z', reportedAt }
    const again = (periodEnd?: string, first: typeof before | null = before) =>
      invoiceOf({ target, invoiceId: 'in_1', kind: 'written_off', ...(periodEnd && { periodEnd }) }, running, {
        unpaid: first,
      })

    it.each([undefined, '2026-11-24', '2026-11-24T00:00:00Z'])(
      'is the same one, whatever runs by now: %s',
      (periodEnd) => {
        expect(again(periodEnd).unpaid).toEqual(before)
      },
    )

    it('is none where nothing ran then', () => {
      expect(again(undefined, null)).toMatchObject({ unpaid: null, amount: running.price })
    })

    it('is the one that is named, where that is another', () => {
      expect(again('2026-12-24').unpaid).toEqual(running)
      expect(again('2026-10-24').unpaid).toEqual({ ...before, endsAt: '2026-10-24T00:00:00.000Z' })
    })

    it('is what was said then, with how much is owed', () => {
      const first = { unpaid: before, reported: { amount: pro.price, payUrl: null } }
      const report = { target, invoiceId: 'in_1', kind: 'disputed' } as const
      expect(invoiceOf(report, running, first)).toMatchObject({ amount: pro.price })
    })
  })

  it('is refused where its end cannot be read', () => {
    expect(() => reported('31.12.2026')).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })
})
