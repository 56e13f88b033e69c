import type { ActionKind } from '../plan.ts'
import type { Actor } from './actor.ts'
import { abandon, choose, payLate, repeatKey, wish } from './customer.ts'
import { reports } from './invoicing.ts'
import { card, dispute, moveSite, page, platformHand, remakeSite, returnSite } from './other-hands.ts'
import { officeAbandons, officeEnds, officeReverses, officeStarts, staffChooses } from './office.ts'
import { decide } from './person.ts'
import { jump } from './time.ts'
import { look, pry } from './visitors.ts'

/** What each kind of action does. */
const acts: Readonly<Record<ActionKind, (actor: Actor) => Promise<void> | void>> = {
  choose,
  cancel: (actor) => wish(actor, 'cancel'),
  resume: (actor) => wish(actor, 'resume'),
  keep: (actor) => wish(actor, 'keep'),
  abandon,
  look,
  pry,
  repeat_key: repeatKey,
  page_cancel: (actor) => page(actor, 'cancel'),
  page_resume: (actor) => page(actor, 'resume'),
  page_end: (actor) => page(actor, 'end'),
  page_unschedule: (actor) => page(actor, 'unschedule'),
  page_schedule: (actor) => page(actor, 'schedule'),
  card_failing: (actor) => card(actor, 'failing'),
  card_good: (actor) => card(actor, 'good'),
  card_slow: (actor) => card(actor, 'slow'),
  dispute,
  pay_late: payLate,
  hand_cancel: (actor) => platformHand(actor, 'cancel'),
  hand_resume: (actor) => platformHand(actor, 'resume'),
  hand_plan: (actor) => platformHand(actor, 'plan'),
  person_retries: (actor) => decide(actor, 'retry'),
  person_refunds: (actor) => decide(actor, 'refund'),
  person_closes: (actor) => decide(actor, 'close'),
  to_period_end: (actor) => jump(actor, 'period end'),
  past_period_end: (actor) => jump(actor, 'past period end'),
  past_grace: (actor) => jump(actor, 'past grace'),
  half_an_hour: (actor) => jump(actor, 'half an hour'),
  days: (actor) => jump(actor, 'days'),
  death: ({ world, luck }) => world.backend.kill(luck.below(3), luck.between(100, 8_000)),
  stall: ({ world, luck }) => world.backend.stall(luck.below(3), luck.pick([500, 5_000, 20_000, 70_000])),
  move_site: moveSite,
  remake_site: remakeSite,
  staff_chooses: staffChooses,
  office_starts: officeStarts,
  office_abandons: officeAbandons,
  office_reverses: officeReverses,
  office_ends: officeEnds,
  site_returns: returnSite,
  invoice_overdue: (actor) => reports(actor, 'overdue'),
  invoice_paid: (actor) => reports(actor, 'paid'),
  invoice_disputed: (actor) => reports(actor, 'disputed'),
  invoice_written_off: (actor) => reports(actor, 'written_off'),
}

export async function actBy(actor: Actor, kind: ActionKind): Promise<void> {
  await acts[kind](actor)
}
