import { AnalyticsError } from '../../contract/error.ts'
import type { QuotedChoice } from '../../contract/draft-quote.ts'
import type { PlanChoice } from '../../contract/plan-choice.ts'
import type { createQuote } from '../../contract/routes.ts'
import { changeOpen } from '../ledger/change-open.ts'
import { choiceOf, makeQuote, standingOf, unavailable } from '../quotes/quoting.ts'
import type { Answer } from '../settings/services.ts'

export const answerQuote: Answer<typeof createQuote> = async ({ packageId }, grant, services) => {
  const standing = await standingOf(services, grant.website, async () => grant.website)
  const open = await services.ledger.openOf(standing.target, standing.customerId)
  if (open) throw changeOpen(open)
  const { to, choice } = choiceOf(services, standing, packageId)
  return makeQuote(services, standing, to, quotable(choice))
}

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
