import { isBeingRenewed } from '../../contract/plan-choice.ts'
import type { QuotedChoice } from '../../contract/draft-quote.ts'
import { AnalyticsError } from '../../contract/error.ts'
import type { Package } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeIntent } from '../../contract/subscription-change.ts'
import type { CustomerFacts } from '../ledger/change-facts.ts'
import { beforeOf } from '../ledger/verdict.ts'
import { amountOf, honouredQuote, makeQuote } from '../quotes/make-quote.ts'
import { quotable, unavailable } from '../quotes/refusal.ts'
import { assertRenewable, choiceOf, type PlanStanding } from '../quotes/standing.ts'
import type { Services } from '../settings/services.ts'

/** Whether a price was agreed to, and which. */
export type Agreed =
  /** A quote was shown, and confirmed. */
  | { kind: 'shown'; quote: { id: string; amountMinor: number } | null }
  /** Today's price is taken, where it is that amount or none was named. */
  | { kind: 'today'; amountMinor: number | null }

/** What is to be done for an intent, given what stands. */
export async function planOf(
  input: { intent: ChangeIntent; agreed: Agreed },
  standing: PlanStanding,
  services: Services,
): Promise<CustomerFacts | 'stands_already'> {
  const before = beforeOf(standing.reading)
  const { intent } = input
  if (intent.kind === 'resume') assertRenewable(services, standing)
  // Between its two calls to the platform the plan reads as ending: the end of the period may not lie there.
  if (intent.kind === 'keep' && isBeingRenewed(standing.reading.subscription, services.settings.now()))
    throw unavailable('being_renewed')
  if (intent.kind !== 'choose') {
    const action = actionOf(intent.kind, standing)
    return action === 'stands_already' ? action : { action, before, quote: null, remembered: { kind: 'not_read' } }
  }
  const { to, choice } = choiceOf(services, standing, intent.packageId)
  if (choice.kind === 'current' || choice.kind === 'planned') return 'stands_already'
  const quoted = quotable(choice)
  const quote = await agreedQuote(input.agreed, services, standing, to, quoted)
  const packageId = to.id
  switch (quote.kind) {
    case 'resume':
      return { action: 'resume', before, quote, remembered: { kind: 'not_read' } }
    case 'downgrade':
      return { action: 'downgrade', packageId, before, quote, remembered: { kind: 'not_read' } }
    case 'start':
    case 'restart':
    case 'upgrade':
    case 'switch_interval': {
      const amountMinor = amountOf(quote)
      const due = amountMinor > 0 ? { amountMinor, currency: to.price.currency } : null
      const returnedBefore = standing.returned?.amountMinor ?? 0
      const bought = { packageId, before, quote, due, returnedBefore } as const
      return { action: quote.kind, ...bought, payment: { kind: 'none' }, lastLook: 'open' }
    }
    default:
      return quote.kind satisfies never
  }
}

/** @throws AnalyticsError `quote_outdated`, with a new quote, where another price was agreed to. */
async function agreedQuote(
  agreed: Agreed,
  services: Services,
  standing: PlanStanding,
  to: Package,
  choice: QuotedChoice,
): Promise<Quote> {
  const honoured = agreed.kind === 'shown' ? await honouredQuote(services, standing, to, agreed.quote) : null
  if (honoured) return honoured
  const quote = await makeQuote(services, standing, to, choice)
  const isAgreed = agreed.kind === 'today' && (agreed.amountMinor ?? amountOf(quote)) === amountOf(quote)
  if (isAgreed) return quote
  throw outdated(quote)
}

type RenewalAction = 'cancel' | 'resume' | 'keep'

function actionOf(
  kind: RenewalAction,
  { reading: { subscription }, charge }: PlanStanding,
): RenewalAction | 'stands_already' {
  const { status } = subscription
  // Turned on a moment ago in the provider's own pages: the platform follows, unless the customer's "no" is carried out.
  const isStillCharged = charge?.recurring?.renews === true
  switch (kind) {
    case 'cancel':
      if (status === 'ending' && !isStillCharged) return 'stands_already'
      if (status === 'ending' || status === 'active') return 'cancel'
      throw nothingToChange('There is no running plan whose renewal could be turned off.')
    case 'resume':
      if (status === 'active') return 'stands_already'
      if (status === 'ending') return 'resume'
      throw nothingToChange('The plan has ended: choose one to start again.')
    case 'keep':
      if (status === 'active') return subscription.planned ? 'keep' : 'stands_already'
      if (status === 'ending') throw unavailable('ending')
      throw nothingToChange('There is no planned change to drop.')
    default:
      return kind satisfies never
  }
}

function nothingToChange(message: string): AnalyticsError {
  return new AnalyticsError({ code: 'refused', message })
}

function outdated(quote: Quote): AnalyticsError {
  return new AnalyticsError({
    code: 'quote_outdated',
    message: 'The offer has changed. Look at the new one.',
    details: quote,
  })
}

/** The quote was used by another request in the meantime: the answer holds a new one, as it does when it was seen beforehand. */
export async function withNewQuote(
  error: unknown,
  { intent }: { intent: ChangeIntent },
  standing: PlanStanding,
  services: Services,
): Promise<never> {
  const isQuoteGone = error instanceof AnalyticsError && error.code === 'quote_outdated' && error.details === null
  if (!isQuoteGone || intent.kind !== 'choose') throw error
  const { to, choice } = choiceOf(services, standing, intent.packageId)
  throw outdated(await makeQuote(services, standing, to, quotable(choice)))
}
