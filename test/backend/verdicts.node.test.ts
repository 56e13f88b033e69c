import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionSteps, type PlatformGoal } from '../../src/backend/ledger/action-steps.ts'
import { untouched, type ChangeFacts, type CustomerAction, type Seen } from '../../src/backend/ledger/change-facts.ts'
import { assertStep, changeStates } from '../../src/backend/ledger/change-states.ts'
import { alignment } from '../../src/backend/ledger/alignment.ts'
import { beforeOf, verdictOn } from '../../src/backend/ledger/verdict.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import type { RecurringCharge, Standing } from '../../src/backend/payments/payment-order.ts'
import type { Package } from '../../src/contract/package.ts'
import type { ChangeState } from '../../src/contract/subscription-change.ts'
import { exampleQuote } from '../../src/conformance/store/example-quote.ts'

const now = new Date('2026-06-10T00:00:00.000Z')
const packages: Package[] = (
  [
    ['free', 0, 0],
    ['basic', 799, 11_000],
    ['advanced', 1499, 27_500],
    ['pro', 2499, 60_000],
  ] as const
).map(([id, amountMinor, limit]) => ({
  id,
  name: id,
  limit,
  price: { amountMinor, currency: 'EUR' },
  interval: 'monthly',
  isRecommended: false,
  isTrial: false,
}))
const byId = (id: string) => packages.find((found) => found.id === id)!

interface Stand {
  status: 'active' | 'ending' | 'ended'
  on: string
  next: string | null
  changedAt: string | null
  inTrial: boolean
}

const stand = (given: Partial<Stand> = {}): Reading => {
  const { status, on, next, changedAt, inTrial } = {
    status: 'active' as const,
    on: 'basic',
    next: null,
    changedAt: '2026-06-01T00:00:00.000Z',
    inTrial: false,
    ...given,
  }
  const { name, interval, limit, price } = byId(on)
  const plan = { packageId: on, name, interval, limit, price }
  const running = {
    plan,
    trial: inTrial ? ({ kind: 'package' } as const) : null,
    endsAt: '2026-07-01T00:00:00.000Z',
    hadTrial: true,
  }
  const planned = next === null || inTrial ? null : { packageId: next, name: next, interval: null }
  return {
    subscription:
      status === 'ended'
        ? { status, plan, hadTrial: true }
        : status === 'active'
          ? { status, ...running, planned }
          : { status, ...running },
    nextPackageId: next,
    lastPackageChangeAt: changedAt,
    createdAt: null,
  }
}

const facts = (action: CustomerAction, before: Reading, packageId: string | null = null, attempts = 1): ChangeFacts =>
  ({
    ...untouched,
    customerId: 'acme',
    websiteId: 'bikes',
    holder: 'website',
    intent: packageId === null ? { kind: 'keep' } : { kind: 'choose', packageId },
    attempts,
    action,
    packageId: packageId ?? '',
    before: beforeOf(before),
    quote: packageId === null ? null : { ...exampleQuote, to: byId(packageId) },
    due: null,
    payment: { kind: 'none' },
    lastLook: 'open',
    remembered: { kind: 'not_read' },
  }) as ChangeFacts
const verdict = (goal: PlatformGoal, of: ChangeFacts, reading: Reading, standing: Standing | null = null) =>
  verdictOn(goal, of, {
    reading,
    packages,
    standing,
    isPaymentDue: (standing?.due ?? null) !== null,
    now,
    allowsIntervalSwitch: false,
  })

describe('an upgrade', () => {
  const before = stand()
  const upgrade = facts('upgrade', before, 'pro')

  it.each([
    ['not yet there', stand(), { kind: 'send', call: 'upgrade' }],
    ['there', stand({ on: 'pro', changedAt: '2026-06-10T00:00:01.000Z' }), { kind: 'done' }],
    ['there, and ending by another hand', stand({ on: 'pro', status: 'ending', next: 'free' }), { kind: 'done' }],
    ['not there, and renewal was turned off meanwhile', stand({ status: 'ending', next: 'free' }), { kind: 'send' }],
    ['on another plan, by somebody else', stand({ on: 'advanced' }), { kind: 'no' }],
    [
      'as before, and another plan has run meanwhile',
      stand({ changedAt: '2026-06-09T00:00:00.000Z' }),
      { kind: 'no', reason: 'changed_elsewhere' },
    ],
    ['deactivated by somebody else', stand({ status: 'ended' }), { kind: 'no' }],
  ])('%s', (_what, reading, expected) => {
    expect(verdict('package', upgrade, reading)).toMatchObject(expected)
  })

  it('is not sent again where another plan has run meanwhile on a website that had never had another one', () => {
    const first = facts('upgrade', stand({ on: 'free', changedAt: null }), 'pro')
    expect(verdict('package', first, stand({ on: 'free', changedAt: null }))).toMatchObject({ kind: 'send' })
    expect(verdict('package', first, stand({ on: 'free' }))).toEqual({ kind: 'no', reason: 'changed_elsewhere' })
  })

  it('that was not asked for yet was brought by another hand, where it is there', () => {
    const there = stand({ on: 'pro', changedAt: '2026-06-10T00:00:01.000Z' })
    const notAskedFor = facts('upgrade', before, 'pro', 0)
    expect(verdict('package', notAskedFor, there)).toEqual({ kind: 'no', reason: 'changed_elsewhere' })
  })

  it('goes on after a planned downgrade has taken effect, or a cancellation', () => {
    const planned = facts('upgrade', stand({ on: 'advanced', next: 'basic' }), 'pro')
    expect(verdict('package', planned, stand())).toMatchObject({ kind: 'send' })
    const ending = facts('upgrade', stand({ status: 'ending', next: 'free' }), 'pro')
    expect(verdict('package', ending, stand({ on: 'free' }))).toMatchObject({ kind: 'send' })
  })

  it('to the same plan is proven by the moment of the last change, not by the plan', () => {
    const restart = facts('start', stand({ inTrial: true }), 'basic')
    expect(verdict('package', restart, stand({ inTrial: true }))).toMatchObject({ kind: 'no' })
    expect(verdict('package', restart, stand())).toEqual({ kind: 'done' })
    const again = facts('restart', stand({ status: 'ended' }), 'basic')
    expect(verdict('package', again, stand({ status: 'ended' }))).toMatchObject({ kind: 'send' })
    expect(verdict('package', again, stand())).toEqual({ kind: 'done' })
  })
})

describe('keeping the plan', () => {
  const planned = stand({ next: 'free' })
  const keep = facts('keep', planned)

  it.each([
    ['begins with cancel', planned, { kind: 'send', call: 'cancel' }],
    ['goes forward from ending', stand({ status: 'ending', next: 'free' }), { kind: 'send', call: 'resume' }],
    ['is done when nothing is planned', stand(), { kind: 'done' }],
    ['comes too late', stand({ on: 'free' }), { kind: 'no' }],
  ])('%s', (_what, reading, expected) => {
    expect(verdict('plan_kept', keep, reading)).toMatchObject(expected)
  })
})

describe('an unpaid subscription', () => {
  const end = (reading: Reading, holder: 'website' | 'customer' = 'website') =>
    verdict('unpaid_ended', { ...facts('cancel', reading), holder }, reading)
  const yearly = (reading: Reading): Reading => ({
    ...reading,
    subscription: {
      ...reading.subscription,
      plan: { ...(reading.subscription as { plan: object }).plan, interval: 'yearly' },
    } as Reading['subscription'],
  })

  it('is canceled by the month, deactivated by the year, and a pool is never deactivated', () => {
    expect(end(stand())).toMatchObject({ kind: 'send', call: 'cancel' })
    expect(end(yearly(stand()))).toMatchObject({ kind: 'send', call: 'deactivate' })
    expect(end(yearly(stand()), 'customer')).toMatchObject({ kind: 'send', call: 'cancel' })
  })

  it('is not deactivated when what was not paid is another plan, which never came about', () => {
    const unpaid = (packageId: string | null) =>
      verdict(
        'unpaid_ended',
        { ...facts('cancel', stand()), action: 'end_unpaid', invoiceId: 'in_1', packageId },
        yearly(stand()),
      )
    expect(unpaid('pro')).toMatchObject({ kind: 'send', call: 'cancel' })
    expect(unpaid('basic')).toMatchObject({ kind: 'send', call: 'deactivate' })
    expect(unpaid(null)).toMatchObject({ kind: 'send', call: 'deactivate' })
  })

  it('is not deactivated when the same package was bought anew after the grace, and its charge ended since', () => {
    const ended = (changedAt: string) => {
      const reading = yearly(stand({ changedAt }))
      const cause = { action: 'end_unpaid', invoiceId: 'in_1', packageId: 'basic', graceEndsAt } as const
      return verdict('unpaid_ended', { ...facts('cancel', stand()), ...cause }, reading)
    }
    const graceEndsAt = '2026-05-01T00:00:00.000Z'
    expect(ended('2026-04-17T00:00:00.000Z')).toMatchObject({ kind: 'send', call: 'deactivate' })
    expect(ended('2026-05-02T00:00:00.000Z')).toMatchObject({ kind: 'send', call: 'cancel' })
  })

  it('is not deactivated while most of its year is another one than the unpaid one', () => {
    const ended = (periodEndsAt: string) => {
      const cause = { action: 'end_unpaid', invoiceId: 'in_1', packageId: 'basic', periodEndsAt } as const
      return verdict('unpaid_ended', { ...facts('cancel', stand()), ...cause }, yearly(stand()))
    }
    expect(ended('2027-06-01T00:00:00.000Z')).toMatchObject({ kind: 'send', call: 'cancel' })
    expect(ended('2026-12-01T00:00:00.000Z')).toMatchObject({ kind: 'send', call: 'deactivate' })
    expect(ended('2026-06-01T00:00:00.000Z')).toMatchObject({ kind: 'send', call: 'deactivate' })
  })

  it('is left alone when another plan has been bought since its charge was ended', () => {
    const price = { amountMinor: 799, currency: 'EUR' } as const
    const recurring = { renews: true, packageId: 'basic', price, scheduledPackageId: null, periodEndsAt: '' }
    const standing = { recurring, due: null, balance: null }
    const of: ChangeFacts = { ...facts('cancel', stand()), action: 'end_unpaid', invoiceId: 'in_1', packageId: 'basic' }
    expect(verdict('unpaid_ended', of, yearly(stand()), standing)).toEqual({ kind: 'done' })
  })

  it('is left alone when it has ended, or costs nothing', () => {
    expect(end(stand({ status: 'ending' }))).toEqual({ kind: 'done' })
    expect(end(stand({ status: 'ended' }))).toEqual({ kind: 'done' })
    expect(end(stand({ on: 'free' }))).toEqual({ kind: 'done' })
  })
})

describe('renewal that is turned off', () => {
  const endsAt = Date.parse('2026-07-01T00:00:00.000Z')
  const charged = (periodEndsAt: string): Standing => {
    const price = { amountMinor: 799, currency: 'EUR' } as const
    const recurring = { renews: false, packageId: 'basic', price, scheduledPackageId: null, periodEndsAt }
    return { recurring, due: null, balance: null }
  }
  const both = (standing: Standing, at: number) => {
    const world = {
      reading: stand(),
      packages,
      standing,
      isPaymentDue: false,
      now: new Date(at),
      allowsIntervalSwitch: false,
    }
    const seen = { charge: 'renews', renewal: 'on', isApart: false, madeAt: null } as const
    const kinds = [verdictOn('renewal_off', facts('cancel', stand()), world), alignment({ cause: 'news', seen }, world)]
    return kinds.map((found) => (found.kind === 'wait' ? found.forMs : found.kind))
  }

  it('waits for a period that has been charged and is about to be delivered', () => {
    const next = charged('2026-07-31T23:00:00.000Z')
    expect(both(next, endsAt - 4_000)).toEqual([5_000, 5_000])
    expect(both(next, endsAt + 1_000)).toEqual([1_000, 1_000])
  })

  it('waits neither for one that is due in hours, nor for one that does not come', () => {
    const next = charged('2026-07-31T23:00:00.000Z')
    expect(both(next, endsAt - 3_600_000)).toEqual(['send', 'send'])
    expect(both(next, endsAt + 600_000)).toEqual(['send', 'send'])
  })

  const renewing = (periodEndsAt: string): Standing => {
    const { recurring, ...standing } = charged(periodEndsAt)
    return { ...standing, recurring: { ...recurring!, renews: true } }
  }
  const beginning = (standing: Standing, at: number, from: Reading, now_ = from) =>
    verdictOn('renewal_off', facts('cancel', from, null, 0), {
      reading: now_,
      packages,
      standing,
      isPaymentDue: false,
      now: new Date(at),
      allowsIntervalSwitch: false,
    })

  it('waits in the last minute of a period until both sides have begun the next one', () => {
    const due = renewing('2026-07-01T00:00:00.000Z')
    expect(beginning(due, endsAt - 59_000, stand())).toEqual({ kind: 'wait', forMs: 60_000 })
    expect(beginning(due, endsAt - 61_000, stand())).toMatchObject({ kind: 'send', call: 'cancel' })
  })

  it('waits for it with a plan that is taken back as well, until that is half done', () => {
    const due = renewing('2026-07-01T00:00:00.000Z')
    const stopping = (attempts: number) =>
      verdictOn(
        'renewal_stopped',
        {
          ...facts('cancel', stand(), null, attempts),
          action: 'stop_renewal',
          of: 'change-1',
          boughtPackageId: 'basic',
          periodEndsAt: new Date(endsAt).toISOString(),
        },
        {
          reading: stand(),
          packages,
          standing: due,
          isPaymentDue: false,
          now: new Date(endsAt - 30_000),
          allowsIntervalSwitch: false,
        },
      )
    expect(stopping(0)).toEqual({ kind: 'wait', forMs: 31_000 })
    expect(stopping(1)).toMatchObject({ kind: 'send', call: 'cancel' })
  })

  it('waits for the charge of a period that is being delivered already', () => {
    const minutesLater = renewing('2026-06-01T00:05:00.000Z')
    const begun = Date.parse('2026-06-01T00:01:00.000Z')
    expect(beginning(minutesLater, begun, stand())).toEqual({ kind: 'wait', forMs: 241_000 })
    expect(beginning(minutesLater, begun - 86_400_000, stand())).toMatchObject({ kind: 'send', call: 'cancel' })
  })

  it('does not wait for the charge of a plan that does not run any more, where its website was made again', () => {
    const lastCharge = renewing('2026-06-01T00:05:00.000Z')
    for (const second of ['00:00', '04:30']) {
      const before = Date.parse(`2026-06-01T00:${second}.000Z`)
      for (const madeAgain of [stand({ inTrial: true }), stand({ on: 'advanced' })])
        expect(beginning(lastCharge, before, madeAgain)).toMatchObject({ kind: 'send', call: 'cancel' })
    }
  })

  it('waits for the charge of a smaller plan that is being delivered already', () => {
    const due = renewing('2026-06-01T00:05:00.000Z')
    const switching = { ...due, recurring: { ...due.recurring!, packageId: 'advanced', scheduledPackageId: 'basic' } }
    const begun = Date.parse('2026-06-01T00:01:00.000Z')
    const from = stand({ on: 'advanced', next: 'basic' })
    expect(beginning(switching, begun, from, stand())).toEqual({ kind: 'wait', forMs: 241_000 })
  })

  it('is turned off of the smaller plan that has begun meanwhile, and is off already where that is free', () => {
    const before = stand({ on: 'advanced', next: 'basic' })
    expect(beginning(renewing('2026-07-01T00:00:00.000Z'), endsAt - 86_400_000, before, stand())).toMatchObject({
      kind: 'send',
      call: 'cancel',
    })
    const toFree = stand({ on: 'advanced', next: 'free' })
    expect(beginning({ ...charged(''), recurring: null }, endsAt - 86_400_000, toFree, stand({ on: 'free' }))).toEqual({
      kind: 'done',
    })
  })

  describe.each(['clicked here', 'scheduled at the provider'] as const)('for a smaller plan that was %s', (where) => {
    const planning = (charge: Partial<RecurringCharge>, at: number) => {
      const { recurring, ...rest } = renewing('2026-08-01T00:00:00.000Z')
      const scheduledPackageId = where === 'clicked here' ? null : 'basic'
      const world = {
        reading: stand({ on: 'pro' }),
        packages,
        standing: { ...rest, recurring: { ...recurring!, packageId: 'pro', scheduledPackageId, ...charge } },
        isPaymentDue: false,
        now: new Date(at),
        allowsIntervalSwitch: false,
      }
      const seen = { charge: 'renews', renewal: 'on', isApart: false, madeAt: null } as const
      const clicked = facts('downgrade', stand({ on: 'pro' }), 'basic', 0)
      return where === 'clicked here' ? verdictOn('planned', clicked, world) : alignment({ cause: 'news', seen }, world)
    }

    it('waits for a period that has been charged and is about to be delivered', () => {
      expect(planning({}, endsAt - 4_000)).toEqual({ kind: 'wait', forMs: 5_000 })
      expect(planning({}, endsAt - 3_600_000)).toMatchObject({ kind: 'send', call: 'downgrade' })
    })

    it('waits for none that has not been charged', () => {
      const due = { periodEndsAt: '2026-07-01T00:30:00.000Z' }
      expect(planning(due, endsAt - 1_800_000)).toMatchObject({ kind: 'send', call: 'downgrade' })
    })
  })

  it('is planned in time where the smaller plan is what has been charged', () => {
    const { recurring, ...rest } = renewing('2026-08-01T00:00:00.000Z')
    const standing = { ...rest, recurring: { ...recurring!, packageId: 'basic' } }
    const found = verdictOn('planned', facts('downgrade', stand({ on: 'pro' }), 'basic', 0), {
      reading: stand({ on: 'pro' }),
      packages,
      standing,
      isPaymentDue: false,
      now: new Date(endsAt - 4_000),
      allowsIntervalSwitch: false,
    })
    expect(found).toMatchObject({ kind: 'send', call: 'downgrade' })
  })

  it('does not wait when nothing has been charged beyond the running period', () => {
    expect(both(charged('2026-07-01T00:00:00.000Z'), endsAt - 4_000)).toEqual(['send', 'send'])
    expect(both({ ...charged(''), recurring: null }, endsAt - 4_000)).toEqual(['send', 'send'])
  })
})

describe('platform and provider', () => {
  const charge = (given: Partial<RecurringCharge> = {}): RecurringCharge => ({
    renews: true,
    packageId: 'basic',
    price: { amountMinor: 799, currency: 'EUR' },
    scheduledPackageId: null,
    periodEndsAt: '2026-07-01T00:00:00.000Z',
    ...given,
  })
  const align = (
    reading: Reading,
    recurring: RecurringCharge | null,
    { cause = 'sweep', seen = null }: { cause?: 'news' | 'sweep'; seen?: Seen | null } = {},
  ) =>
    alignment(
      { cause, seen },
      {
        reading,
        packages,
        standing: { recurring, due: null, balance: null },
        isPaymentDue: false,
        now,
        allowsIntervalSwitch: false,
      },
    )
  const off = charge({ renews: false })
  const ending = stand({ status: 'ending', next: 'free' })
  const seenOn: Seen = { charge: 'renews', renewal: 'on', isApart: false, madeAt: null }
  const seenOff: Seen = { charge: 'ends', renewal: 'off', isApart: false, madeAt: null }

  it.each<[string, Reading, RecurringCharge | null, object]>([
    ['agree', stand(), charge(), { kind: 'done' }],
    ['agree that it ends', ending, off, { kind: 'done' }],
    ['agree on what is planned', stand({ next: 'free' }), charge({ scheduledPackageId: 'free' }), { kind: 'done' }],
    ['agree when the charge is planned to go on', stand(), charge({ scheduledPackageId: 'basic' }), { kind: 'done' }],
    ['have nothing to charge for a free plan', stand({ on: 'free' }), null, { kind: 'done' }],
    ['have nothing to charge for a trial yet', stand({ inTrial: true }), null, { kind: 'done' }],
    ['differ: nothing is charged any more', stand(), null, { kind: 'send', call: 'cancel' }],
    ['differ: the charge ends', stand(), off, { kind: 'send', call: 'cancel' }],
    ['differ: renewal was turned off on the platform', ending, charge(), { kind: 'bill', call: 'cancel' }],
    ['differ: what is charged for has ended', stand({ status: 'ended' }), charge(), { kind: 'bill', call: 'cancel' }],
    [
      'differ: another plan is charged for',
      stand(),
      charge({ packageId: 'pro' }),
      { kind: 'no', reason: 'charge_mismatch' },
    ],
    [
      'differ for a moment, until the charge’s period ends too',
      stand({ on: 'basic' }),
      charge({ packageId: 'pro', scheduledPackageId: 'basic' }),
      { kind: 'done' },
    ],
    [
      'differ: the smaller plan is not scheduled',
      stand({ on: 'pro', next: 'basic' }),
      charge({ packageId: 'pro' }),
      { kind: 'bill', call: 'schedule', packageId: 'basic' },
    ],
    [
      'differ: the smaller charge is not planned',
      stand({ on: 'pro' }),
      charge({ packageId: 'pro', scheduledPackageId: 'basic' }),
      { kind: 'send', call: 'downgrade', packageId: 'basic' },
    ],
    [
      'differ: a greater charge is scheduled',
      stand(),
      charge({ scheduledPackageId: 'pro' }),
      { kind: 'no', reason: 'charge_mismatch' },
    ],
  ])('%s', (_what, reading, recurring, expected) => {
    expect(align(reading, recurring, { seen: seenOn })).toMatchObject(expected)
  })

  it('a plan that was never charged here stays as it is, until there is news of it', () => {
    expect(align(stand(), null)).toEqual({ kind: 'done' })
    expect(align(stand(), null, { seen: { ...seenOn, charge: 'none' } })).toMatchObject({
      kind: 'send',
      call: 'cancel',
    })
    expect(align(stand(), null, { cause: 'news' })).toMatchObject({ kind: 'send', call: 'cancel' })
  })

  it('renewal is turned on only by news of a charge that was seen off before', () => {
    expect(align(ending, charge(), { cause: 'news', seen: seenOff })).toMatchObject({ kind: 'send', call: 'resume' })
    expect(align(ending, charge(), { cause: 'news', seen: seenOn })).toMatchObject({ kind: 'bill', call: 'cancel' })
    expect(align(ending, charge(), { cause: 'sweep', seen: seenOff })).toMatchObject({ kind: 'bill', call: 'cancel' })
  })
})

describe('for any two readings', () => {
  const any = fc
    .record({
      status: fc.constantFrom<Stand['status']>('active', 'ending', 'ended'),
      on: fc.constantFrom('free', 'basic', 'advanced', 'pro'),
      next: fc.constantFrom(null, 'free', 'basic'),
      changedAt: fc.constantFrom('2026-06-01T00:00:00.000Z', '2026-06-09T00:00:00.000Z', null),
      inTrial: fc.boolean(),
    })
    .map(stand)
  const actions: CustomerAction[] = ['start', 'restart', 'upgrade', 'downgrade', 'cancel', 'resume', 'keep']
  const target = fc.constantFrom('free', 'basic', 'advanced', 'pro')

  it('a call is sent only where the goal is not reached, and reaching it asks for no other', () => {
    fc.assert(
      fc.property(any, any, target, fc.constantFrom(...actions), (before, after, packageId, action) => {
        const goal = actionSteps[action].find((step) => step.on === 'platform')!.goal
        const wanted = facts(action, before, packageId)
        const found = verdict(goal, wanted, after)
        expect(found).toEqual(verdict(goal, wanted, after))
        if (found.kind !== 'done') return
        if (goal === 'package') {
          expect(beforeOf(after)).toMatchObject({ packageId, inTrial: false })
          expect(after.subscription.status).not.toBe('ended')
        }
        if (goal === 'renewal_on') expect(after.subscription.status).toBe('active')
      }),
    )
  })

  it('an upgrade is never sent to a plan with no more than what stands, unless that has ended or is a trial', () => {
    fc.assert(
      fc.property(any, any, target, (before, after, packageId) => {
        const found = verdict('package', facts('upgrade', before, packageId), after)
        if (found.kind !== 'send' || after.subscription.status === 'none') return
        const { subscription } = after
        if (subscription.status === 'ended' || subscription.trial) return
        expect(byId(packageId).limit).toBeGreaterThan(subscription.plan.limit as number)
      }),
    )
  })
})

describe('the table of states', () => {
  const states = Object.keys(changeStates) as ChangeState[]

  it('has no way out of an end, and a way to an end from everywhere', () => {
    for (const state of states.filter((name) => !changeStates[name].isOpen))
      expect(changeStates[state].next).toEqual([state])
    const reaches = (from: ChangeState, seen = new Set<ChangeState>()): boolean =>
      !changeStates[from].isOpen ||
      changeStates[from].next.some((next) => !seen.has(next) && reaches(next, new Set([...seen, from])))
    for (const state of states) expect(reaches(state), state).toBe(true)
  })

  it('never lets go of money silently: what was paid is applied, refunded, or with a person', () => {
    const canGo = (from: ChangeState, to: ChangeState) => {
      try {
        assertStep(from, to, true)
        return true
      } catch {
        return false
      }
    }
    const reached = new Set<ChangeState>(['paid'])
    for (let size = 0; size !== reached.size;) {
      size = reached.size
      for (const from of reached) for (const to of states) if (canGo(from, to)) reached.add(to)
    }
    expect(reached).toEqual(new Set(['paid', 'applying', 'applied', 'needs_attention', 'refunded', 'closed']))
    expect(() => assertStep('applying', 'refused', false)).not.toThrow()
  })
})
