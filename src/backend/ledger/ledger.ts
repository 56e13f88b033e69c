import { AnalyticsError } from '../../contract/error.ts'
import type { Money } from '../../contract/money.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { Decision, Resolution } from './resolution.ts'
import type { PaymentEvent } from '../payments/payment-event.ts'
import type { Contact, OutstandingPayment } from '../payments/payment-order.ts'
import { byCustomer, type Asked, type HistoryEntry } from './change-history.ts'
import type { ListQuery, NewChange } from './store.ts'
import { isPurchase, type GiveBackFacts, type OwnInvoice } from './change-facts.ts'
import { changeOpen } from './change-open.ts'
import { changeStates } from './change-states.ts'
import type { ChangeRow } from './change-row.ts'
import { viewOf } from './change-view.ts'
import { reversalKey } from './give-back-part.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { noteInvoice, reportedDue, type ReportedInvoice } from './own-billing.ts'
import { receiveNews } from './receive-news.ts'
import { recovery } from './recover.ts'
import { goneBackOf, returnedOf } from './returned-money.ts'
import { systemChange, type Subject } from './system-change.ts'
import { reportedOf } from './unpaid-renewal.ts'
import { wakeWatch } from './watch.ts'
import { workOnce } from './worker.ts'

export interface Ledger {
  /**
   * Writes a change and takes it as far as it goes in the time of a request. The same key is the same change. `null` when the
   * subscription has been changed since it was looked at: then it is to be decided anew.
   *
   * @throws AnalyticsError `conflict`, `change_open`, `quote_outdated` or `rate_limited`.
   */
  start(change: NewChange, contact?: Contact | null): Promise<ChangeRow | null>
  /** The change that was started with this key before, settled further. */
  repeated(by: Pick<NewChange, 'key' | 'target' | 'customerId' | 'bodyHash'>): Promise<ChangeRow | null>
  find(changeId: string): Promise<ChangeRow | null>
  list(query: ListQuery): Promise<ChangeRow[]>
  historyOf(changeId: string): Promise<HistoryEntry[]>
  openOf(target: string, customerId: string): Promise<ChangeRow | null>
  /**
   * The subscription's turn, for a decision on what is read from now on. It waits until the platform's reads show what the
   * last change did.
   */
  turnOf(target: string): Promise<number>
  /** Waits until the platform's reads show what anybody has done until now. */
  untilReadsShow(): Promise<void>
  /** Settles what can be settled now. */
  look(change: ChangeRow): Promise<ChangeRow>
  /** Withdraws a change that is not paid; one that was paid meanwhile goes on. */
  abandon(change: ChangeRow, asked?: Asked): Promise<ChangeRow>
  /** What the partner's person decided about a change that needs attention. @throws AnalyticsError `conflict`. */
  resolve(changeId: string, decision: Decision, asked: Asked): Promise<Resolution>
  /** False when it is ours and not known yet: the provider is to send it again. */
  receive(event: PaymentEvent, holder: SubscriptionHolder): Promise<boolean>
  /**
   * Ends the recurring charge of a subscription whose website is about to be deleted.
   *
   * @param madeAt when the website was made; `null` where the platform does not say.
   * @throws AnalyticsError, to be tried again, while that is not done: then nothing may be deleted yet.
   */
  endCharge(subject: Subject, madeAt: string | null): Promise<void>
  /**
   * Gives back what was paid for a change: once for each change. `terms` is what was decided, as text, at that turn. `null`
   * when the subscription has been changed since.
   *
   * @throws AnalyticsError `conflict` when something else was decided before; `change_open`.
   */
  giveBack(
    subject: Subject,
    what: GiveBackFacts,
    decided: { terms: string; seenTurn: number },
    asked: Asked,
  ): Promise<ChangeRow | null>
  /** What was given back of a change on these terms before, settled further. @throws as above. */
  givenBack(change: ChangeRow, terms: string): Promise<ChangeRow | null>
  /** The change by which the plan of before follows one that is reversed; `null` where nothing had to be changed. */
  followingOf(change: ChangeRow): Promise<ChangeRow | null>
  /** How much of what was paid for a change by that charge has gone back by another hand. */
  goneBackOf(change: ChangeRow, chargeId: string): Promise<number>
  /** What has gone back of what was paid for the period that ends then. */
  returnedOf(of: Pick<Subject, 'target' | 'customerId'>, periodEndsAt: string): Promise<Money | null>
  /** What the partner's own invoicing has said of an unpaid invoice so far; nothing where that is not known. */
  reportedOf(of: Pick<Subject, 'target' | 'customerId'>, invoiceId: string): Promise<OwnInvoice>
  /** Enters what the partner's own invoicing says of an invoice. */
  report(subject: Subject, invoice: ReportedInvoice): Promise<void>
  /** What the partner's own invoicing has reported as owed for a subscription. */
  reportedDue(of: Pick<Subject, 'target' | 'customerId'>): Promise<OutstandingPayment | null>
  /** Looks at the periods of a subscription from now on. */
  follow(subject: Subject): Promise<void>
  recover(): Promise<number>
  /** Starts the background loop. */
  begin(): void
  close(): Promise<void>
}

/** How long a subscription is not worked on again for those who wait for it. */
const pauseMs = 100
/** How often a change that sleeps is read by those who wait for it: news may wake it. */
const sleepingPauseMs = 250
/** How many subscriptions are remembered as just worked on before the old ones are forgotten. */
const mostTicks = 1_000
/** How many customers' names are known to this process, for payments that are being begun. */
const mostContacts = 1_000

interface Tick {
  /**
   * Work that does not end is not waited for beyond one call of the platform: on Workers the request that it was begun in may
   * be over, and its work with it.
   */
  startedAt: number
  endedAt: number | null
  work: Promise<unknown>
  /** The store's time, once the subscription was taken hold of. */
  now: (() => number) | null
}

export function createLedger(parts: LedgerParts): Ledger {
  const { store, timing, runtime } = parts
  const { sleep, steady } = runtime
  const loop = recovery(parts)
  const underWay = new Set<Promise<unknown>>()
  const ticks = new Map<string, Tick>()

  function workOn(target: string): Promise<Hold | null> {
    const work = workOnce(parts, target).catch((error: unknown) => {
      parts.emit({ type: 'attempt.failed', changeId: null, operation: 'settling', error })
      return null
    })
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
    return work
  }

  /** However many wait for a subscription, this process works on it once at a time. */
  function tick(target: string): Tick {
    const now = steady()
    const last = ticks.get(target)
    if (last && now < (last.endedAt === null ? last.startedAt + timing.callTimeoutMs : last.endedAt + pauseMs)) {
      return last
    }
    const work = workOn(target)
    const started: Tick = { startedAt: now, endedAt: null, work, now: null }
    ticks.set(target, started)
    void work.then((hold) => {
      started.endedAt = steady()
      started.now = hold && (() => hold.now())
      if (ticks.size > mostTicks) forgetOldTicks()
    })
    return started
  }

  function forgetOldTicks(): void {
    for (const [target, { endedAt }] of ticks)
      if (endedAt !== null && endedAt + pauseMs < steady()) ticks.delete(target)
  }

  /**
   * Works on a subscription until the change, as it was just read, has come to a rest, or the time is over; the work then
   * goes on behind.
   */
  async function drive(change: ChangeRow, withinMs: number): Promise<ChangeRow> {
    let last = ticks.get(change.target) ?? null
    // Most who ask again and again ask about a payment that is open, and nothing is due before it is made.
    if (isAtRest(change) && sleepsForMs(change, last) > 0) return change
    const until = steady() + withinMs
    const tooLong = sleep(withinMs)
    for (let found = change; ;) {
      // A change that sleeps needs nothing done, so its subscription is not claimed.
      if (sleepsForMs(found, last) <= 0) {
        last = tick(change.target)
        await Promise.race([last.work, tooLong])
      }
      found = (await store.findChange({ id: change.id })) ?? change
      const left = until - steady()
      if (isAtRest(found) || left <= 0) return found
      const asleepMs = sleepsForMs(found, last)
      await sleep(Math.min(left, asleepMs <= 0 ? pauseMs : Math.min(asleepMs, sleepingPauseMs)))
    }
  }

  /** 0 also when the store's time is not known here. */
  function sleepsForMs({ wakeAt }: ChangeRow, last: Tick | null): number {
    return wakeAt === null || !last?.now ? 0 : wakeAt - last.now()
  }

  async function repeated({ key, target, customerId, bodyHash }: Parameters<Ledger['repeated']>[0]) {
    const twin = await store.findChange({ key, lane: 'customer', target, customerId })
    if (!twin) return null
    if (twin.bodyHash !== bodyHash) throw otherBody()
    return isAtRest(twin) ? twin : drive(twin, timing.answerWithinMs)
  }

  async function sameReversal(change: ChangeRow, bodyHash: string): Promise<ChangeRow> {
    if (change.bodyHash !== bodyHash) throw reversedOtherwise()
    return isAtRest(change) ? change : drive(change, timing.answerWithinMs)
  }

  return {
    async start(change, contact = null) {
      if (contact) rememberContact(parts.contacts, change.id, contact)
      const added = await store.addChange(change, parts.changeLimit)
      switch (added.kind) {
        case 'added':
          return drive(added.change, timing.answerWithinMs)
        case 'same_key':
          if (added.change.bodyHash !== change.bodyHash) throw otherBody()
          return isAtRest(added.change) ? added.change : drive(added.change, timing.answerWithinMs)
        case 'open':
          throw changeOpen(added.change)
        case 'outrun':
          return null
        case 'quote_gone':
          throw quoteOutdated()
        case 'too_many':
          throw tooManyChanges()
        default:
          return added satisfies never
      }
    },
    repeated,
    find: (id) => store.findChange({ id }),
    list: (query) => store.listChanges(query),
    historyOf: (changeId) => store.historyOf(changeId),
    openOf: (target, customerId) => store.findChange({ openOf: target, customerId }),
    async turnOf(target) {
      const { turn, changedAgoMs } = await store.standingOf(target)
      const lagMs = changedAgoMs === null ? 0 : timing.readLagMs - changedAgoMs
      if (lagMs > 0) await sleep(lagMs)
      return turn
    },
    untilReadsShow: () => sleep(timing.readLagMs),
    async look(change) {
      if (!changeStates[change.state].isOpen) return change
      // Whoever only asks does not wait for what is slow.
      return drive(change, Math.min(1_000, timing.answerWithinMs))
    },
    async abandon(change, asked = byCustomer) {
      if (change.state !== 'awaiting_payment') return change
      const noted = await store.noteChange(change.id, { wish: 'abandon', ...asked })
      return drive(noted.kind === 'unknown' ? change : noted.change, timing.answerWithinMs)
    },
    async resolve(changeId, decision, asked) {
      const change = await store.findChange({ id: changeId })
      if (change?.state !== 'needs_attention') throw nothingToResolve(noneWaits)
      if (decision === 'refund' && change.lane === 'system') {
        throw nothingToResolve(
          'This was caused by the payment provider or the clock, and holds no money: retry or close it.',
        )
      }
      const noted = await store.noteChange(change.id, { wish: decision, ...asked })
      // The system has taken it up again meanwhile, or another person has decided.
      if (noted.kind !== 'noted') throw nothingToResolve(noneWaits)
      const resolved = await drive(noted.change, timing.answerWithinMs)
      const isThere = decision === 'refund' && resolved.state === 'applied'
      return { outcome: isThere ? 'already_applied' : 'as_decided', change: viewOf(resolved) }
    },
    async receive(event, holder) {
      const { isTaken, target } = await receiveNews(parts, event, holder)
      // Not waited for: the provider wants its answer, and the loop would come by in any case.
      if (target !== null) void workOn(target)
      return isTaken
    },
    async endCharge(subject, madeAt) {
      if (!parts.payments.recurring) return
      const { turn } = await store.standingOf(subject.target)
      const website = { kind: 'going', madeAt } as const
      const cause = { action: 'end_charge', reason: 'website_gone', website } as const
      const end = systemChange(cause, subject, `turn-${turn}`, runtime.newId)
      const added = await store.addChange(end)
      if (added.kind !== 'added' && added.kind !== 'same_key') throw notEnded()
      const settled = await drive(added.change, timing.answerWithinMs)
      if (settled.state !== 'applied') throw notEnded()
    },
    async giveBack(subject, what, { terms, seenTurn }, asked) {
      const wanted = systemChange(what, subject, what.of, runtime.newId)
      const bodyHash = await runtime.digest(terms)
      const key = reversalKey(what.of)
      const added = await store.addChange({ ...wanted, key, bodyHash, seenTurn, isAlone: true, ...asked })
      if (added.kind === 'added') return drive(added.change, timing.answerWithinMs)
      if (added.kind === 'same_key') return sameReversal(added.change, bodyHash)
      if (added.kind === 'open') throw changeOpen(added.change)
      if (added.kind === 'outrun') return null
      throw new Error('A reversal has no quote and no limit.')
    },
    async givenBack({ id, target, customerId }, terms) {
      const known = await store.findChange({ key: reversalKey(id), lane: 'system', target, customerId })
      return known && sameReversal(known, await runtime.digest(terms))
    },
    followingOf: ({ id, target, customerId }) =>
      store.findChange({ key: reversalKey(id), lane: 'customer', target, customerId }),
    goneBackOf: (change, chargeId) => goneBackOf(store, change, { chargeId, of: change.id }),
    returnedOf: (of, periodEndsAt) => returnedOf(store, of, periodEndsAt),
    reportedOf: (of, invoiceId) => reportedOf(store, of, invoiceId),
    async report(subject, invoice) {
      await noteInvoice(parts, subject, invoice)
      void workOn(subject.target)
    },
    reportedDue: (of) => reportedDue(store, of),
    follow: (subject) => wakeWatch(parts, subject).then(() => void workOn(subject.target)),
    recover: () => loop.recover(),
    begin: () => loop.begin(),
    async close() {
      await loop.end()
      await Promise.allSettled(underWay)
    },
  }
}

/** Of this process only, and of the newest changes: a payment is begun within seconds. */
function rememberContact(contacts: LedgerParts['contacts'], changeId: string, contact: Contact): void {
  const [oldest] = contacts.keys()
  if (oldest !== undefined && contacts.size >= mostContacts) contacts.delete(oldest)
  contacts.set(changeId, contact)
}

/** True when nothing more happens without the customer, the partner or time. */
function isAtRest({ state, facts, wish, paymentNews }: ChangeRow): boolean {
  if (!changeStates[state].isOpen) return true
  // A worker that was about to leave may not have seen it.
  if (wish !== null || (state === 'awaiting_payment' && paymentNews === 'paid')) return false
  if (state === 'needs_attention') return true
  const payment = isPurchase(facts) ? facts.payment : null
  return state === 'awaiting_payment' && payment?.kind === 'started' && payment.step.kind !== 'wait'
}

function otherBody(): AnalyticsError {
  return new AnalyticsError({
    code: 'conflict',
    message: 'This idempotency key belongs to another change.',
    hint: 'Make a new key for each change; keep it only to repeat the same one.',
  })
}

function reversedOtherwise(): AnalyticsError {
  return new AnalyticsError({ code: 'conflict', message: 'This change has already been reversed, in another way.' })
}

function quoteOutdated(): AnalyticsError {
  return new AnalyticsError({ code: 'quote_outdated', message: 'This offer has expired or was used.' })
}

export function tooManyChanges(): AnalyticsError {
  return new AnalyticsError({
    code: 'rate_limited',
    message: 'Too many changes were started in a short time. Try again in a few minutes.',
    retryable: true,
  })
}

const noneWaits = 'There is no such change that needs attention.'

function nothingToResolve(message: string): AnalyticsError {
  return new AnalyticsError({ code: 'conflict', message })
}

function notEnded(): AnalyticsError {
  return new AnalyticsError({
    code: 'platform_unavailable',
    message: 'The recurring charge could not be ended yet, so nothing was deleted.',
    retryable: true,
  })
}
