import type { Taxed } from '../contract/draft-quote.ts'
import type { ChangeReason } from '../contract/change-reason.ts'
import type { AnalyticsErrorFacts } from '../contract/error.ts'
import type { Money } from '../contract/money.ts'
import type { Package } from '../contract/package.ts'
import type { RouteName } from '../contract/route-table.ts'
import type { Some } from '../contract/some.ts'
import type { ChangeState, SubscriptionChange } from '../contract/subscription-change.ts'
import type { SubscriptionView } from '../contract/subscription.ts'
import {
  activeSubscription,
  daysFrom,
  demoPackage,
  demoPackages,
  manyPackages,
  oddPackages,
  planOf,
  trialPlan,
} from './fixtures.ts'

/** How long a call takes: milliseconds, or for ever (until it is aborted). */
export type Delay = number | 'never'

/** How the partner is paid for what is due. `confirm` hands out a secret for an embedded payment element. */
export type MemoryPayment = 'invoiced' | 'at_once' | 'redirect' | 'confirm'

/** What a scripted adapter is told beforehand. */
export interface MemoryScript {
  /** What the website has, where it differs from the state's. */
  view?: Some<SubscriptionView> | undefined
  /** What is on offer. @defaultValue `demoPackages` */
  packages?: readonly Package[] | undefined
  /** How what is due is paid. @defaultValue 'invoiced' */
  payment?: MemoryPayment | undefined
  /** How prices stand to tax. @defaultValue 'included' */
  taxed?: Taxed | undefined
  /** What the payment provider holds for the customer. Only where a payment is not `invoiced`. */
  balance?: Money | null | undefined
  /** The states a change goes through, one a read; it stays in the last. `awaiting_payment` waits for `pay()`. */
  changeScript?: readonly ChangeState[] | undefined
  /** Changes from before, as they are answered to whoever asks for them by their id. @defaultValue [] */
  changes?: readonly SubscriptionChange[] | undefined
  /** Why a change ends, where it does not end well. Default: what usually leads there. */
  changeReason?: ChangeReason | null | undefined
  /** Confirming is refused this often, each time with a new, dearer quote. */
  outdatedQuotes?: number | undefined
  /** Reads of the subscription that still show the old one after a change was applied. */
  laggingReads?: number | undefined
  /** How long calls take, of all routes or by route. @defaultValue 0 */
  delayMs?: Delay | Some<Record<RouteName, Delay>> | undefined
  /** Routes that fail, each time they are called, and how. */
  failures?: Some<Record<RouteName, AnalyticsErrorFacts>> | undefined
}

/** A situation by name: what the customer has, or what goes wrong. */
export type MemoryState =
  | 'basic'
  | 'yearly'
  | 'largest'
  | 'free'
  | 'trial'
  | 'package_trial'
  | 'planned_downgrade'
  | 'ending'
  | 'ended'
  | 'none'
  | 'retired_plan'
  | 'being_renewed'
  | 'heavy_use'
  | 'limit_reached'
  | 'payment_due'
  | 'balance'
  | 'charge_missing'
  | 'interval_switch'
  | 'pool'
  | 'viewer'
  | 'platform_managed'
  | 'loading'
  | 'error'
  | 'unknown_website'
  | 'no_packages'
  | 'odd_packages'
  | 'many_packages'
  | 'quote_loading'
  | 'quote_error'
  | 'quote_refused'
  | 'sending'
  | 'unknown_outcome'
  | 'redirect'
  | 'embedded_payment'
  | 'paid_now'
  | 'settling'
  | 'refused'
  | 'declined'
  | 'needs_attention'
  | 'abandoned'
  | 'refunded'
  | 'closed'
  | 'change_running'
  | 'payment_open'
  | 'attention_open'

const unreachable: AnalyticsErrorFacts = {
  code: 'unreachable',
  message: 'The analytics backend could not be reached.',
  retryable: true,
}

const openChange = (now: Date, facts: { state: ChangeState; minutesAgo: number }): SubscriptionChange =>
  ({
    id: 'change-1',
    intent: { kind: 'choose', packageId: 'pro-monthly' },
    due: { amountMinor: 1946, currency: 'EUR' },
    startedAt: new Date(now.getTime() - facts.minutesAgo * 60_000).toISOString(),
    state: facts.state,
    collection: 'paid',
    payment: { kind: 'redirect', url: 'https://checkout.stripe.com/c/pay/demo' },
    reference: 'RA-1042',
    reason: 'platform_refused',
  }) as SubscriptionChange

const states: Record<MemoryState, (now: Date) => MemoryScript> = {
  /** Basic, monthly, three weeks to go. */
  basic: () => ({}),
  yearly: (now) => ({
    view: {
      subscription: activeSubscription(now, {
        plan: planOf(demoPackage('advanced-yearly')),
        endsAt: daysFrom(now, 250),
      }),
      usage: { kind: 'limited', used: 12_480, limit: 27_500, resetsAt: daysFrom(now, 250) },
    },
  }),
  /** The largest plan on offer: every other one is smaller. */
  largest: (now) => ({
    view: { subscription: activeSubscription(now, { plan: planOf(demoPackage('business-monthly')) }) },
  }),
  free: (now) => ({
    view: {
      subscription: activeSubscription(now, { plan: planOf(demoPackage('free-monthly')) }),
      usage: { kind: 'no_tracking' },
    },
  }),
  trial: (now) => ({
    view: {
      subscription: activeSubscription(now, {
        plan: trialPlan,
        trial: { kind: 'unlimited' },
        endsAt: daysFrom(now, 12),
        hadTrial: true,
      }),
      usage: { kind: 'unlimited', used: 4210, resetsAt: daysFrom(now, 12) },
    },
  }),
  package_trial: (now) => ({
    view: {
      subscription: activeSubscription(now, {
        plan: planOf(demoPackage('advanced-monthly')),
        trial: { kind: 'package' },
        endsAt: daysFrom(now, 9),
      }),
    },
  }),
  planned_downgrade: (now) => ({
    view: {
      subscription: activeSubscription(now, {
        plan: planOf(demoPackage('pro-monthly')),
        planned: { packageId: 'basic-monthly', name: 'Basic', interval: 'monthly' },
      }),
      usage: { kind: 'limited', used: 31_200, limit: 60_000, resetsAt: daysFrom(now, 21) },
    },
  }),
  ending: (now) => {
    const { planned: _none, ...running } = activeSubscription(now, { plan: planOf(demoPackage('pro-monthly')) })
    return { view: { subscription: { ...running, status: 'ending' } } }
  },
  ended: () => ({
    view: {
      subscription: { status: 'ended', plan: planOf(demoPackage('basic-monthly')), hadTrial: true },
      usage: { kind: 'unknown' },
    },
  }),
  none: () => ({ view: { subscription: { status: 'none' }, usage: { kind: 'unknown' } } }),
  /** On a package that is not offered any more, and whose price is unknown. */
  retired_plan: (now) => ({
    view: {
      subscription: activeSubscription(now, {
        plan: { packageId: 'legacy', name: 'Legacy', interval: 'monthly', limit: 20_000, price: null },
      }),
    },
  }),
  /** The end date has passed and the platform has not said yet what came of it. */
  being_renewed: (now) => ({
    view: {
      subscription: activeSubscription(now, { plan: planOf(demoPackage('pro-monthly')), endsAt: daysFrom(now, -1) }),
    },
  }),
  /** Uses more than the smaller plans hold. */
  heavy_use: (now) => ({
    view: {
      subscription: activeSubscription(now, { plan: planOf(demoPackage('pro-monthly')) }),
      usage: { kind: 'limited', used: 31_200, limit: 60_000, resetsAt: daysFrom(now, 21) },
    },
  }),
  /** All that the plan holds is used up, and nothing more is recorded. */
  limit_reached: (now) => ({
    view: { usage: { kind: 'limited', used: 11_000, limit: 11_000, resetsAt: daysFrom(now, 21) } },
  }),
  /** The renewal of the plan was declined. */
  payment_due: (now) => ({
    view: {
      subscription: activeSubscription(now, { plan: planOf(demoPackage('pro-monthly')), endsAt: daysFrom(now, 26) }),
      payment: {
        standing: 'overdue',
        amount: demoPackage('pro-monthly').price,
        deadline: daysFrom(now, 10),
        payUrl: 'https://invoice.stripe.com/i/demo',
      },
    },
    payment: 'redirect',
  }),
  /** The provider holds money of the customer. */
  balance: () => ({ payment: 'redirect', balance: { amountMinor: 1250, currency: 'EUR' } }),
  /** Auto-renewal is off, and no charge could be turned on again. */
  charge_missing: (now) => {
    const { planned: _none, ...running } = activeSubscription(now, { plan: planOf(demoPackage('pro-monthly')) })
    return { view: { subscription: { ...running, status: 'ending' }, isChargeMissing: true }, payment: 'redirect' }
  },
  interval_switch: () => ({ view: { allowsIntervalSwitch: true } }),
  pool: (now) => ({
    view: { holder: 'customer', usage: { kind: 'pool_share', used: 2100, resetsAt: daysFrom(now, 21) } },
  }),
  viewer: () => ({ view: { may: ['look'] } }),
  platform_managed: () => ({ view: { billingMode: 'platform_managed' } }),

  loading: () => ({ delayMs: 'never' }),
  error: () => ({
    failures: {
      getDashboardUrl: unreachable,
      listPackages: unreachable,
      getSubscription: unreachable,
      listWebsites: unreachable,
    },
  }),
  unknown_website: () => {
    const notFound: AnalyticsErrorFacts = { code: 'not_found', message: 'There is no such website.' }
    return { failures: { getDashboardUrl: notFound, listPackages: notFound, getSubscription: notFound } }
  },
  no_packages: () => ({ packages: [] }),
  odd_packages: () => ({ packages: oddPackages }),
  many_packages: () => ({ packages: manyPackages(1000) }),

  quote_loading: () => ({ delayMs: { createQuote: 'never' } }),
  quote_error: () => ({ failures: { createQuote: unreachable } }),
  quote_refused: () => ({ outdatedQuotes: 1 }),
  sending: () => ({ delayMs: { startChange: 'never' } }),
  /** What became of the confirmation is not known. */
  unknown_outcome: () => ({
    failures: {
      startChange: { code: 'timeout', message: 'The analytics backend took too long to answer.', retryable: true },
    },
  }),
  redirect: () => ({ payment: 'redirect' }),
  embedded_payment: () => ({ payment: 'confirm' }),
  paid_now: () => ({ payment: 'at_once', changeScript: ['paid', 'applying', 'applied'] }),
  settling: () => ({ changeScript: ['applying'] }),
  refused: () => ({ changeScript: ['applying', 'refused'] }),
  declined: () => ({ payment: 'at_once', changeScript: ['failed'] }),
  needs_attention: () => ({ payment: 'at_once', changeScript: ['paid', 'applying', 'needs_attention'] }),
  /** It was not paid in time. */
  abandoned: () => ({ payment: 'at_once', changeScript: ['abandoned'], changeReason: 'not_paid_in_time' }),
  refunded: () => ({
    payment: 'at_once',
    changeScript: ['paid', 'applying', 'refunded'],
    changeReason: 'changed_elsewhere',
  }),
  closed: () => ({ payment: 'at_once', changeScript: ['paid', 'applying', 'closed'] }),
  /** A change that another tab or device has started. */
  change_running: (now) => ({
    view: { openChange: openChange(now, { state: 'applying', minutesAgo: 2 }) },
    changeScript: ['applying'],
  }),
  payment_open: (now) => ({
    payment: 'redirect',
    view: { openChange: openChange(now, { state: 'awaiting_payment', minutesAgo: 6 }) },
  }),
  attention_open: (now) => ({
    view: { openChange: openChange(now, { state: 'needs_attention', minutesAgo: 90 }) },
    changeScript: ['needs_attention'],
  }),
}

/** The names of every state that a component can be shown in. */
export const memoryStates = Object.keys(states) as readonly MemoryState[]

/** A script that says everything but how long calls take. */
export type CompleteScript = {
  [Fact in Exclude<keyof MemoryScript, 'delayMs'>]-?: Exclude<MemoryScript[Fact], undefined>
} & Pick<MemoryScript, 'delayMs'>

/** What the adapter is told for a named state. */
export function scriptOf(state: MemoryState, now: Date): CompleteScript {
  const script = states[state](now) as Partial<CompleteScript>
  return {
    view: {},
    packages: demoPackages,
    taxed: 'included',
    payment: 'invoiced',
    balance: null,
    changes: [],
    changeReason: null,
    changeScript: ['applying', 'applied'],
    outdatedQuotes: 0,
    laggingReads: 0,
    failures: {},
    ...script,
  }
}
