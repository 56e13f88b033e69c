import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareLimits, type Package } from '../../src/contract/package.ts'
import { isOtherCurrency, planChoice, renewalQuietMs, type PlanChoiceOptions } from '../../src/contract/plan-choice.ts'
import type { Subscription } from '../../src/contract/subscription.ts'

const now = new Date('2026-02-10T12:00:00.000Z')
const endsAt = '2026-03-01T00:00:00.000Z'
const may: PlanChoiceOptions = { mayChange: true, isChangeOpen: false }

const pack = (over: Partial<Package> = {}): Package => ({
  id: 'basic',
  name: 'Basic',
  price: { amountMinor: 799, currency: 'EUR' },
  interval: 'monthly',
  limit: 11_000,
  isRecommended: false,
  isTrial: false,
  ...over,
})
const planOf = ({ id, name, price, interval, limit }: Package) => ({ packageId: id, name, price, interval, limit })
const basic = pack()
const pro = pack({ id: 'pro', name: 'Pro', limit: 60_000 })
const free = pack({ id: 'free', name: 'Free', limit: 0, price: { amountMinor: 0, currency: 'EUR' } })
const everything = pack({ id: 'all', name: 'All', limit: 'unlimited' })

type Active = Extract<Subscription, { status: 'active' }>
const active = (over: Partial<Active> = {}): Active => ({
  status: 'active',
  plan: planOf(basic),
  trial: null,
  endsAt,
  hadTrial: false,
  planned: null,
  ...over,
})
const ending: Subscription = { status: 'ending', plan: planOf(basic), trial: null, endsAt, hadTrial: false }

describe('what choosing a package means', () => {
  it.each<[string, Subscription, Package, Partial<PlanChoiceOptions>, object]>([
    ['more touchpoints', active(), pro, {}, { kind: 'upgrade', effectiveAt: 'now' }],
    ['unlimited is more than any number', active(), everything, {}, { kind: 'upgrade', effectiveAt: 'now' }],
    ['fewer', active(), free, {}, { kind: 'downgrade', effectiveAt: endsAt }],
    ['the same one', active(), basic, {}, { kind: 'current' }],
    [
      'the same limit',
      active(),
      pack({ id: 'yearly', interval: 'yearly' }),
      {},
      { kind: 'unavailable', reason: 'same_limit' },
    ],
    [
      'the same limit, where the partner allows the switch',
      active(),
      pack({ id: 'yearly', interval: 'yearly' }),
      { allowsIntervalSwitch: true },
      { kind: 'switch_interval', effectiveAt: 'now' },
    ],
    [
      'the planned one',
      active({ planned: { packageId: 'free', name: 'Free', interval: null } }),
      free,
      {},
      { kind: 'planned', effectiveAt: endsAt },
    ],
    [
      'in the unlimited trial, anything that records',
      active({ trial: { kind: 'unlimited' }, plan: { ...planOf(basic), packageId: 'uft', limit: 'unlimited' } }),
      basic,
      {},
      { kind: 'start', effectiveAt: 'now' },
    ],
    [
      'in the unlimited trial, what it ends in',
      active({ trial: { kind: 'unlimited' }, plan: { ...planOf(basic), packageId: 'uft', limit: 'unlimited' } }),
      free,
      {},
      { kind: 'unavailable', reason: 'after_trial' },
    ],
    [
      'in a trial of a package, more',
      active({ trial: { kind: 'package' } }),
      pro,
      {},
      { kind: 'start', effectiveAt: 'now' },
    ],
    ['a trial package', active(), pack({ id: 'uft', isTrial: true }), {}, { kind: 'not_listed' }],
    [
      'with a limit nobody knows',
      active({ plan: { ...planOf(basic), limit: null } }),
      pro,
      {},
      { kind: 'unavailable', reason: 'unknown_plan' },
    ],
    [
      'fewer, when the period has already ended',
      active({ endsAt: '2026-02-01T00:00:00.000Z' }),
      free,
      {},
      { kind: 'unavailable', reason: 'being_renewed' },
    ],
    ['the same one, ending', ending, basic, {}, { kind: 'resume', effectiveAt: 'now' }],
    ['more, ending', ending, pro, {}, { kind: 'upgrade', effectiveAt: 'now' }],
    ['fewer, ending', ending, free, {}, { kind: 'unavailable', reason: 'ending' }],
    [
      'more, ending, where the platform takes no upgrade of that',
      ending,
      pro,
      { refusesUpgrades: true },
      { kind: 'unavailable', reason: 'renewal_off' },
    ],
    [
      'the same, where no charge is left to turn on again',
      ending,
      pro,
      { refusesUpgrades: true, isChargeMissing: true },
      { kind: 'unavailable', reason: 'charge_missing' },
    ],
    [
      'the same one, ending, where the platform takes no upgrade of that',
      ending,
      basic,
      { refusesUpgrades: true },
      { kind: 'resume', effectiveAt: 'now' },
    ],
    [
      'ended, where the platform does not bring it back',
      { status: 'ended', plan: planOf(pro), hadTrial: true },
      pro,
      { refusesUpgrades: true },
      { kind: 'unavailable', reason: 'deactivated' },
    ],
    [
      'ended',
      { status: 'ended', plan: planOf(pro), hadTrial: true },
      free,
      {},
      { kind: 'restart', effectiveAt: 'now' },
    ],
    [
      'ended, the same one',
      { status: 'ended', plan: planOf(pro), hadTrial: true },
      pro,
      {},
      { kind: 'restart', effectiveAt: 'now' },
    ],
    ['without a subscription', { status: 'none' }, pro, {}, { kind: 'start', effectiveAt: 'now' }],
    ['as a viewer', active(), pro, { mayChange: false }, { kind: 'unavailable', reason: 'no_right' }],
    [
      'while a change is open',
      active(),
      pro,
      { isChangeOpen: true },
      { kind: 'unavailable', reason: 'change_running' },
    ],
    [
      'where the dashboard sells',
      active(),
      pro,
      { isPlatformManaged: true },
      { kind: 'unavailable', reason: 'platform_managed' },
    ],
    [
      'while a payment is outstanding',
      active(),
      pro,
      { isPaymentDue: true },
      { kind: 'unavailable', reason: 'payment_due' },
    ],
    [
      'of an earlier plan, while a payment is outstanding',
      { status: 'ended', plan: planOf(pro), hadTrial: true },
      pro,
      { isPaymentDue: true },
      { kind: 'unavailable', reason: 'payment_due' },
    ],
    ['the same one, while a payment is outstanding', active(), basic, { isPaymentDue: true }, { kind: 'current' }],
    [
      'the same one, ending, that nothing is charged for',
      ending,
      basic,
      { isChargeMissing: true },
      { kind: 'unavailable', reason: 'charge_missing' },
    ],
    [
      'the free one, ending, that nothing is charged for',
      { ...ending, plan: planOf(free) },
      free,
      { isChargeMissing: true },
      { kind: 'resume', effectiveAt: 'now' },
    ],
    [
      'fewer that cost something, where nothing is charged',
      active({ plan: planOf(pro) }),
      basic,
      { isChargeMissing: true },
      { kind: 'unavailable', reason: 'charge_missing' },
    ],
    [
      'the free one, where nothing is charged',
      active(),
      free,
      { isChargeMissing: true },
      { kind: 'downgrade', effectiveAt: endsAt },
    ],
    [
      'fewer, ending, where nothing is charged and so nothing can be resumed first',
      ending,
      free,
      { isChargeMissing: true },
      { kind: 'unavailable', reason: 'charge_missing' },
    ],
    ['more, where nothing is charged', ending, pro, { isChargeMissing: true }, { kind: 'upgrade', effectiveAt: 'now' }],
    [
      'when the provider’s period is about to end',
      active(),
      pro,
      { chargedUntil: '2026-02-10T12:09:00.000Z' },
      { kind: 'unavailable', reason: 'being_renewed' },
    ],
    ['their own plan, as a viewer', active(), basic, { mayChange: false }, { kind: 'current' }],
  ])('%s', (_what, subscription, chosen, options, expected) => {
    expect(planChoice(subscription, chosen, now, { ...may, ...options })).toEqual(expected)
  })

  describe('shortly before the period ends', () => {
    const end = now.getTime() + renewalQuietMs
    const endingIn = (ms: number, over: Partial<Active> = {}) =>
      active({ endsAt: new Date(end + ms).toISOString(), ...over })
    const renewed = { kind: 'unavailable', reason: 'being_renewed' }

    it.each<[string, Subscription, Package, object]>([
      ['is possible until then', endingIn(1), pro, { kind: 'upgrade', effectiveAt: 'now' }],
      ['is not, from then on', endingIn(0), pro, renewed],
      ['is not, for a smaller one', endingIn(0), free, renewed],
      ['is not, once it has ended and the next period is not read', endingIn(-2 * renewalQuietMs), pro, renewed],
      ['is not, when renewal is off', { ...ending, endsAt: new Date(end).toISOString() }, basic, renewed],
      ['is, on the free plan', endingIn(0, { plan: planOf(free) }), pro, { kind: 'upgrade', effectiveAt: 'now' }],
    ])('a choice %s', (_what, subscription, chosen, expected) => {
      expect(planChoice(subscription, chosen, now, may)).toEqual(expected)
    })

    it('goes on with what was agreed before', () => {
      expect(planChoice(endingIn(0), pro, now, { ...may, isAgreed: true }).kind).toBe('upgrade')
    })
  })

  const limit = fc.oneof(fc.constant('unlimited' as const), fc.nat({ max: 200_000 }))
  const interval = fc.constantFrom('monthly' as const, 'yearly' as const)
  const someLimits = fc.record({ from: limit, to: limit, fromInterval: interval, toInterval: interval })

  it('follows the order of limits, whatever the packages', () => {
    fc.assert(
      fc.property(someLimits, ({ from, to, fromInterval, toInterval }) => {
        const subscription = active({ plan: { ...planOf(basic), limit: from, interval: fromInterval } })
        const { kind } = planChoice(subscription, pack({ id: 'other', limit: to, interval: toInterval }), now, may)
        const order = compareLimits(to, from)
        expect(kind).toBe(order > 0 ? 'upgrade' : order < 0 ? 'downgrade' : 'unavailable')
      }),
    )
  })

  it('offers nothing to somebody without the right, whatever the subscription', () => {
    const offers = new Set(['start', 'restart', 'upgrade', 'switch_interval', 'resume', 'downgrade'])
    const some = fc.constantFrom<Subscription>(
      active(),
      ending,
      { status: 'none' },
      { status: 'ended', plan: planOf(basic), hadTrial: false },
    )
    fc.assert(
      fc.property(
        some,
        limit,
        fc.boolean(),
        fc.constantFrom('basic', 'other'),
        (subscription, to, isChangeOpen, id) => {
          const choice = planChoice(subscription, pack({ id, limit: to }), now, { mayChange: false, isChangeOpen })
          expect(offers.has(choice.kind)).toBe(false)
        },
      ),
    )
  })
})

it('sets no price against one in another currency', () => {
  const lei = pack({ id: 'ron', price: { amountMinor: 3999, currency: 'RON' } })
  expect([isOtherCurrency(active(), lei), isOtherCurrency(active(), pro)]).toEqual([true, false])
})
