import type { PlatformCall, PlatformGoal } from './action-steps.ts'
import { seenIn } from './alignment.ts'
import { callBilling } from './billing-step.ts'
import { countsOnCredit, isPurchase, type ChangeFacts, type FactsPatch } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { PaymentRefusedError } from '../payments/payment-errors.ts'
import { pauseAfter, type NextStep, type StepResult, type WriteDown } from './next-step.ts'
import type { World } from './verdict-shape.ts'
import { replacesPeriod } from './verdict.ts'
import { lookAt } from './world.ts'

/**
 * One look at a goal on the platform. It reads before it sends anything: whoever finds a change cannot know whether its call
 * has left already.
 */
export async function reach(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  goal: PlatformGoal,
  writeDown: WriteDown,
): Promise<StepResult> {
  const { facts } = change
  const { timing } = parts
  // Asked right before a call: whether an earlier one has had its effect does not depend on what is outstanding.
  const mayLeave = quietLeft(hold, change, timing.readLagMs) <= 0
  const countsOnPeriod = isPurchase(facts) && (countsOnCredit(facts) || replacesPeriod(facts))
  const needsPaidPeriod = mayLeave && goal === 'package' && countsOnPeriod
  const earlier = needsPaidPeriod && facts.attempts > 0 ? await lookAt(parts, hold, change, goal) : null
  const isSettled = earlier !== null && !(earlier.kind === 'seen' && earlier.verdict.kind === 'send')
  const lookedAt = hold.now()
  const look = isSettled ? earlier : await lookAt(parts, hold, change, goal, needsPaidPeriod || undefined)
  if (look.kind === 'waiting') return look
  if (look.kind === 'unreadable') return { kind: 'stuck', reason: 'platform_unreadable' }
  const { verdict } = look
  if (verdict.kind === 'done') {
    return { kind: 'reached', by: { raisesTurn: facts.attempts > 0, ...seenAfter(facts, look.world) } }
  }
  if (verdict.kind === 'wait') return { kind: 'waiting', next: { wakeInMs: verdict.forMs } }
  // Until an effect can no longer be on its way, a reading proves only what it shows.
  const quietMs = quietLeft(hold, change, timing.readLagMs)
  const now = hold.now()
  if (quietMs > 0) {
    return { kind: 'waiting', next: { wakeInMs: Math.min(quietMs, pauseAfter(now - (facts.sentAt ?? now))) } }
  }
  // While that was read the call before ran out: what is outstanding was not asked for.
  if (!mayLeave) return { kind: 'waiting', next: { wakeInMs: 0 } }
  if (verdict.kind === 'no') return { kind: 'stuck', reason: verdict.reason }
  if (facts.lastOutcome === 'refused') return { kind: 'stuck', reason: 'platform_refused' }
  const elapsed = now - (facts.triedSince ?? now)
  if (elapsed > timing.giveUpMs) return { kind: 'stuck', reason: 'not_carried_out' }
  if (isPaidMeanwhile(parts, change)) return { kind: 'stuck', reason: 'paid_meanwhile' }
  if (verdict.kind === 'bill') return alignCharge(parts, hold, change, verdict, writeDown)
  const sent = await send(parts, hold, change, { goal, lookedAt, ...verdict }, writeDown)
  return sent.kind === 'reached' ? { ...sent, by: { ...sent.by, ...seenAfter(facts, look.world, verdict.call) } } : sent
}

/** True where the partner's own invoicing has reported it since the step before. */
function isPaidMeanwhile({ payments }: LedgerParts, { facts, paymentNews }: ChangeRow): boolean {
  return facts.action === 'end_unpaid' && paymentNews === 'paid' && !payments.recurring
}

/** What the watch is to know of both sides once they have been brought together. */
function seenAfter(facts: ChangeFacts, world: World | null, sent?: PlatformCall): Pick<NextStep, 'facts'> {
  if (facts.action !== 'align' || !world) return {}
  const seen = seenIn(world, facts.seen?.isApart ?? false)
  return {
    facts: {
      seen: sent === 'cancel' ? { ...seen, renewal: 'off' } : sent === 'resume' ? { ...seen, renewal: 'on' } : seen,
    },
  }
}

/** A refusal has no effect, but the reads may still show what stood before it. */
function quietLeft(hold: Hold, { facts }: ChangeRow, readLagMs: number): number {
  if (facts.lastOutcome !== 'refused') return hold.quietForMs()
  return facts.sentAt === null ? 0 : facts.sentAt + readLagMs - hold.now()
}

interface Sending {
  goal: PlatformGoal
  call: PlatformCall
  packageId: string | null
  /** When the look began that the call is decided on, in the hold's time. */
  lookedAt: number
  /** True where this change has turned renewal off itself, as the platform has just confirmed. */
  hasTurnedOff?: boolean
}

async function send(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  { goal, call, packageId, lookedAt, hasTurnedOff = hasTurnedOffIn(change) }: Sending,
  writeDown: WriteDown,
): Promise<StepResult> {
  const { timing } = parts
  const before = change.facts
  // Whatever stands while this call has no answer may be another hand's.
  const known = before.action === 'keep' ? { hasTurnedOff } : {}
  const unknown = before.action === 'keep' ? { hasTurnedOff: false } : {}
  const { written, isFresh } = await writeIntent(parts, hold, change, unknown, writeDown)
  const answered = { call: { kind: 'answered' } } as const
  const unsent = (): StepResult => {
    const facts = { sentAt: before.sentAt, lastOutcome: before.lastOutcome, ...known }
    const elapsed = hold.now() - (written.facts.triedSince ?? hold.now())
    return { kind: 'waiting', next: { facts, wakeInMs: pauseAfter(elapsed), ...answered } }
  }
  // A process can stall while it writes, and the website be another customer's when it wakes up: then it looks again.
  const isOutdated = hold.now() - lookedAt > timing.callTimeoutMs + timing.graceMs
  if (!isFresh || isOutdated || isPaidMeanwhile(parts, written)) return unsent()
  const sent = await parts.subscription.send(call, written.facts, packageId)
  switch (sent.kind) {
    case 'done':
      if (goal === 'plan_kept' && call === 'cancel') {
        const onwards = { goal, call: 'resume', packageId: null, lookedAt, hasTurnedOff: true } as const
        return send(parts, hold, written, onwards, writeDown)
      }
      return { kind: 'reached', by: { raisesTurn: true, ...answered } }
    case 'refused': {
      const facts = { lastOutcome: 'refused', foreignText: sent.message, sentAt: hold.now(), ...known } as const
      return { kind: 'waiting', next: { facts, wakeInMs: timing.readLagMs, ...answered } }
    }
    case 'unknown':
      return { kind: 'waiting', next: { wakeInMs: timing.readLagMs } }
    case 'unsent':
      return unsent()
    default:
      return sent satisfies never
  }
}

function hasTurnedOffIn({ facts }: ChangeRow): boolean {
  return facts.action === 'keep' && facts.hasTurnedOff === true
}

/** What the writing of an intent may take beside the grace of its call, as a share of the grace. */
const writingShare = 0.2
/** So often an intent is written again because writing it took longer. */
const mostWritings = 3

/**
 * The grace of a call is stored before the call leaves, and so begins earlier. Only what still has the whole of it may leave,
 * however slow the store was.
 */
async function writeIntent(
  { timing }: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  also: FactsPatch,
  writeDown: WriteDown,
): Promise<{ written: ChangeRow; isFresh: boolean }> {
  let written = change
  for (let times = 0; times < mostWritings; times++) {
    written = await writeDown(written, {
      state: 'applying',
      facts: {
        sentAt: hold.now(),
        triedSince: change.facts.triedSince ?? hold.now(),
        attempts: change.facts.attempts + 1,
        lastOutcome: 'unknown',
        ...also,
      },
      wakeInMs: 0,
      call: { kind: 'leaves', graceMs: timing.graceMs * (1 + writingShare) },
    })
    await hold.lastsFor(timing.callTimeoutMs + timing.graceMs)
    if (hold.graceLeftMs() >= timing.graceMs) return { written, isFresh: true }
  }
  return { written, isFresh: false }
}

/** Where platform and provider are brought together by a call to the provider; the next look sees whether they are. */
async function alignCharge(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  { call, packageId }: { call: 'cancel' | 'resume' | 'schedule' | 'unschedule'; packageId: string | null },
  writeDown: WriteDown,
): Promise<StepResult> {
  const written = await writeDown(change, {
    state: 'applying',
    facts: { attempts: change.facts.attempts + 1, triedSince: change.facts.triedSince ?? hold.now() },
    wakeInMs: 0,
  })
  const isFirst = change.facts.triedSince === null
  const pauseMs = () => pauseAfter(hold.now() - (written.facts.triedSince ?? hold.now()))
  try {
    await callBilling(parts, written, call, packageId)
    // What the provider has accepted and does not show yet is not called for each second.
    return { kind: 'waiting', next: { wakeInMs: isFirst ? 0 : pauseMs(), raisesTurn: true } }
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'changing the recurring charge', error })
    if (error instanceof PaymentRefusedError) {
      return { kind: 'stuck', reason: 'charge_unchanged', foreignText: error.message }
    }
    return { kind: 'waiting', next: { wakeInMs: pauseMs() } }
  }
}
