import { boundaries, officeBoundaries, type Fault, type FaultWindow } from './faults.ts'
import type { Luck } from './luck.ts'
import type { Action, ActionKind, Plan } from './plan.ts'

/** What the partner's people do, and how long after what comes before it, in milliseconds. */
type Business = readonly (readonly [kind: ActionKind, leastMs: number])[]

const business: readonly (readonly [number, Business])[] = [
  [4, [['office_reverses', 1_000]]],
  [
    4,
    [
      ['choose', 0],
      ['office_reverses', 45_000],
    ],
  ],
  [
    3,
    [
      ['choose', 0],
      ['office_reverses', 45_000],
      ['choose', 0],
    ],
  ],
  [
    2,
    [
      ['choose', 0],
      ['office_reverses', 45_000],
      ['office_reverses', 500],
      ['choose', 5_000],
    ],
  ],
  [2, [['staff_chooses', 500]]],
  [2, [['office_starts', 500]]],
  [
    2,
    [
      ['choose', 0],
      ['office_abandons', 3_000],
    ],
  ],
]

/** In three histories of ten the partner's people act for customers, and take back what was bought. */
export function withOffice(plan: Plan, luck: Luck): Plan {
  if (!luck.chance(0.3)) return plan
  let index = 1 + Math.max(-1, ...plan.actions.map((action) => action.index))
  const actions = [...plan.actions]
  for (let times = luck.between(1, 3); times > 0; times--) {
    const site = luck.below(plan.sites.length)
    const done = luck
      .weighted(business)
      .map(([kind, least]): Action => ({ kind, index: index++, gap: least + luck.between(0, 15_000), site }))
    actions.splice(luck.below(actions.length + 1), 0, ...done)
  }
  const windows = luck.chance(0.5) ? [strikeAt(luck)] : []
  return { ...plan, actions, windows: [...windows, ...plan.windows], staffMayBuy: luck.chance(0.5) }
}

/** Between the plan that is taken back and the end of its period are days, in which a refund may wait for its approval. */
const lateInThePeriod: Business = [
  ['choose', 0],
  ['days', 45_000],
  ['days', 1_000],
  ['office_reverses', 5_000],
  ['past_period_end', 20_000],
]

/** Where money is taken back, every other provider approves that first: within minutes, hours or days. */
export function withApproval(plan: Plan, luck: Luck): Plan {
  const isAsked = plan.payments === 'provider' && plan.actions.some(({ kind }) => kind === 'office_reverses')
  if (!isAsked || luck.chance(0.5)) return plan
  const mostMs = luck.pick([120_000, 3_600_000, 13 * 86_400_000])
  const approval = { afterMs: luck.between(1_000, mostMs), isRefused: luck.chance(0.25) }
  let index = 1 + Math.max(...plan.actions.map((action) => action.index))
  const site = luck.below(plan.sites.length)
  const late = lateInThePeriod.map(([kind, gap]): Action => ({ kind, index: index++, gap, site }))
  return { ...plan, approval, actions: luck.chance(0.5) ? [...plan.actions, ...late] : plan.actions }
}

function strikeAt(luck: Luck): FaultWindow {
  const boundary = luck.pick(officeBoundaries)
  const fault = luck.pick<Fault>(boundaries[boundary])
  const from = luck.chance(0.6) ? 0 : luck.between(0, 60_000)
  return { boundary, fault, from, until: from + luck.between(60_000, 400_000), share: luck.pick([0.3, 0.6, 1]) }
}
