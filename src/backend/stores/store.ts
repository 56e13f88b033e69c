import type { Quote } from '../../contract/quote.ts'
import type { ChangeState } from '../../contract/subscription-change.ts'
import type { ChangeFacts, ChangeRow, Lane, PaymentNews, Wish } from '../ledger/change-row.ts'

/**
 * Where changes and quotes are kept. Each call is one transaction. Times are the store's own: the instances that share a
 * store may have clocks that differ, so durations go in and moments come out.
 */
export interface Store {
  /** Makes a quote, unless its customer has `limit` of them that still hold. */
  addQuote(quote: NewQuote, limit: number): Promise<'added' | 'too_many'>
  findQuote(id: string): Promise<StoredQuote | null>

  /**
   * Writes a change, unless its key is taken or its subscription has an open change of the customer lane. The quote is used
   * up in the same transaction; one that is used or has expired stops it.
   */
  addChange(change: NewChange): Promise<AddedChange>
  findChange(by: ChangeQuery): Promise<ChangeRow | null>

  /** Milliseconds since the last change of a subscription ended; `null` when there was none. */
  endedAgo(target: string): Promise<number | null>

  /** Writes down what came from outside, whoever holds the change, and wakes it. */
  noteChange(id: string, note: ChangeNote): Promise<NotedChange>

  /**
   * Takes hold of one subscription that has something to do, or of the one asked for, and of all its changes that are open
   * or awake. At most one owner holds a subscription, so at most one call about it is under way.
   */
  claim(request: ClaimRequest): Promise<Claim | null>
  /** Keeps hold for another while. `null` when somebody else has it by now. */
  renew(claim: Claim, leaseMs: number): Promise<Claim | null>
  /**
   * Writes a step of a held change. A note that came in between keeps the change awake.
   *
   * @throws LeaseLostError when somebody else holds the subscription by now.
   */
  saveChange(claim: Claim, id: string, seenNotes: number, update: ChangeUpdate): Promise<ChangeRow>
  release(claim: Claim): Promise<void>

  /** Ends connections and timers. Calling it twice does no harm. */
  close(): Promise<void>
}

/** Somebody else holds the subscription: the worker stops, and writes nothing more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'

  constructor() {
    super('Somebody else holds this subscription by now.')
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
  target: string
  customerId: string
  key: string
  bodyHash: string
  state: ChangeState
  facts: ChangeFacts
  /** Milliseconds from now; `null` for a change that is written at its end. */
  wakeInMs: number | null
  quoteId: string | null
}

export type AddedChange =
  | { kind: 'added'; change: ChangeRow }
  /** A change with this key is there; whether it is the same one, its `bodyHash` says. */
  | { kind: 'same_key'; change: ChangeRow }
  | { kind: 'open'; change: ChangeRow }
  | { kind: 'quote_gone' }

/** `openOf` finds the open change of the customer lane. */
export type ChangeQuery =
  | { id: string }
  | { openOf: string }
  | { key: string; lane: Lane; target: string; customerId: string }

export type ChangeNote = { wish: Wish } | { payment: PaymentNews; chargeId: string | null }

/** `closed`: the change has ended, or was paid by another charge; the news belongs to no change. */
export type NotedChange = { kind: 'noted' | 'known' | 'closed'; change: ChangeRow } | { kind: 'unknown' }

export interface ClaimRequest {
  /** Fresh and random for each claim. */
  owner: string
  leaseMs: number
  /** The subscription to take hold of, whether something is due or not. */
  target?: string
}

export interface Claim {
  owner: string
  target: string
  /** The store's time at which the claim was made or renewed, and at which it ends. */
  now: number
  endsAt: number
  changes: readonly ChangeRow[]
}

export interface ChangeUpdate {
  state: ChangeState
  facts: ChangeFacts
  wakeInMs: number | null
  hasEnded: boolean
  /** Forgets a wish that has been granted or refused. */
  clearsWish: boolean
  /** What the provider said when it was asked, where its own news has not come yet. */
  paidBy: { chargeId: string | null } | null
}
