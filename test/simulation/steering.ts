import { retired, sold } from './catalogue.ts'
import { boundaries, boundaryNames, type BoundaryName, type Fault, type FaultWindow } from './faults.ts'
import type { Luck } from './luck.ts'
import type { Action, ActionKind, Plan } from './plan.ts'

/** Longer than the backend goes on trying, and over before a person looks. */
const awayMs = 210_000

/** An action, and where it has to be some time after the one before it, how many milliseconds. */
type Lead = ActionKind | readonly [ActionKind, number]

/** What leads to something that chance alone seldom brings. */
interface Way {
  leads: readonly Lead[]
  /** What the history has to be like. */
  plan?: (luck: Luck) => Partial<Plan>
  /** What else goes wrong in it, from the beginning or from a moment on. */
  beside?: readonly (readonly [BoundaryName, Fault, fromMs?: number])[]
}

const large = sold.filter(({ touchpoints, period }) => period === 'monthly' && touchpoints > 50_000)
const yearly = sold.filter(({ period }) => period === 'yearly')
const small = sold.filter(({ touchpoints, period }) => period === 'monthly' && touchpoints > 0 && touchpoints < 50_000)
const paying = { payments: 'provider', paysAtOnce: false } as const

/** Somebody pays for a greater plan. */
const buys = (luck: Luck): Partial<Plan> => ({ ...paying, sites: ['package-00'], favourites: [luck.pick(sold).id] })
/** Somebody who has a great plan wants a smaller one. */
const shrinks = (luck: Luck): Partial<Plan> => ({
  ...paying,
  isPool: false,
  sites: [luck.pick(large).id],
  favourites: [luck.pick(small).id],
})

const undecided: readonly [BoundaryName, Fault][] = [['platform.upgrade', 'fails']]

/** By boundary; the first that fits. */
const waysTo: readonly (readonly [RegExp, Way])[] = [
  [
    /platform\.deactivate/,
    {
      leads: ['card_failing', 'past_period_end', 'past_grace', 'past_grace'],
      plan: (luck) => ({ ...paying, isPool: false, sites: [luck.pick(yearly).id] }),
    },
  ],
  [
    /provider\.end/,
    {
      leads: ['card_failing', 'past_period_end', 'past_grace', 'past_grace'],
      plan: (luck) => ({ ...paying, sites: [luck.pick(small).id] }),
    },
  ],
  [/provider\.unschedule/, { leads: ['choose', ['keep', 22_000], 'choose', ['keep', 22_000]], plan: shrinks }],
  [/provider\.schedule|platform\.downgrade/, { leads: ['choose', 'choose'], plan: shrinks }],
  [
    /resume|cancel/,
    { leads: ['cancel', ['resume', 5_000], 'cancel', ['resume', 5_000]], plan: (luck) => ({ ...shrinks(luck) }) },
  ],
  [
    /provider\.refund$/,
    {
      leads: ['choose', ['person_refunds', 230_000], ['person_refunds', 60_000], ['person_refunds', 60_000]],
      plan: buys,
      beside: undecided,
    },
  ],
  [/provider\.refundCharge/, { leads: ['choose', 'choose'], plan: (luck) => ({ ...buys(luck), payers: 'pay_twice' }) }],
  [
    /provider\.void/,
    {
      leads: ['choose', ['abandon', 25_000], ['choose', 5_000], ['abandon', 30_000]],
      plan: (luck) => ({ ...buys(luck), payers: 'leave' }),
    },
  ],
  [/provider|news|noteChange/, { leads: ['choose', 'choose'], plan: buys }],
  [/hook\.applied/, { leads: ['choose', 'choose'], plan: (luck) => ({ ...buys(luck), payments: 'invoiced' }) }],
  [
    /renew$/,
    {
      leads: ['choose', 'cancel', 'resume', 'choose', 'cancel'],
      plan: (luck) => ({ ...buys(luck), leaseMs: 30_000 }),
      beside: [['platform.website', 'slow']],
    },
  ],
  [
    /shorten/,
    { leads: ['cancel', 'days', ['death', 5_000], ['death', 20_000], 'days'], plan: () => ({ keepsDays: 1 }) },
  ],
  [/websites|contributors/, { leads: ['look', 'pry', 'look'] }],
  [/platform\.package$/, { leads: ['look', 'choose'], plan: () => ({ sites: [retired.id] }) }],
  [/./, { leads: ['choose', 'cancel', 'resume', 'choose'] }],
]

/** Steps of a change that are seldom taken. */
const steps: readonly Way[] = [
  // Paid once its period is over: the money goes back without a call to the platform.
  {
    leads: ['to_period_end', ['choose', 3_000], ['half_an_hour', 40_000], ['pay_late', 20_000]],
    plan: (luck) => ({
      ...paying,
      isPool: false,
      payers: 'leave',
      sites: [luck.pick(small).id],
      favourites: [large[0]!.id],
    }),
    beside: [['provider.void', 'fails']],
  },
  // Settled by hand.
  {
    leads: ['choose', ['person_closes', 230_000], ['person_closes', 60_000], ['person_closes', 60_000]],
    plan: buys,
    beside: undecided,
  },
  {
    leads: ['choose', ['person_retries', 230_000], ['person_retries', 60_000], ['person_retries', 60_000]],
    plan: buys,
    beside: undecided,
  },
]

/** What takes two faults, the second a moment after the first: too seldom for any weight among the others. */
const late: Way = {
  // Bought, and nobody can see that it was: a person has the money returned.
  leads: ['choose', ['person_refunds', 230_000], ['person_refunds', 60_000]],
  plan: (luck) => ({
    payments: 'provider',
    paysAtOnce: true,
    sites: [luck.pick(small).id],
    favourites: [luck.pick(large).id],
  }),
  beside: [
    ['platform.upgrade', 'late'],
    ['platform.website', 'fails', 15_000],
  ],
}

/** A website goes to another customer and comes back, while the end of its charge fails: what is bought by then stays. */
const cameBack: Way = {
  leads: ['move_site', 'days', ['site_returns', 2_000], ['choose', 500], ['choose', 500]],
  plan: (luck) => ({
    payments: 'provider',
    paysAtOnce: luck.chance(0.5),
    payers: 'mixed',
    isPool: false,
    sites: [luck.pick(small).id],
    favourites: [luck.pick(large).id],
  }),
  beside: [['provider.end', 'fails']],
}

/** What was bought cannot be paid back; by the time that a person tries it again, something else has been bought. */
const boughtSince: Way = {
  leads: [
    'choose',
    ['office_ends', 45_000],
    ['choose', 1_000],
    ['choose', 1_000],
    ['person_retries', 60_000],
    ['person_retries', 30_000],
    ['person_retries', 30_000],
  ],
  plan: (luck) => ({
    payments: 'provider',
    paysAtOnce: false,
    payers: 'mixed',
    sites: ['package-00'],
    favourites: [luck.pick(small).id, luck.pick(large).id],
  }),
  beside: [['provider.giveBack', 'refused']],
}

/** While what was chosen cannot be delivered yet, the running period is reported as unpaid. */
const reportedMeanwhile: Way = {
  leads: ['choose', ['invoice_overdue', 15_000]],
  plan: (luck) => ({
    payments: 'invoiced',
    isPool: false,
    sites: [luck.pick(small).id],
    favourites: [luck.pick(large).id],
  }),
  beside: [['platform.upgrade', 'fails', -awayMs / 2]],
}

/** What was bought late in a period is taken back, and the period ends while the refund waits for its approval. */
const approvedInTheNext: Way = {
  leads: ['choose', ['days', 45_000], ['days', 1_000], ['office_ends', 5_000], ['past_period_end', 20_000]],
  plan: (luck) => ({
    ...paying,
    payers: 'mixed',
    sites: ['package-00'],
    favourites: [luck.pick(small).id, luck.pick(large).id],
    approval: { afterMs: 12 * 86_400_000, isRefused: luck.chance(0.25) },
  }),
}

/** A year that was not paid in time is, while its end fails, and nothing is heard of that. */
const paidUnheard: Way = {
  leads: ['card_failing', 'past_period_end', 'past_grace', ['card_good', 45_000]],
  plan: (luck) => ({ ...paying, isPool: false, sites: [luck.pick(yearly).id] }),
  beside: [
    ['provider.end', 'unsent', 80_000 - awayMs],
    ['news', 'lost', 40_000],
  ],
}

/** Weights of what takes more than a call to happen: a window that is open is not enough. */
const weightOf = (boundary: BoundaryName): number =>
  /deactivate|provider\.(end|refund|unschedule|void)|shorten|renew$|refundCharge/.test(boundary) ? 3 : 1

const rare: readonly (readonly [number, Way])[] = [
  ...boundaryNames.flatMap((boundary) => {
    const way = waysTo.find(([pattern]) => pattern.test(boundary))![1]
    return boundaries[boundary].map((fault): readonly [number, Way] => [
      weightOf(boundary),
      { ...way, beside: [[boundary, fault], ...(way.beside ?? [])] },
    ])
  }),
  ...steps.map((way): readonly [number, Way] => [6, way]),
]

/**
 * Four histories in ten are drawn so that one thing can happen that seldom does: every fault at every boundary, and steps of
 * a change that few changes take. Which one hangs on the seed, so that a seed is the same history wherever it is run.
 */
export function steered(plan: Plan, luck: Luck): Plan {
  if (luck.chance(0.4)) return led(plan, luck.weighted(rare), luck)
  if (luck.chance(0.02)) return led(plan, late, luck)
  return luck.chance(0.04)
    ? led(plan, luck.pick([cameBack, boughtSince, reportedMeanwhile, approvedInTheNext, paidUnheard]), luck)
    : plan
}

function led(plan: Plan, { leads, plan: likeThis, beside = [] }: Way, luck: Luck): Plan {
  const changed: Plan = { ...plan, ...likeThis?.(luck) }
  const { length } = plan.actions
  const site = luck.below(changed.sites.length)
  const first = leads.map((lead, index): Action => {
    const [kind, wait] = typeof lead === 'string' ? [lead, 0] : lead
    return { kind, index: length + index, gap: wait + luck.between(200, 6_000), site }
  })
  const from = luck.chance(0.7) ? 0 : luck.between(0, 40_000)
  const until = from + luck.between(200_000, 500_000)
  const share = luck.pick([0.3, 0.6, 1])
  const windows = beside.map(([boundary, fault, laterMs], index): FaultWindow => {
    if (laterMs !== undefined) return { boundary, fault, from: laterMs, until: laterMs + awayMs, share: 1 }
    return index === 0 ? { boundary, fault, from, until, share } : { boundary, fault, from: 0, until, share: 1 }
  })
  // Less of everything else, so that such a history is as long as another one.
  const kept = plan.actions.slice(0, Math.max(3, plan.actions.length - first.length))
  const rest = kept.map((action) => ({ ...action, site: action.site % changed.sites.length }))
  return { ...changed, actions: [...first, ...rest], windows: [...windows, ...plan.windows] }
}
