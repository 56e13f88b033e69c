import type { AllOf, SchemaOf } from './primitives.ts'
import { oneOf, string } from './zod-schemas.ts'

/**
 * Why a change ended as it did, or waits for a person. A closed set: the message catalogue has words for those that help the
 * customer, and what the platform or the payment provider said stays on the server.
 */
export type ChangeReason =
  | 'declined'
  | 'dropped'
  | 'not_paid_in_time'
  | 'period_ended'
  | 'payment_due'
  | 'balance_changed'
  | 'renewal_unpaid'
  | 'changed_elsewhere'
  | 'owner_changed'
  | 'website_gone'
  | 'not_allowed'
  | 'plan_ended'
  | 'platform_refused'
  | 'not_carried_out'
  | 'platform_unreadable'
  | 'account_on_hold'
  | 'provider_refused'
  | 'provider_unreadable'
  | 'charge_missing'
  | 'charge_mismatch'
  | 'charge_unchanged'
  | 'refund_failed'
  | 'paid_meanwhile'
  | 'settled_by_partner'

export const changeReasonSchema: SchemaOf<ChangeReason> = oneOf([
  /** The payment was declined. */
  'declined',
  /** The customer dropped the change before it was paid. */
  'dropped',
  /** It was not paid while the payment could be made. */
  'not_paid_in_time',
  /** The period that the offer was made in is ending, or has ended. */
  'period_ended',
  /** A payment of the running period is outstanding, or has gone back. */
  'payment_due',
  /** The balance that the offer counted on was used for something else. */
  'balance_changed',
  /** A renewal stayed unpaid until its grace was over. */
  'renewal_unpaid',
  /** The plan was changed in another way in the meantime. */
  'changed_elsewhere',
  /** The website belongs to another customer now. */
  'owner_changed',
  /** The website is not there any more. */
  'website_gone',
  /** The plan as it stands does not allow this change. */
  'not_allowed',
  /** No plan runs that could be changed. */
  'plan_ended',
  /** The platform said no. */
  'platform_refused',
  /** The platform accepted the change and did not carry it out. */
  'not_carried_out',
  /** The platform could not be read for a long time. */
  'platform_unreadable',
  /** The partner bills by itself, and starts nothing new for this customer for now. */
  'account_on_hold',
  /** The payment provider said no. */
  'provider_refused',
  /** The payment provider could not be asked for a long time. */
  'provider_unreadable',
  /** No recurring charge stands behind the plan. */
  'charge_missing',
  /** The recurring charge is for another plan than the one that is delivered. */
  'charge_mismatch',
  /** The recurring charge could not be changed. */
  'charge_unchanged',
  /** The payment could not be returned by itself. */
  'refund_failed',
  /** The unpaid renewal was paid before anything was ended. */
  'paid_meanwhile',
  /** A person at the partner settled it. */
  'settled_by_partner',
]) satisfies AllOf<ChangeReason>

/** A reason as a page reads it: also one that a newer backend gives. Any text passes, so no page has to load the words. */
export const givenReasonSchema = string() as unknown as SchemaOf<ChangeReason>
