import { AnalyticsError } from '../../contract/error.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import type { Grants } from '../access/access.ts'
import type { Asked } from '../ledger/change-history.ts'
import { changeOpen } from '../ledger/change-open.ts'
import { targetOf, type ChangeRow } from '../ledger/change-row.ts'
import { viewOf } from '../ledger/change-view.ts'
import { costsMoney, customerChange, isSameIntent } from '../ledger/customer-change.ts'
import { tooManyChanges } from '../ledger/ledger.ts'
import type { NewChange } from '../ledger/store.ts'
import type { Contact } from '../payments/payment-order.ts'
import { standingOf, type PlanStanding } from '../quotes/standing.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Services } from '../settings/services.ts'
import { planOf, withNewQuote, type Agreed } from './plan-of-intent.ts'

/** What is to be started, and for whom. */
interface StartInput {
  websiteId: string
  idempotencyKey: string
  intent: ChangeIntent
  agreed: Agreed
  asked: Asked
  /** False where only what costs nothing may be started. */
  mayBuy: boolean
  /** Who pays, where that is known. */
  contact?: Contact | null | undefined
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
  // Counted before the platform and the provider are asked: what starts no change costs as many calls as what does.
  if (input.agreed.kind === 'shown' && !services.mayStartChange(customerId)) throw tooManyChanges()
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
  standing: PlanStanding,
  seenTurn: number,
  services: Services,
): Promise<SubscriptionChange | null> {
  const { runtime } = services.settings
  const { customerId } = by
  try {
    const plan = await planOf(input, standing, services)
    if (plan === 'stands_already') return alreadySo(input, runtime)
    if (!input.mayBuy && costsMoney(plan)) throw onlyTheCustomer()
    const { holder } = standing
    const { key, bodyHash, target } = by
    const { intent, websiteId, asked } = input
    const collectsFirst = services.settings.payments.collect !== undefined
    const change = await services.ledger.start(
      customerChange(
        plan,
        { target, customerId, websiteId, holder },
        { intent, key, bodyHash, seenTurn, collectsFirst, ...asked },
        runtime.newId,
      ),
      input.contact,
    )
    return change && viewOf(change)
  } catch (error) {
    // A twin of this request may have been quicker, and used up what this one has looked at.
    const twin = await knownChange(input, by, services)
    if (twin) return viewOf(twin)
    return withNewQuote(error, input, standing, services)
  }
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

export function busy(): AnalyticsError {
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

/** What one key stands for. */
function bodyOf({ websiteId, intent, agreed }: StartInput): string {
  const { kind } = intent
  const packageId = kind === 'choose' ? intent.packageId : null
  const { id, amountMinor } =
    agreed.kind === 'shown' ? { id: null, amountMinor: null, ...agreed.quote } : { ...agreed, id: '' }
  return JSON.stringify([websiteId, kind, packageId, id, amountMinor])
}
