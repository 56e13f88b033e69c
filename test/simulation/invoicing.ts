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
