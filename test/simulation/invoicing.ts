import { boundaries, type Fault, type FaultWindow } from './faults.ts'
import type { Luck } from './luck.ts'
import type { Action, ActionKind, Plan } from './plan.ts'

type Business = readonly (readonly [kind: ActionKind, leastMs: number])[]

/** What becomes of an invoice, and what the customer does meanwhile. */
const business: readonly (readonly [number, Business])[] = [
  [2, [['invoice_overdue', 500]]],
  [
    3,
    [
      ['invoice_overdue', 500],
      ['choose', 500],
      ['invoice_paid', 2_000],
      ['choose', 500],
    ],
  ],
  [
    3,
    [
      ['choose', 500],
      ['invoice_overdue', 500],
    ],
  ],
  [
    3,
    [
      ['invoice_overdue', 500],
      ['past_grace', 1_000],
      ['choose', 500],
    ],
  ],
  [
    3,
    [
      ['invoice_overdue', 500],
      ['past_grace', 1_000],
      ['invoice_paid', 500],
      ['choose', 5_000],
    ],
  ],
  [
    2,
    [
      ['invoice_overdue', 500],
      ['past_grace', 1_000],
      ['past_period_end', 1_000],
      ['choose', 500],
    ],
  ],
  [
    2,
    [
      ['invoice_overdue', 500],
      ['invoice_disputed', 1_000],
      ['past_grace', 1_000],
      ['invoice_paid', 1_000],
    ],
  ],
  [
    2,
    [
      ['invoice_disputed', 500],
      ['choose', 500],
      ['invoice_overdue', 1_000],
    ],
  ],
  [
    3,
    [
      ['invoice_written_off', 500],
      ['choose', 500],
    ],
  ],
  [1, [['invoice_paid', 500]]],
]

/** Half of the partners that bill by themselves are not paid at times. */
export function withInvoicing(plan: Plan, luck: Luck): Plan {
  if (plan.payments !== 'invoiced' || !luck.chance(0.5)) return plan
  let index = 1 + Math.max(-1, ...plan.actions.map((action) => action.index))
  const actions = [...plan.actions]
  for (let times = luck.between(1, 3); times > 0; times--) {
    const site = luck.below(plan.sites.length)
    const done = luck
      .weighted(business)
      .map(([kind, least]): Action => ({ kind, index: index++, gap: least + luck.between(0, 10_000), site }))
    actions.splice(luck.below(actions.length + 1), 0, ...done)
  }
  return { ...plan, actions }
}

/** What happens around the ends of periods, of which the partner is told. */
const aroundTheEnd: readonly (readonly [number, Business])[] = [
  [
    4,
    [
      ['past_period_end', 500],
      ['choose', 500],
    ],
  ],
  [
    2,
    [
      ['cancel', 500],
      ['past_period_end', 5_000],
      ['choose', 500],
    ],
  ],
  [
    2,
    [
      ['choose', 500],
      ['death', 100],
      ['past_period_end', 30_000],
    ],
  ],
  [
    2,
    [
      ['to_period_end', 500],
      ['cancel', 500],
      ['past_period_end', 5_000],
    ],
  ],
  [1, [['past_period_end', 500]]],
]

/** Every other one sells at the ends of periods, and its server or the store does not always answer when a period is told. */
export function withPeriods(plan: Plan, luck: Luck): Plan {
  if (plan.payments !== 'invoiced' || !luck.chance(0.5)) return plan
  let index = 1 + Math.max(-1, ...plan.actions.map((action) => action.index))
  const site = luck.below(plan.sites.length)
  const done = luck
    .weighted(aroundTheEnd)
    .map(([kind, least]): Action => ({ kind, index: index++, gap: least + luck.between(0, 5_000), site }))
  const actions = plan.actions.toSpliced(luck.below(plan.actions.length + 1), 0, ...done)
  return luck.chance(0.5) ? { ...plan, actions, windows: [strikeAt(luck), ...plan.windows] } : { ...plan, actions }
}

function strikeAt(luck: Luck): FaultWindow {
  const isStore = luck.chance(0.3)
  const boundary = isStore ? 'store.addChange' : 'hook.period'
  const fault = luck.pick<Fault>(boundaries[boundary])
  const from = luck.chance(0.6) ? 0 : luck.between(0, 60_000)
  const share = isStore ? luck.pick([0.03, 0.1, 0.3]) : luck.pick([0.3, 0.6, 1])
  return { boundary, fault, from, until: from + luck.between(60_000, 400_000), share }
}
