import type { createQuote } from '../../contract/routes.ts'
import { changeOpen } from '../ledger/change-open.ts'
import { makeQuote } from '../quotes/make-quote.ts'
import { quotable } from '../quotes/refusal.ts'
import { choiceOf, standingOf } from '../quotes/standing.ts'
import type { Answer } from '../settings/services.ts'

export const answerQuote: Answer<typeof createQuote> = async ({ packageId }, grant, services) => {
  const standing = await standingOf(services, grant.website, async () => grant.website)
  const open = await services.ledger.openOf(standing.target, standing.customerId)
  if (open) throw changeOpen(open)
  const { to, choice } = choiceOf(services, standing, packageId)
  return makeQuote(services, standing, to, quotable(choice))
}
