import { isInstanceOf, isMarked } from '../../contract/error-mark.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeState } from '../../contract/subscription-change.ts'
import type { RememberedIds } from '../payments/provider-memory.ts'
import type { Target } from '../payments/target.ts'
import type { ChangeFacts } from './change-facts.ts'
import type { Actor, HistoryEntry } from './change-history.ts'
import type { ChangeRow, Lane, PaymentNews, Wish } from './change-row.ts'

/**
 * Where changes and quotes are kept. Each call takes effect as a whole. Times are the store's own: the instances that share a
 * store may have clocks that differ, so durations go in and moments come out.
 */
export interface Store {
  /** True when nothing outlives the process. @defaultValue false */
  readonly isForgetful?: boolean | undefined

  /** Makes a quote, unless its customer has `limit` of them that still hold. */
  addQuote(quote: NewQuote, limit: number): Promise<'added' | 'too_many'>
  findQuote(id: string): Promise<StoredQuote | null>

  /**
   * Writes a change of the customer lane unless, in this order, its key is taken, its customer has an open change of this
   * subscription, the subscription's turn has moved on from `seenTurn`, or its customer has started too many. The quote is used
   * up in the same transaction; one that is used or has expired stops it. Of a system change only the key and the turn count.
   */
  addChange(change: NewChange, limit?: ChangeLimit): Promise<AddedChange>
  findChange(by: ChangeQuery): Promise<ChangeRow | null>
  /** All changes of a subscription that are open or awake, whoever's they are, the oldest first. */
  liveOf(target: string): Promise<ChangeRow[]>
  /** Changes, the newest first. The rows that only watch a subscription are none of them. */
  listChanges(query: ListQuery): Promise<ChangeRow[]>
  /**
   * What became of a change, from its beginning: an entry for its start, for each new state, and for each wish, written in the
   * transaction of what it is about.
   */
  historyOf(changeId: string): Promise<HistoryEntry[]>

  /** How often a subscription has been changed, and when last. */
  standingOf(target: string): Promise<TargetStanding>

  /** The provider's ids for one customer and subscription. */
  memoryOf(of: { target: string; customerId: string }): Promise<RememberedIds>

  /**
   * Writes down what came from outside, whoever holds the change, and wakes it. What a person decides (`retry`, `refund`,
   * `close`) is taken only while the change needs attention, and the customer's `abandon` only while it awaits its payment and is
   * not withdrawn by a person.
   */
  noteChange(id: string, note: ChangeNote): Promise<NotedChange>

  /**
   * How many subscriptions without a holder have something to do, going by the `most` changes that have waited longest: one
   * plain read, for whoever asks often.
   */
  countDue(most: number): Promise<number>
  /**
   * Takes hold of one subscription that has something to do, or of the one asked for, and of all its changes that are open
   * or awake. At most one owner holds a subscription, so at most one call about it is under way.
   */
  claim(request: ClaimRequest): Promise<Claim | null>
  /** Extends the hold. `null` when another worker has it by now. */
  renew(claim: Claim, leaseMs: number): Promise<Claim | null>
  /**
   * Writes a step of a held change, what it means for the subscription, and which ids of the provider are to be remembered for
   * the change's customer, each in place of the one of that name. A note that came in between keeps the change
   * awake, and holds a step back that is for `unlessNoted`.
   *
   * @throws LeaseLostError when another worker holds the subscription by now.
   */
  saveChange(claim: Claim, id: string, seenNotes: number, update: ChangeUpdate): Promise<SavedChange>
  release(claim: Claim): Promise<void>

  /**
   * Takes the details and the history out of up to `most` changes that ended longer ago than that and sleep. What is left of
   * them answers a repeated key and a late payment. Says how many it took them out of.
   */
  shorten(endedAgoMs: number, most: number): Promise<number>

  /** Ends connections and timers. Calling it twice does no harm. */
  close(): Promise<void>
}

const leaseLostMark: unique symbol = Symbol.for('react-3as.LeaseLostError')

/** Another worker holds the subscription: this one stops, and writes nothing more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'

  constructor() {
    super('Another worker holds this subscription by now.')
  }

  /** @internal */
  get [leaseLostMark](): true {
    return true
  }

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstanceOf(value, this) || (this === LeaseLostError && isMarked(value, leaseLostMark))
  }
}

export interface NewQuote {
  id: string
  customerId: string
  target: string
  /** What stood on the platform when it was made; another state makes it void. */
  fingerprint: string
  quote: Quote
  /** When it was made, in business time. */
  madeAt: string
  lifeMs: number
}

export interface StoredQuote {
  id: string
  customerId: string
  target: string
  fingerprint: string
  quote: Quote
  madeAt: string
  isExpired: boolean
  isUsed: boolean
}

export interface NewChange {
  id: string
  lane: Lane
  target: Target
  customerId: string
  key: string
  bodyHash: string
  state: ChangeState
  facts: ChangeFacts
  /** Milliseconds from now; `null` for a change that is written at its end. */
  wakeInMs: number | null
  quoteId: string | null
  /** The subscription's turn at which this was decided; `null` for what is right whatever happened since. */
  seenTurn: number | null
  /**
   * True for what no decision about the subscription may overlook. It is not added while a change of the customer's is open, but
   * for one with the same key; and it raises the turn, so that what was decided on without it is decided anew.
   */
  isAlone?: boolean | undefined
  /** Who started it, for its history. @defaultValue the customer, or the system, by its lane */
  by?: Actor | undefined
  /** What a person gave as the reason. */
  why?: string | null | undefined
}

/** At most so many changes of the customer lane, whatever became of them, started by one customer within that time. */
export interface ChangeLimit {
  perCustomer: number
  withinMs: number
}

/** What a subscription's changes have done to it. */
export interface TargetStanding {
  /** Raised by each change that ends and by each effect on the platform or at the provider. 0 at first. */
  turn: number
  /** Milliseconds since the turn was last raised; `null` when it never was. */
  changedAgoMs: number | null
}

export type AddedChange =
  | { kind: 'added'; change: ChangeRow }
  /** A change with this key is there; whether it is the same one, its `bodyHash` says. */
  | { kind: 'same_key'; change: ChangeRow }
  | { kind: 'open'; change: ChangeRow }
  /** The subscription has been changed since this was decided. */
  | { kind: 'outrun' }
  | { kind: 'too_many' }
  | { kind: 'quote_gone' }

/** `openOf` finds the open change that this customer has of that subscription. */
export type ChangeQuery =
  | { id: string }
  | { openOf: string; customerId: string }
  | { key: string; lane: Lane; target: string; customerId: string }

/** What a list is to show. Times are the store's, in milliseconds since 1970. */
export interface ListQuery {
  /** Of one customer or of one website, whoever had it; `null` for everybody's. */
  of: { customerId: string } | { websiteId: string } | null
  state: ChangeState | null
  /** Started at that moment or later. */
  since: number
  /** Where the page before has ended; `null` for the first one. */
  after: { startedAt: number; id: string } | null
  most: number
}

export type ChangeNote =
  | { wish: Wish; by?: Actor | undefined; why?: string | null | undefined }
  | { payment: PaymentNews; chargeId: string | null }

/**
 * `closed`: the change has ended, or was paid by another charge, and the news belongs to no change; or no one has to decide
 * about it any more.
 */
export type NotedChange = { kind: 'noted' | 'known' | 'closed'; change: ChangeRow } | { kind: 'unknown' }

export interface ClaimRequest {
  /** Fresh and random for each claim. */
  owner: string
  leaseMs: number
  /** The subscription to take hold of, whether something is due or not. */
  target?: string | undefined
}

export interface Claim extends TargetStanding {
  owner: string
  target: string
  /** The store's time at which the claim was made, renewed or last saved under: `changedAgoMs` and `quietForMs` count from here. */
  now: number
  /** The store's time at which it ends. */
  endsAt: number
  /** For how long an unanswered call about this subscription may still take effect, whichever change it was for. */
  quietForMs: number
  /** All changes of the subscription that are open or awake, whoever's they are, as they were when it was claimed. */
  changes: readonly ChangeRow[]
}

export interface SavedChange {
  change: ChangeRow
  /** The claim as it is now. */
  claim: Claim
}

/** What a step means for calls about the subscription. */
export type CallMark =
  /** One is about to leave; unanswered, it may take effect for so long. */
  | { kind: 'leaves'; graceMs: number }
  /** Its answer is known, so nothing is on its way any more. */
  | { kind: 'answered' }
  | { kind: 'none' }

export interface ChangeUpdate {
  state: ChangeState
  facts: ChangeFacts
  wakeInMs: number | null
  /** An end; the first one raises the subscription's turn. */
  hasEnded: boolean
  /** True for a step that had an effect on the platform or at the provider. */
  raisesTurn: boolean
  call: CallMark
  /** Forgets a wish that has been granted or refused. */
  clearsWish: boolean
  /**
   * True for what was decided by what stood in the row: where something was noted since, only `memory` is written, and the row
   * stays as it is, awake.
   */
  unlessNoted?: boolean | undefined
  /** What the provider said when it was asked, where its own news has not come yet. */
  paidBy: { chargeId: string | null } | null
  /** What is to be remembered of the provider's. */
  memory?: RememberedIds | undefined
}
