import { AnalyticsError } from '../../contract/error.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { PaymentEvent } from '../payments/payments.ts'
import type { NewChange } from '../stores/store.ts'
import { changeStates } from './change-states.ts'
import type { ChangeRow } from './change-row.ts'
import { viewOf } from './change-view.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { recovery } from './recover.ts'
import { systemChange } from './system-change.ts'
import { workOnce } from './worker.ts'

export interface Ledger {
  /**
   * Writes a change and takes it as far as it goes in the time of a request. The same key is the same change.
   *
   * @throws AnalyticsError `conflict`, `change_open` or `quote_outdated`.
   */
  start(change: NewChange): Promise<ChangeRow>
  /** The change that was started with this key before, settled further. */
  repeated(by: Pick<NewChange, 'key' | 'target' | 'customerId' | 'bodyHash'>): Promise<ChangeRow | null>
  find(changeId: string): Promise<ChangeRow | null>
  openOf(target: string, customerId: string): Promise<ChangeRow | null>
  /**
   * Whether a reading that began so long ago may be older than what the last change did. It then waits until the platform's
   * reads have caught up, and what was read is to be read again.
   */
  outranReads(target: string, readAgoMs: number): Promise<boolean>
  /** Settles what can be settled now. */
  look(change: ChangeRow): Promise<ChangeRow>
  /** Lets go of a change that is not paid; one that was paid meanwhile goes on. */
  abandon(change: ChangeRow): Promise<ChangeRow>
  /** What the partner's person decided about a change that needs attention. */
  resolve(changeId: string, decision: 'retry' | 'refund'): Promise<ChangeRow>
  /** False when it is ours and not known yet: the provider is to send it again. */
  receive(event: PaymentEvent, holder: SubscriptionHolder): Promise<boolean>
  recover(): Promise<number>
  /** Starts the background loop. */
  begin(): void
  close(): Promise<void>
}

export function createLedger(parts: LedgerParts): Ledger {
  const { store, timing, runtime } = parts
  const { sleep, steady } = runtime
  const loop = recovery(parts)
  const underWay = new Set<Promise<unknown>>()

  function workOn(target: string): Promise<unknown> {
    const work = workOnce(parts, target).catch((error: unknown) => {
      parts.emit({ type: 'trouble', changeId: null, doing: 'settling', error })
    })
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
    return work
  }

  /** Works on a subscription until the change has come to a rest, or the time is over; the work then goes on behind. */
  async function drive(change: ChangeRow, withinMs: number): Promise<ChangeRow> {
    const until = steady() + withinMs
    for (;;) {
      const work = workOn(change.target)
      await Promise.race([work, sleep(until - steady())])
      const now = (await store.findChange({ id: change.id })) ?? change
      const left = until - steady()
      if (isAtRest(now) || left <= 0) return now
      await sleep(Math.min(left, 100))
    }
  }

  async function note(change: ChangeRow, wish: 'abandon' | 'retry' | 'refund'): Promise<ChangeRow> {
    await store.noteChange(change.id, { wish })
    return drive(change, timing.answerWithinMs)
  }

  async function repeated({ key, target, customerId, bodyHash }: Parameters<Ledger['repeated']>[0]) {
    const twin = await store.findChange({ key, lane: 'customer', target, customerId })
    if (!twin) return null
    if (twin.bodyHash !== bodyHash) throw otherBody()
    return isAtRest(twin) ? twin : drive(twin, timing.answerWithinMs)
  }

  return {
    async start(change) {
      const added = await store.addChange(change)
      switch (added.kind) {
        case 'added':
          return isAtRest(added.change) ? added.change : drive(added.change, timing.answerWithinMs)
        case 'same_key':
          if (added.change.bodyHash !== change.bodyHash) throw otherBody()
          return isAtRest(added.change) ? added.change : drive(added.change, timing.answerWithinMs)
        case 'open':
          throw changeOpen(added.change)
        case 'outrun':
        case 'quote_gone':
          throw quoteOutdated()
        case 'too_many':
          throw new AnalyticsError({
            code: 'rate_limited',
            message: 'Too many changes were started in a short time. Try again in a few minutes.',
            retryable: true,
          })
        default:
          return added satisfies never
      }
    },
    repeated,
    find: (id) => store.findChange({ id }),
    openOf: (target, customerId) => store.findChange({ openOf: target, customerId }),
    async outranReads(target, readAgoMs) {
      const { changedAgoMs } = await store.standingOf(target)
      if (changedAgoMs === null || changedAgoMs - readAgoMs >= timing.readLagMs) return false
      await sleep(timing.readLagMs - changedAgoMs)
      return true
    },
    async look(change) {
      if (!changeStates[change.state].isOpen) return change
      // Whoever only asks does not wait for what is slow.
      return drive(change, Math.min(1_000, timing.answerWithinMs))
    },
    async abandon(change) {
      if (change.state !== 'awaiting_payment') return change
      return note(change, 'abandon')
    },
    async resolve(changeId, decision) {
      const change = await store.findChange({ id: changeId })
      if (change?.state !== 'needs_attention') {
        throw new AnalyticsError({ code: 'conflict', message: 'There is no such change that needs attention.' })
      }
      return note(change, decision)
    },
    async receive(event, holder) {
      const { isTaken, target } = await receive(parts, event, holder)
      // Not waited for: the provider wants its answer, and the loop would come by in any case.
      if (target !== null) void workOn(target)
      return isTaken
    },
    recover: () => loop.recover(),
    begin: () => loop.begin(),
    async close() {
      await loop.end()
      await Promise.allSettled(underWay)
    },
  }
}

/** What became of a piece of news; `target` is the subscription that has something to do now. */
interface Received {
  isTaken: boolean
  target: string | null
}

const unknownYet: Received = { isTaken: false, target: null }
const noted = (target: string | null): Received => ({ isTaken: true, target })

async function receive(parts: LedgerParts, event: PaymentEvent, holder: SubscriptionHolder): Promise<Received> {
  const { store, timing, runtime } = parts
  const { newId } = runtime
  switch (event.kind) {
    case 'not_ours':
      return noted(null)
    case 'paid': {
      const news = await store.noteChange(event.changeId, { payment: 'paid', chargeId: event.chargeId })
      if (news.kind === 'unknown') return unknownYet
      const { target, customerId, facts } = news.change
      if (news.kind === 'closed') {
        const about = { target, customerId, websiteId: facts.websiteId }
        await store.addChange(
          systemChange('refund_stray', about, { id: event.chargeId, graceEndsAt: null }, facts.holder, newId),
        )
      }
      return noted(target)
    }
    case 'failed':
    case 'abandoned': {
      const news = await store.noteChange(event.changeId, { payment: event.kind, chargeId: null })
      return news.kind === 'unknown' ? unknownYet : noted(news.change.target)
    }
    case 'renewed': {
      const paid = systemChange('await_renewal', event, { id: event.invoiceId, graceEndsAt: null }, holder, newId)
      const added = await store.addChange({ ...paid, state: 'applied', wakeInMs: null })
      if (added.kind !== 'same_key') return noted(null)
      await store.noteChange(added.change.id, { payment: 'paid', chargeId: event.invoiceId })
      return noted(event.target)
    }
    case 'renewal_failed': {
      const graceEndsAt = new Date(parts.now().getTime() + timing.renewalGraceMs).toISOString()
      await store.addChange(systemChange('await_renewal', event, { id: event.invoiceId, graceEndsAt }, holder, newId))
      return noted(null)
    }
    case 'ended':
    case 'changed_elsewhere':
      await store.addChange(
        systemChange('mirror_billing', event, { id: event.eventId, graceEndsAt: null }, holder, newId),
      )
      return noted(event.target)
    default:
      return event satisfies never
  }
}

/** True when nothing more happens without the customer, the partner or time. */
function isAtRest({ state, facts, wish }: ChangeRow): boolean {
  if (!changeStates[state].isOpen) return true
  // A worker that was about to leave may not have seen it.
  if (wish !== null) return false
  if (state === 'needs_attention') return true
  return state === 'awaiting_payment' && facts.payment !== null && facts.payment.kind !== 'wait'
}

function otherBody(): AnalyticsError {
  return new AnalyticsError({
    code: 'conflict',
    message: 'This idempotency key belongs to another change.',
    hint: 'Make a new key for each change; keep it only to repeat the same one.',
  })
}

/** A second change while one is open: the answer holds the first. */
export function changeOpen(open: ChangeRow): AnalyticsError {
  return new AnalyticsError({
    code: 'change_open',
    message: 'Another change of this plan is under way.',
    details: viewOf(open),
  })
}

function quoteOutdated(): AnalyticsError {
  return new AnalyticsError({ code: 'quote_outdated', message: 'This offer has expired or was used.' })
}
