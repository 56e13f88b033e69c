import type { ChangeReason } from '../../contract/change-reason.ts'
import type { Money } from '../../contract/money.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeIntent, PaymentStep } from '../../contract/subscription-change.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { RecurringCharge } from '../payments/payment-order.ts'
import type { SeenPeriod } from './seen-period.ts'

/** What stood on the platform when the intent was written: what a later reading is compared with. */
export interface Before {
  status: 'none' | 'active' | 'ending' | 'ended'
  packageId: string | null
  plannedPackageId: string | null
  inTrial: boolean
  endsAt: string | null
  lastPackageChangeAt: string | null
}

/** What is known of a change's money. Nothing known is not the same as nothing paid. */
export type PaymentFacts =
  /** The provider has not been asked for anything. */
  | { kind: 'none' }
  /** It is being asked, and has not been heard: it may have collected already. */
  | { kind: 'starting' }
  | { kind: 'started'; ref: string; step: PaymentStep }
  /**
   * Money came in, or nothing was due. `ref` is `null` where only the provider's news of a charge is known; `by` is missing where
   * the provider has counted the charges when it was asked.
   */
  | { kind: 'received'; ref: string | null; charges: readonly string[]; by?: 'news' | undefined }

/** What was charged before the first step of a change: an undo restores that, and not the opposite of a step. */
export type Remembered = { kind: 'not_read' } | { kind: 'read'; recurring: RecurringCharge | null }

/** Where a change is heading. */
export type Direction =
  | 'forward'
  /** The platform said no after a step had been done: the steps are undone, then it is refused. */
  | 'undoing'
  /** The money goes back, unless a last look shows that the plan is there. */
  | 'returning'

/** How far a change is with the step that is under way. */
export interface Progress {
  direction: Direction
  /** Which of the action's steps is under way. */
  step: number
  /** When the step's call last left, in the store's time; `null` while none has. */
  sentAt: number | null
  /** When the step was first tried: giving up is by elapsed time. */
  triedSince: number | null
  lastOutcome: 'refused' | 'unknown' | null
  attempts: number
}

export interface CommonFacts extends Progress {
  customerId: string
  /** The website it was asked for; a pool is read through it. */
  websiteId: string
  holder: SubscriptionHolder
  /** Of a system change: what a customer would have had to ask for. */
  intent: ChangeIntent
  /** True until the partner's hook has been called for the end. */
  isUntold: boolean
  /** Why it ended, or waits for a person. */
  reason: ChangeReason | null
  /** What the platform or the provider said, in its own words. Never leaves the server by itself. */
  foreignText: string | null
  reference: string | null
  /** Of what the system does: since when every look has found no website, in the store's time. Missing or `null` otherwise. */
  goneSince?: number | null | undefined
  /** Of a change before a person: since when, and when that was last told. In the store's time. */
  waiting: { since: number; toldAt: number } | null
}

/** A plan that takes effect immediately, for money. */
export interface PurchaseFacts {
  action: 'start' | 'restart' | 'upgrade' | 'switch_interval'
  packageId: string
  before: Before
  quote: Quote
  due: Money | null
  /** What had gone back of the running period, in minor units, when its credit was counted. Missing in rows of before. */
  returnedBefore?: number | undefined
  payment: PaymentFacts
  /** Whether the provider has been asked, after the payment's window, for charges whose news was lost. */
  lastLook: 'open' | 'done'
  /** True once the provider has been asked to give it back, which it may do days later. */
  isReturnAsked?: boolean | undefined
}

export interface DowngradeFacts {
  action: 'downgrade'
  packageId: string
  before: Before
  quote: Quote
  remembered: Remembered
}

export interface RenewalFacts {
  action: 'cancel' | 'resume' | 'keep'
  before: Before
  /** Of a renewal that was turned on by choosing the package again. */
  quote: Quote | null
  remembered: Remembered
  /**
   * True while it is certain that this change alone has turned renewal off on the platform, on the way to a plan that is kept:
   * the platform has confirmed that, and nothing that turns it on again has gone without an answer since.
   */
  hasTurnedOff?: boolean | undefined
}

/** What a sweep saw last on both sides, so that the next one can tell which of them was changed. */
export interface Seen {
  charge: 'renews' | 'ends' | 'none'
  renewal: 'on' | 'off'
  /** Whether the partner was told that the two sides' periods end on different days. */
  isApart: boolean
  /** When the website was made: another one can take its id. `null` when that was not read. */
  madeAt: string | null
  /**
   * The priced plan that runs without a charge, and when the platform had last changed the package: a renewal leaves both as
   * they are. Missing where none ran, and in rows of before.
   */
  uncharged?: { packageId: string; changedAt: string | null } | undefined
}

/**
 * Whose charge is to be ended. Another website may take its id while that fails, and have a charge of its own. Missing in rows
 * of before: as if it were gone.
 */
export type WebsiteToEnd =
  | { kind: 'gone' }
  /** It is about to be deleted. `madeAt` tells it apart from another one; `null` where the platform does not say. */
  | { kind: 'going'; madeAt: string | null }

export interface GiveBackFacts {
  action: 'give_back' | 'give_back_and_end'
  /** The change that was paid. */
  of: string
  chargeIds: readonly string[]
  amount: Money
  /** What had gone back of it by another hand, in minor units, when this was decided. Missing where nothing had. */
  goneBefore?: number | undefined
  /** The end of the period that was paid, while that runs. */
  periodEndsAt: string | null
  /** What was bought. Missing in rows of before this was kept. */
  boughtPackageId?: string | null | undefined
  /** Of a plan that ends, while its money waits for an approval: how far it is that the plan does not renew meanwhile. */
  renewal?: 'stopping' | 'stopped' | undefined
}

/** The period that an invoice of the partner's own is for: the one that it names, or that ran when it was reported as unpaid. */
export interface UnpaidPeriod {
  packageId: string
  /** `null` where it is not known. */
  price: Money | null
  endsAt: string | null
  /** In business time: what was bought after that was billed by itself. */
  reportedAt: string
}

/** What the partner's own invoicing has said of an invoice. Missing where a provider collects. */
export interface OwnInvoice {
  /** What is owed, where that is known. */
  reported?: { amount: Money; payUrl: string | null } | undefined
  /** `null` when nothing ran that costs something. */
  unpaid?: UnpaidPeriod | null | undefined
}

/** What the payment provider, the clock or a person at the partner causes. */
export type SystemFacts =
  /** A period whose payment failed: waits for the money until the grace ends, in business time. */
  | ({
      action: 'await_renewal'
      invoiceId: string
      graceEndsAt: string
      /** What was charged when it was first looked at: by the end of the grace it may be another plan. */
      remembered: Remembered
    } & OwnInvoice)
  /** Ends a subscription that stayed unpaid. */
  | ({
      action: 'end_unpaid'
      invoiceId: string
      /** What the invoice is for; `null` when that is not known. */
      packageId: string | null
      /** A plan that was begun after that, in business time, is another one. Missing in rows of 0.1.0. */
      graceEndsAt?: string | undefined
      /** The end of the period that the invoice is for; missing or `null` where that is not known. */
      periodEndsAt?: string | null | undefined
    } & OwnInvoice)
  /** Brings the platform's renewal and the recurring charge together, in the safe direction. */
  | { action: 'align'; cause: 'news' | 'sweep'; seen: Seen | null }
  /** Ends the recurring charge of a website that its customer does not have any more. */
  | { action: 'end_charge'; reason: ChangeReason; website?: WebsiteToEnd | undefined }
  /** Returns money that no change can use: paid twice, or after the change had ended. */
  | {
      action: 'refund_stray'
      chargeId: string
      /**
       * The change whose plan it may be paid by, looked at before each try. `null` once it was asked back or is before a person;
       * missing or `null` also where nothing was delivered for it.
       */
      beside?: string | null | undefined
    }
  /** Gives back what was paid for a change that was applied, as a person has decided; and ends the plan that it brought. */
  | GiveBackFacts
  /** Turns off the renewal of a plan that is to end, while what was paid for it waits for an approval. */
  | {
      action: 'stop_renewal'
      /** The change by which the money goes back. */
      of: string
      boughtPackageId?: string | null | undefined
      periodEndsAt: string | null
    }
  /** Remembers what has gone back of a running period: it gives no credit any more. */
  | { action: 'returned'; of: string; amount: Money }
  /** Looks now and then whether platform and provider agree. One for each customer and subscription. */
  | {
      action: 'watch'
      seen: Seen | null
      /** Where the partner bills by itself: the period whose begin was told last, or was seen first. */
      period?: SeenPeriod | null | undefined
    }

/** A change that ended long ago, and whose details have been forgotten. */
export interface PastFacts extends OwnInvoice {
  action: 'past'
  was: Exclude<ChangeAction, 'past'>
  due: Money | null
  paid: PaymentFacts | null
}

export type CustomerFacts = PurchaseFacts | DowngradeFacts | RenewalFacts
export type ActionFacts = CustomerFacts | SystemFacts | PastFacts
export type CustomerAction = CustomerFacts['action']
export type SystemAction = SystemFacts['action']

/** What a row of the ledger is about: what a customer has chosen, or what the system does by itself. */
export type ChangeAction =
  | 'start'
  | 'restart'
  | 'upgrade'
  | 'switch_interval'
  | 'downgrade'
  | 'cancel'
  | 'resume'
  | 'keep'
  | 'give_back'
  | 'give_back_and_end'
  | 'await_renewal'
  | 'end_unpaid'
  | 'align'
  | 'end_charge'
  | 'refund_stray'
  | 'stop_renewal'
  | 'returned'
  | 'watch'
  | 'past'

/** What is known of a change beside the columns that a store searches by, by its action. Plain JSON. */
export type ChangeFacts = CommonFacts & ActionFacts
export type FactsOf<Action extends ChangeAction> = Extract<ChangeFacts, { action: Action }>
export type Purchase = Extract<ChangeFacts, { payment: PaymentFacts }>

/** What a step changes of the facts. What only some actions have is written by the steps of these actions alone. */
export type FactsPatch = Partial<CommonFacts> & {
  payment?: PaymentFacts
  lastLook?: 'open' | 'done'
  isReturnAsked?: boolean
  remembered?: Remembered
  hasTurnedOff?: boolean
  renewal?: GiveBackFacts['renewal']
  seen?: Seen | null
  beside?: null
  period?: SeenPeriod | null | undefined
}

export function patched(facts: ChangeFacts, patch: FactsPatch | undefined): ChangeFacts {
  return { ...facts, ...patch } as ChangeFacts
}

/** A change of which nothing has happened yet. */
export const untouched: Omit<CommonFacts, 'customerId' | 'websiteId' | 'holder' | 'intent'> = {
  direction: 'forward',
  step: 0,
  sentAt: null,
  triedSince: null,
  lastOutcome: null,
  attempts: 0,
  isUntold: false,
  reason: null,
  foreignText: null,
  reference: null,
  waiting: null,
}

/** A step of which nothing has happened yet. */
export const freshStep = { sentAt: null, triedSince: null, lastOutcome: null, attempts: 0 } as const

/** A step that is taken up again. That it has been tried is remembered: what stands by now may be what it did. */
export const resumedStep = { sentAt: null, triedSince: null, lastOutcome: null } as const

/** A payment that is waited for again. That the provider has said no to it is remembered: its silence would make that a yes. */
export const resumedPayment = { sentAt: null, triedSince: null } as const

/** True for a price that counts on a period which must have been paid for. */
export function countsOnCredit({ quote }: Purchase): boolean {
  return quote.lines.some(({ kind }) => kind === 'credit')
}

export function isPurchase(facts: ChangeFacts): facts is Purchase {
  return 'payment' in facts
}

/** The package that a change was paid for, also once its details have been forgotten; `null` for every other one. */
export function boughtBy(facts: ChangeFacts): string | null {
  if (isPurchase(facts)) return facts.packageId
  const isPaidFor = facts.action === 'past' && facts.paid !== null
  return isPaidFor && facts.intent.kind === 'choose' ? facts.intent.packageId : null
}

/** The smaller package that a change has planned, also once its details have been forgotten; `null` for every other one. */
export function plannedBy(facts: ChangeFacts): string | null {
  if (facts.action === 'downgrade') return facts.packageId
  const wasPlanned = facts.action === 'past' && facts.was === 'downgrade'
  return wasPlanned && facts.intent.kind === 'choose' ? facts.intent.packageId : null
}

/** Whether a later change may have begun the plan that runs: by buying another one, or by planning this very one. */
export function mayHaveBegun(packageId: string, later: ChangeFacts): boolean {
  return boughtBy(later) !== null || plannedBy(later) === packageId
}

/** True once money, or a settled amount of nothing, stands behind it. */
export function isPaid(facts: ChangeFacts): facts is Purchase & { payment: { kind: 'received' } } {
  return isPurchase(facts) && facts.payment.kind === 'received'
}

/** The provider's id of a payment, where it is known. */
export function refOf(payment: PaymentFacts): string | null {
  switch (payment.kind) {
    case 'none':
    case 'starting':
      return null
    case 'started':
    case 'received':
      return payment.ref
    default:
      return payment satisfies never
  }
}
