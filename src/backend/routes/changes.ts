import { AnalyticsError } from '../../contract/error.ts'
import type { abandonChange, getChange, startChange } from '../../contract/routes.ts'
import type { QuotedChoice } from '../../contract/draft-quote.ts'
import type { Package } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import type { Grants } from '../access/access.ts'
import { untouched, type CustomerFacts } from '../ledger/change-facts.ts'
import type { Asked } from '../ledger/change-history.ts'
import { targetOf, type ChangeRow } from '../ledger/change-row.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { NewChange } from '../ledger/store.ts'
import { viewOf } from '../ledger/change-view.ts'
import { changeOpen } from '../ledger/change-open.ts'
import { beforeOf } from '../ledger/verdict.ts'
import {
  amountOf,
  assertRenewable,
  choiceOf,
  honouredQuote,
  makeQuote,
  standingOf,
  unavailable,
  type Standing,
} from '../quotes/quoting.ts'
import type { Answer, Services } from '../settings/services.ts'
import { quotable } from './quotes.ts'

/** Whether a price was agreed to, and which. */
type Agreed =
  /** A quote was shown, and confirmed. */
  | { kind: 'shown'; quote: { id: string; amountMinor: number } | null }
  /** Today's price is taken, where it is that amount or none was named. */
  | { kind: 'today'; amountMinor: number | null }

/** What is to be started, and for whom. */
interface StartInput {
  websiteId: string
  idempotencyKey: string
  intent: ChangeIntent
  agreed: Agreed
  asked: Asked
  /** False where only what costs nothing may be started. */
  mayBuy: boolean
}

export const answerStartChange: Answer<typeof startChange> = ({ quote, ...input }, grant, services) => {
  const { by } = grant
  const mayBuy = by.kind !== 'staff' || services.settings.allowStaffToBuy
  const agreed = { kind: 'shown', quote: quote ?? null } as const
  return beginChange({ ...input, agreed, asked: { by, why: null }, mayBuy }, grant, services)
}

/** The one way in which a change of a customer's plan begins, whoever asks for it. */
export async function beginChange(
  input: StartInput,
  grant: Pick<Grants['change'], 'website'> & { renew(): Promise<Pick<Grants['change'], 'website'>> },
  services: Services,
): Promise<SubscriptionChange> {
  const { runtime } = services.settings
  const { holder } = await services.platform.company()
  const customerId = grant.website.intpCustomerId
  const by = {
    key: input.idempotencyKey,
    target: targetOf(holder, input.websiteId, customerId),
    customerId,
    bodyHash: await runtime.digest(bodyOf(input)),
  }
  const known = await knownChange(input, by, services)
  if (known) return viewOf(known)
  for (let looks = 1; ; looks++) {
    // What is decided on is read after the turn: a change of the subscription in between stops this one.
    const seenTurn = await services.ledger.turnOf(by.target)
    const standing = await standingOf(services, grant.website, async () => (await grant.renew()).website)
    const started = await startOn(input, by, standing, seenTurn, services)
    if (started) return started
    if (looks === mostLooks) throw busy()
  }
}

/** Each look in vain is another change of the same subscription that was quicker. */
const mostLooks = 5

/** `null` when the subscription was changed since it was read. */
async function startOn(
  input: StartInput,
  by: KnownBy,
  standing: Standing,
  seenTurn: number,
  services: Services,
): Promise<SubscriptionChange | null> {
  const { runtime } = services.settings
  const { customerId } = by
  try {
    const plan = await planOf(input, standing, services)
    if (plan === 'stands_already') return alreadySo(input, runtime)
    if (!input.mayBuy && costsMoney(plan)) throw onlyTheCustomer()
    const change = await services.ledger.start({
      id: runtime.newId(),
      lane: 'customer',
      ...by,
      ...stateOf(plan, services),
      facts: {
        ...untouched,
        customerId,
        websiteId: input.websiteId,
        holder: standing.holder,
        intent: input.intent,
        ...plan,
      },
      quoteId: plan.quote?.id ?? null,
      seenTurn,
      ...input.asked,
    })
    return change && viewOf(change)
  } catch (error) {
    // A twin of this request may have been quicker, and used up what this one has looked at.
    const twin = await knownChange(input, by, services)
    if (twin) return viewOf(twin)
    return withNewQuote(error, input, standing, services)
  }
}

/** True for what the customer pays more for, today or with the next period. */
function costsMoney(plan: CustomerFacts): boolean {
  if ('payment' in plan) return plan.quote.to.price.amountMinor > 0
  return plan.action === 'resume' || plan.action === 'keep'
}

function onlyTheCustomer(): AnalyticsError {
  return new AnalyticsError({
    code: 'forbidden',
    message: 'Only the customer can start what costs money.',
    hint: 'For the operator: allowStaffToBuy lets staff who act for a customer do it.',
  })
}

/** A wish that changes nothing leaves no row. */
function alreadySo({ intent }: StartInput, { newId, now }: Runtime): SubscriptionChange {
  const at = new Date(now()).toISOString()
  return { state: 'applied', id: newId(), intent, due: null, startedAt: at, endedAt: at }
}

function busy(): AnalyticsError {
  return new AnalyticsError({
    code: 'conflict',
    message: 'The plan is being changed from elsewhere. Try again in a moment.',
    retryable: true,
  })
}

type KnownBy = Pick<NewChange, 'key' | 'target' | 'customerId' | 'bodyHash'>

/** The change that this request has started already, or that another tab has started for the same thing. */
async function knownChange(input: StartInput, by: KnownBy, { ledger }: Services): Promise<ChangeRow | null> {
  const same = await ledger.repeated(by)
  if (same) return same
  const open = await ledger.openOf(by.target, by.customerId)
  if (!open) return null
  if (!isSameIntent(open.facts.intent, input.intent)) throw changeOpen(open)
  return ledger.look(open)
}

export const answerChange: Answer<typeof getChange> = async (input, grant, services) =>
  viewOf(await services.ledger.look(await findChange(input, grant, services)))

export const answerAbandonChange: Answer<typeof abandonChange> = async (input, grant, services) =>
  viewOf(await services.ledger.abandon(await findChange(input, grant, services), { by: grant.by, why: null }))

async function findChange(
  { websiteId, changeId }: { websiteId: string; changeId: string },
  { website }: Grants['change'],
  { platform, ledger }: Services,
): Promise<ChangeRow> {
  const { holder } = await platform.company()
  const change = await ledger.find(changeId)
  const isTheirs =
    change?.lane === 'customer' &&
    change.customerId === website.intpCustomerId &&
    change.target === targetOf(holder, websiteId, website.intpCustomerId)
  if (change && isTheirs) return change
  throw new AnalyticsError({ code: 'not_found', message: 'There is no such change.' })
}

/** What is to be done for an intent, given what stands. */
async function planOf(
  input: StartInput,
  standing: Standing,
  services: Services,
): Promise<CustomerFacts | 'stands_already'> {
  const before = beforeOf(standing.reading)
  const { intent } = input
  if (intent.kind === 'resume') assertRenewable(services, standing)
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
      return { action: quote.kind, packageId, before, quote, due, payment: { kind: 'none' }, lastLook: 'open' }
    }
    default:
      return quote.kind satisfies never
  }
}

/** @throws AnalyticsError `quote_outdated`, with a new quote, where another price was agreed to. */
async function agreedQuote(
  agreed: Agreed,
  services: Services,
  standing: Standing,
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

function actionOf(kind: RenewalAction, { reading: { subscription } }: Standing): RenewalAction | 'stands_already' {
  const { status } = subscription
  switch (kind) {
    case 'cancel':
      if (status === 'ending') return 'stands_already'
      if (status === 'active') return 'cancel'
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

/** Money before delivery, unless the partner bills by itself or nothing is charged. */
function stateOf(plan: CustomerFacts, { settings }: Services) {
  const isCollected = 'payment' in plan && settings.payments.collects === 'now'
  return { state: isCollected ? 'awaiting_payment' : 'applying', wakeInMs: 0 } as const
}

function outdated(quote: Quote): AnalyticsError {
  return new AnalyticsError({
    code: 'quote_outdated',
    message: 'The offer has changed. Look at the new one.',
    details: quote,
  })
}

/** The quote was used by another request in the meantime: the answer holds a new one, as it does when it was seen beforehand. */
async function withNewQuote(error: unknown, input: StartInput, standing: Standing, services: Services): Promise<never> {
  const isQuoteGone = error instanceof AnalyticsError && error.code === 'quote_outdated' && error.details === null
  if (!isQuoteGone || input.intent.kind !== 'choose') throw error
  const { to, choice } = choiceOf(services, standing, input.intent.packageId)
  throw outdated(await makeQuote(services, standing, to, quotable(choice)))
}

function isSameIntent(a: ChangeIntent, b: ChangeIntent): boolean {
  if (a.kind !== 'choose' || b.kind !== 'choose') return a.kind === b.kind
  return a.packageId === b.packageId
}

/** What one key stands for. */
function bodyOf({ websiteId, intent, agreed }: StartInput): string {
  const { kind } = intent
  const packageId = kind === 'choose' ? intent.packageId : null
  const { id, amountMinor } =
    agreed.kind === 'shown' ? { id: null, amountMinor: null, ...agreed.quote } : { ...agreed, id: '' }
  return JSON.stringify([websiteId, kind, packageId, id, amountMinor])
}
