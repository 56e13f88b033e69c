import { text } from './checks.ts'
import { givenReasonSchema } from './change-reason.ts'
import { moneySchema } from './money.ts'
import { idSchema, instantSchema, orNewerKind, orOther, type SchemaOf } from './primitives.ts'
import { discriminatedUnion, oneOf, literal, nullable, object, string, union, type Infer } from './zod-schemas.ts'

/**
 * A request to change a subscription. `choose` takes a package (the rule in `plan-choice` says whether that upgrades,
 * starts, restarts, switches or plans a downgrade), `cancel` and `resume` turn auto-renewal off and on, `keep` drops a
 * planned downgrade.
 */
export type ChangeIntent = ChooseIntent | CancelIntent | ResumeIntent | KeepIntent

const choose = object({ kind: literal('choose'), packageId: idSchema })
export interface ChooseIntent extends Infer<typeof choose> {}

const cancel = object({ kind: literal('cancel') })
export interface CancelIntent extends Infer<typeof cancel> {}

const resume = object({ kind: literal('resume') })
export interface ResumeIntent extends Infer<typeof resume> {}

const keep = object({ kind: literal('keep') })
export interface KeepIntent extends Infer<typeof keep> {}

export const changeIntentSchema: SchemaOf<ChangeIntent> = discriminatedUnion('kind', [choose, cancel, resume, keep])

/** Made by whoever starts a change, once for one intent, and kept until the change has ended. 8 to 200 characters. */
export const idempotencyKeySchema = text(8, 200)

/** Leave for the provider's page. The browser checks scheme and host before it goes there. */
const redirect = object({ kind: literal('redirect'), url: string() })
export interface RedirectToPay extends Infer<typeof redirect> {}

/** Confirm with the provider's own element, which takes this secret. */
const confirm = object({ kind: literal('confirm'), clientSecret: string() })
export interface ConfirmToPay extends Infer<typeof confirm> {}

/** Nothing: the provider is at work. */
const wait = object({ kind: literal('wait') })
export interface WaitForPayment extends Infer<typeof wait> {}

/** What the customer has to do to pay. */
export type PaymentStep = RedirectToPay | ConfirmToPay | WaitForPayment
export const paymentStepSchema: SchemaOf<PaymentStep> = discriminatedUnion('kind', [redirect, confirm, wait])

/** An intent as a page reads it: a change of a kind that a newer backend has added is shown without what it is for. */
const givenIntent: SchemaOf<ChangeIntent> = orNewerKind(union([changeIntentSchema]), [
  'choose',
  'cancel',
  'resume',
  'keep',
])

const facts = {
  id: idSchema,
  intent: givenIntent,
  /** What is paid for it today; `null` when nothing is. */
  due: nullable(moneySchema),
  startedAt: instantSchema,
}

const ended = { ...facts, endedAt: instantSchema }
const reason = givenReasonSchema

const awaitingPayment = object({ state: literal('awaiting_payment'), ...facts, payment: paymentStepSchema })
export interface AwaitingPaymentChange extends Infer<typeof awaitingPayment> {}

const paid = object({ state: literal('paid'), ...facts })
export interface PaidChange extends Infer<typeof paid> {}

/**
 * Sent, or about to be sent, to the platform; what became of it may not be known yet. `collection` says whether money came in
 * before: `not_needed` where nothing is due, or what is due goes on an invoice of the partner's.
 */
const applying = orOther(
  object({ state: literal('applying'), ...facts, collection: oneOf(['paid', 'not_needed']) }),
  (sent) => ({ collection: sent?.['isPaid'] === 'yes' ? 'paid' : sent?.['isPaid'], ...sent }),
)
export interface ApplyingChange extends Infer<typeof applying> {}

const applied = object({ state: literal('applied'), ...ended })
export interface AppliedSubscriptionChange extends Infer<typeof applied> {}

/** The platform or a rule said no; nothing was paid. */
const refused = object({ state: literal('refused'), ...ended, reason })
export interface RefusedChange extends Infer<typeof refused> {}

/** The payment was declined; nothing was paid. */
const failed = object({ state: literal('failed'), ...ended, reason })
export interface FailedChange extends Infer<typeof failed> {}

/** The customer gave it up, or it expired, before it was paid. */
const abandoned = object({ state: literal('abandoned'), ...ended, reason })
export interface AbandonedChange extends Infer<typeof abandoned> {}

/** Paid, and not applied: a person at the partner decides. `reference` is what the customer quotes. */
const needsAttention = object({
  state: literal('needs_attention'),
  ...facts,
  reference: string(),
  reason,
})
export interface ChangeInNeedOfAttention extends Infer<typeof needsAttention> {}

const refunded = object({ state: literal('refunded'), ...ended, reason })
export interface RefundedChange extends Infer<typeof refunded> {}

/** A person at the partner settled it by hand: nothing more happens by itself. */
const closed = object({ state: literal('closed'), ...ended, reason })
export interface ClosedChange extends Infer<typeof closed> {}

/** A subscription change and how far it is. Each state is a member, with what only that state knows. */
export type SubscriptionChange =
  | AwaitingPaymentChange
  | PaidChange
  | ApplyingChange
  | AppliedSubscriptionChange
  | RefusedChange
  | FailedChange
  | AbandonedChange
  | ChangeInNeedOfAttention
  | RefundedChange
  | ClosedChange

export const subscriptionChangeSchema: SchemaOf<SubscriptionChange> = discriminatedUnion('state', [
  awaitingPayment,
  paid,
  applying,
  applied,
  refused,
  failed,
  abandoned,
  needsAttention,
  refunded,
  closed,
])

/** How far a change is. */
export type ChangeState =
  | 'awaiting_payment'
  | 'paid'
  | 'applying'
  | 'applied'
  | 'refused'
  | 'failed'
  | 'abandoned'
  | 'needs_attention'
  | 'refunded'
  | 'closed'

const openStates: readonly ChangeState[] = ['awaiting_payment', 'paid', 'applying', 'needs_attention']

/** True while a change can still move; a subscription has at most one such change. */
export function isOpen(change: SubscriptionChange): boolean {
  return openStates.includes(change.state)
}
