import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'zod/mini'
import { draftQuote, type Billing, type QuoteFacts } from '../../src/contract/draft-quote.ts'
import type { Money } from '../../src/contract/money.ts'
import type { Package } from '../../src/contract/package.ts'
import { addIntervals, runningPeriod } from '../../src/contract/periods.ts'
import { quoteSchema } from '../../src/contract/quote.ts'
import { shareOf } from '../../src/contract/share-of.ts'
import type { Subscription } from '../../src/contract/subscription.ts'

type Running = Extract<Subscription, { status: 'active' }>

const packageOf = (name: string, amountMinor: number, limit: number, given: Partial<Package> = {}): Package => ({
  id: `${name}-id`,
  name,
  price: { amountMinor, currency: 'EUR' },
  interval: 'monthly',
  limit,
  isRecommended: false,
  isTrial: false,
  ...given,
})
const basic = packageOf('Basic', 1299, 25_000)
const pro = packageOf('Pro', 3999, 125_000)
const basicYearly = packageOf('Basic', 12_468, 25_000, { interval: 'yearly' })
const free = packageOf('Free', 0, 0)

/** A plan that runs until a day, and the period it is in. */
const running = (plan: Package, endsAt: string, given: Partial<Running> = {}, changedAt: string | null = null) => {
  const subscription: Running = {
    status: 'active',
    plan: { packageId: plan.id, name: plan.name, interval: plan.interval, limit: plan.limit, price: plan.price },
    trial: null,
    endsAt,
    hadTrial: true,
    planned: null,
    ...given,
  }
  return { subscription, period: runningPeriod(subscription, [changedAt]) }
}
type Collecting = Extract<Billing, { collects: 'now' }>
const charging = (
  plan: Pick<Package, 'id' | 'price'> | null,
  given: Partial<Collecting> = {},
): { billing: Collecting } => ({
  billing: {
    collects: 'now',
    leavesPage: true,
    recurring: plan && { packageId: plan.id, price: plan.price },
    isPaymentDue: false,
    balance: null,
    ...given,
  },
})
const euros = (amountMinor: number): Money => ({ amountMinor, currency: 'EUR' })
const quoteOf = (given: Partial<QuoteFacts>) =>
  draftQuote({
    id: 'q1',
    websiteId: 'bikes',
    ...running(basic, '2026-07-01T00:00:00.000Z'),
    usage: { kind: 'unknown' },
    to: pro,
    choice: { kind: 'upgrade', effectiveAt: 'now' },
    now: new Date('2026-06-16T00:00:00.000Z'),
    proRate: true,
    ...charging(basic),
    leftOverCredit: 'carried',
    taxNote: null,
    lifeSeconds: 600,
    ...given,
  })

describe('what is due today', () => {
  it('is the price less the unused share of the period that is paid for', () => {
    const quote = quoteOf({})
    expect(quote.lines).toEqual([
      { kind: 'plan', amount: { amountMinor: 3999, currency: 'EUR' } },
      { kind: 'credit', amount: { amountMinor: -650, currency: 'EUR' }, percent: 50 },
    ])
    expect(quote.dueToday).toEqual({
      kind: 'pay_now',
      amount: { amountMinor: 3349, currency: 'EUR' },
      leavesPage: true,
    })
    expect(quote.nextCharge).toEqual({ amount: pro.price, at: '2026-07-16T00:00:00.000Z' })
    expect(quote).toMatchObject({ ends: [], leftOver: null, resetsUsage: true, turnsRenewalOn: false })
  })

  it('is the whole price where the partner does not pro-rate, and says that the paid period ends', () => {
    const quote = quoteOf({ proRate: false })
    expect(quote.dueToday).toMatchObject({ kind: 'pay_now', amount: { amountMinor: 3999, currency: 'EUR' } })
    expect(quote.ends).toEqual(['paid_period'])
  })

  it('goes on the invoice of a partner that bills by itself', () => {
    expect(quoteOf({ billing: { collects: 'on_invoice' } }).dueToday.kind).toBe('invoiced')
  })

  it('is nothing when the credit is more, and says what becomes of the rest', () => {
    const yearly = running(basicYearly, '2027-06-01T00:00:00.000Z')
    const quote = quoteOf({ ...yearly, ...charging({ ...basicYearly, id: basic.id }), leftOverCredit: 'lost' })
    expect(quote.dueToday).toEqual({ kind: 'nothing' })
    expect(quote.leftOver).toMatchObject({ fate: 'lost' })
    const credit = quote.lines.find(({ kind }) => kind === 'credit')!
    expect(quote.leftOver!.amount.amountMinor).toBe(-credit.amount.amountMinor - 3999)
  })

  it.each([
    ['in a trial', running(basic, '2026-07-01T00:00:00.000Z', { trial: { kind: 'unlimited' } })],
    [
      'of a plan whose price nobody knows',
      running(basic, '2026-07-01T00:00:00.000Z', {
        plan: { packageId: 'old', name: 'Old', interval: 'monthly', limit: 10, price: null },
      }),
    ],
    ['across currencies', { to: { ...pro, price: { amountMinor: 3999, currency: 'USD' as const } } }],
    ['without an end', { period: null }],
    ['after the end', { now: new Date('2026-07-02T00:00:00.000Z') }],
  ])('has no credit %s', (_why, given) => {
    const quote = quoteOf(given)
    expect(quote.lines.map(({ kind }) => kind)).toEqual(['plan'])
    expect(quote.dueToday).toMatchObject({ amount: { amountMinor: 3999 } })
  })

  it('counts February’s period from the 31 January on which it began', () => {
    const changed = running(basic, '2026-02-28T00:00:00.000Z', {}, '2026-01-31T00:00:00.000Z')
    const quote = quoteOf({ ...changed, now: new Date('2026-02-14T00:00:00.000Z') })
    expect(quote.lines[1]).toMatchObject({ percent: 50 })
    const later = running(basic, '2026-03-28T00:00:00.000Z', {}, '2026-01-31T00:00:00.000Z')
    expect(quoteOf({ ...later, now: new Date('2026-03-14T00:00:00.000Z') }).lines[1]).toMatchObject({
      percent: 50,
    })
  })

  it('is nothing for a downgrade, which names its day and the use that the smaller plan cannot hold', () => {
    const quote = quoteOf({
      ...running(pro, '2026-07-01T00:00:00.000Z', {
        planned: { packageId: 'free', name: 'Free', interval: null },
      }),
      to: basic,
      choice: { kind: 'downgrade', effectiveAt: '2026-07-01T00:00:00.000Z' },
      usage: { kind: 'limited', used: 30_000, limit: 125_000, resetsAt: null },
    })
    expect(quote).toMatchObject({
      lines: [],
      dueToday: { kind: 'nothing' },
      effectiveAt: '2026-07-01T00:00:00.000Z',
      nextCharge: { amount: { amountMinor: 1299 }, at: '2026-07-01T00:00:00.000Z' },
      usageAboveLimit: 30_000,
      ends: ['planned_switch'],
      resetsUsage: false,
    })
  })

  it('is nothing for a free plan, and nothing is charged after it', () => {
    const quote = quoteOf({ ...running(free, '2026-07-01T00:00:00.000Z'), to: packageOf('Plus', 0, 500) })
    expect(quote).toMatchObject({ lines: [], dueToday: { kind: 'nothing' }, nextCharge: null })
  })
})

describe('credit with a provider that collects', () => {
  const lines = (given: Partial<QuoteFacts>) => quoteOf(given).lines.map(({ kind }) => kind)

  it.each([
    ['while a payment is outstanding', charging(basic, { isPaymentDue: true })],
    ['for a period that was written off, or that nobody has paid', charging(null)],
    ['for another plan than the one that is charged', charging(pro)],
  ])('is not given %s', (_why, billing) => {
    expect(lines(billing)).toEqual(['plan'])
    expect(quoteOf(billing).ends).toEqual(['paid_period'])
  })

  it('is of the price that was agreed, not of today’s', () => {
    const quote = quoteOf(charging({ ...basic, price: euros(1000) }))
    expect(quote.lines[1]).toMatchObject({ kind: 'credit', amount: euros(-500) })
    expect(quote.from?.price).toEqual(euros(1000))
  })

  it('is of today’s price with a partner that bills by invoice', () => {
    expect(quoteOf({ billing: { collects: 'on_invoice' } }).lines[1]).toMatchObject({ amount: euros(-650) })
  })

  it('says that a renewal costs what was agreed when it is turned back on', () => {
    const { subscription, period } = running(basic, '2026-07-01T00:00:00.000Z')
    const { planned: _none, ...rest } = subscription
    const quote = quoteOf({
      subscription: { ...rest, status: 'ending' },
      period,
      to: basic,
      choice: { kind: 'resume', effectiveAt: 'now' },
      ...charging({ ...basic, price: euros(1000) }),
    })
    expect(quote).toMatchObject({ lines: [], nextCharge: { amount: euros(1000) } })
  })
})

describe('a balance with the provider', () => {
  it('lowers what is due, and what is left of it is named', () => {
    const quote = quoteOf(charging(basic, { balance: euros(1000) }))
    expect(quote.lines.at(-1)).toEqual({ kind: 'balance', amount: euros(-1000) })
    expect(quote.dueToday).toMatchObject({ amount: euros(2349) })
    expect(quote.balanceLeft).toBeNull()
    const more = quoteOf(charging(basic, { balance: euros(5000) }))
    expect(more).toMatchObject({ dueToday: { kind: 'nothing' }, balanceLeft: euros(1651), leftOver: null })
  })

  it('stays where it is with a choice that costs nothing today, also down to the free plan', () => {
    const quote = quoteOf({
      to: free,
      choice: { kind: 'downgrade', effectiveAt: '2026-07-01T00:00:00.000Z' },
      ...charging(basic, { balance: euros(1000) }),
    })
    expect(quote).toMatchObject({ lines: [], balanceLeft: euros(1000) })
  })

  it('in another currency is not used', () => {
    const quote = quoteOf(charging(basic, { balance: { amountMinor: 1000, currency: 'USD' } }))
    expect(quote.lines.map(({ kind }) => kind)).toEqual(['plan', 'credit'])
  })
})

describe('for any plans, periods and moments', () => {
  const cents = fc.integer({ min: 0, max: 5_000_000 })
  const facts = fc.record({
    old: cents,
    next: cents,
    start: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
    elapsed: fc.double({ min: 0, max: 1.2, noNaN: true }),
    oldInterval: fc.constantFrom('monthly' as const, 'yearly' as const),
    newInterval: fc.constantFrom('monthly' as const, 'yearly' as const),
    proRate: fc.boolean(),
    charged: fc.option(cents, { nil: null }),
    isPaymentDue: fc.boolean(),
    balance: fc.option(cents, { nil: null }),
  })

  it('the lines add up, nobody pays a negative amount, and the credit is never more than was paid', () => {
    fc.assert(
      fc.property(facts, ({ old, next, start, elapsed, oldInterval, newInterval, proRate, charged, ...given }) => {
        const from = packageOf('Old', old, 100, { interval: oldInterval })
        const to = packageOf('New', next, 200, { interval: newInterval })
        const end = addIntervals(start, oldInterval, 1)
        const now = new Date(start.getTime() + elapsed * (end.getTime() - start.getTime()))
        const plan = running(from, end.toISOString(), {}, start.toISOString())
        const balance = given.balance === null ? null : euros(given.balance)
        const billing = charging(charged === null ? null : { id: from.id, price: euros(charged) }, {
          ...given,
          balance,
        })
        const quote = parse(quoteSchema, quoteOf({ ...plan, to, now, proRate, ...billing }))
        const sum = quote.lines.reduce((total, { amount }) => total + amount.amountMinor, 0)
        const amountOf = (wanted: string) =>
          0 - (quote.lines.find(({ kind }) => kind === wanted)?.amount.amountMinor ?? 0)
        const due = quote.dueToday.kind === 'nothing' ? 0 : quote.dueToday.amount.amountMinor
        const [credit, used] = [amountOf('credit'), amountOf('balance')]
        expect(due).toBe(Math.max(0, sum))
        expect(due - (quote.leftOver?.amount.amountMinor ?? 0)).toBe(sum)
        expect(due).toBeLessThanOrEqual(next)
        expect(credit).toBeGreaterThanOrEqual(0)
        expect(credit).toBeLessThanOrEqual(given.isPaymentDue || !proRate ? 0 : (charged ?? 0))
        expect(used).toBeGreaterThanOrEqual(0)
        expect(used + (quote.balanceLeft?.amountMinor ?? 0)).toBe(given.balance ?? 0)
        if (credit > next) expect(used).toBe(0)
      }),
    )
  })

  it('the credit never grows while time goes on', () => {
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 3e10 }),
        fc.integer({ min: 0, max: 3e10 }),
        (amount, whole, left) => {
          const later = Math.min(left, whole)
          expect(shareOf(amount, Math.max(0, later - 1000), whole)).toBeLessThanOrEqual(shareOf(amount, later, whole))
          expect(shareOf(amount, whole, whole)).toBe(amount)
          expect(Math.abs(shareOf(amount, later, whole) - (amount * later) / whole)).toBeLessThanOrEqual(0.5 + 1e-6)
        },
      ),
    )
  })
})

describe('tax', () => {
  it.each([
    [undefined, 'included'],
    ['included', 'included'],
    ['none', 'included'],
    ['added', 'added_later'],
  ] as const)('is with prices that are taxed %s: %s', (taxed, kind) => {
    expect(quoteOf({ taxed }).tax).toEqual({ kind })
  })
})
