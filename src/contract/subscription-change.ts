import { discriminatedUnion, enum as oneOf, literal, nullable, object, string, type infer as Infer } from 'zod/mini'
import { text } from './checks.ts'
import { changeReasonSchema } from './change-reason.ts'
import { moneySchema } from './money.ts'
import { idSchema, instantSchema } from './primitives.ts'

/**
 * A request to change a subscription. `choose` takes a package (the rule in `plan-choice` says whether that upgrades,
 * starts, restarts, switches or plans a downgrade), `cancel` and `resume` turn auto-renewal off and on, `keep` drops a
 * planned downgrade.
 */
export const changeIntentSchema = discriminatedUnion('kind', [
  object({ kind: literal('choose'), packageId: idSchema }),
  object({ kind: literal('cancel') }),
  object({ kind: literal('resume') }),
  object({ kind: literal('keep') }),
])
export type ChangeIntent = Infer<typeof changeIntentSchema>

/** Made by whoever starts a change, once for one intent, and kept until the change has ended. 8 to 200 characters. */
export const idempotencyKeySchema = text(8, 200)

/** What the customer has to do to pay. */
export const paymentStepSchema = discriminatedUnion('kind', [
  /** Leave for the provider's page. The browser checks scheme and host before it goes there. */
  object({ kind: literal('redirect'), url: string() }),
  /** Confirm with the provider's own element, which takes this secret. */
  object({ kind: literal('confirm'), clientSecret: string() }),
  /** Nothing: the provider is at work. */
  object({ kind: literal('wait') }),
])
export type PaymentStep = Infer<typeof paymentStepSchema>

const facts = {
  id: idSchema,
  intent: changeIntentSchema,
  /** What is paid for it today; `null` when nothing is. */
  due: nullable(moneySchema),
  startedAt: instantSchema,
}

/** A subscription change and how far it is. Each state is a member, with what only that state knows. */
export const subscriptionChangeSchema = discriminatedUnion('state', [
  object({ state: literal('awaiting_payment'), ...facts, payment: paymentStepSchema }),
  object({ state: literal('paid'), ...facts }),
  /** Sent, or about to be sent, to the platform; what became of it may not be known yet. */
  object({ state: literal('applying'), ...facts, isPaid: oneOf(['yes', 'not_needed']) }),
  object({ state: literal('applied'), ...facts, endedAt: instantSchema }),
  /** The platform or a rule said no; nothing was paid. */
  object({ state: literal('refused'), ...facts, endedAt: instantSchema, reason: changeReasonSchema }),
  /** The payment was declined; nothing was paid. */
  object({ state: literal('failed'), ...facts, endedAt: instantSchema, reason: changeReasonSchema }),
  /** The customer gave it up, or it expired, before it was paid. */
  object({ state: literal('abandoned'), ...facts, endedAt: instantSchema, reason: changeReasonSchema }),
  /** Paid, and not applied: a person at the partner decides. `reference` is what the customer quotes. */
  object({ state: literal('needs_attention'), ...facts, reference: string(), reason: changeReasonSchema }),
  object({ state: literal('refunded'), ...facts, endedAt: instantSchema, reason: changeReasonSchema }),
  /** A person at the partner settled it by hand: nothing more happens by itself. */
  object({ state: literal('closed'), ...facts, endedAt: instantSchema, reason: changeReasonSchema }),
])
export type SubscriptionChange = Infer<typeof subscriptionChangeSchema>
export type ChangeState = SubscriptionChange['state']

const openStates: ReadonlySet<ChangeState> = new Set(['awaiting_payment', 'paid', 'applying', 'needs_attention'])

/** True while a change can still move; a subscription has at most one such change. */
export function isOpen(change: SubscriptionChange): boolean {
  return openStates.has(change.state)
}
