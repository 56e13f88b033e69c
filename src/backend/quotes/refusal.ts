import { AnalyticsError } from '../../contract/error.ts'
import type { QuotedChoice } from '../../contract/draft-quote.ts'
import type { PlanChoice, UnavailableReason } from '../../contract/plan-choice.ts'

/** @throws AnalyticsError `refused` for a choice that is none. */
export function quotable(choice: PlanChoice): QuotedChoice {
  switch (choice.kind) {
    case 'not_listed':
      throw new AnalyticsError({ code: 'not_found', message: 'There is no such plan on offer.' })
    case 'unavailable':
      throw unavailable(choice.reason)
    case 'current':
    case 'planned':
      throw new AnalyticsError({
        code: 'refused',
        message: choice.kind === 'current' ? 'This is the current plan.' : 'This plan is planned already.',
        details: { reason: choice.kind },
      })
    default:
      return choice
  }
}
const sentences: Readonly<Record<UnavailableReason, string>> = {
  no_right: 'Only a manager of this website can change its plan.',
  change_running: 'Another change of this plan is under way.',
  same_limit: 'This plan has the same limit as the current one.',
  ending: 'Auto-renewal is off: turn it on before choosing a smaller plan.',
  renewal_off: 'Auto-renewal is off: turn it on before choosing another plan.',
  deactivated: 'This plan was switched off, and cannot be started again.',
  after_trial: 'The trial continues with this plan by itself.',
  unknown_plan: 'The current plan is not known well enough to change it.',
  being_renewed: 'The plan is being renewed. Try again in a moment.',
  payment_due: 'A payment for this plan is outstanding. Pay it first.',
  charge_missing: 'No payment is set up for this plan any more.',
  not_schedulable: 'A smaller plan can be chosen once this one has ended.',
  platform_managed: 'Plans are changed inside the dashboard.',
}

export function unavailable(reason: UnavailableReason): AnalyticsError {
  const message = sentences[reason]
  if (reason === 'platform_managed') return new AnalyticsError({ code: 'not_supported', message })
  return new AnalyticsError({ code: 'refused', message, retryable: reason === 'being_renewed', details: { reason } })
}
