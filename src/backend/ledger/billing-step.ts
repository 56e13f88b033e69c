import type { ChangeReason } from '../../contract/change-reason.ts'
import { AnalyticsError } from '../../contract/error.ts'
import type { Package } from '../../contract/package.ts'
import { PaymentRefusedError } from '../payments/payment-errors.ts'
import type { GivenBack, RecurringCharge } from '../payments/payment-order.ts'
import { LeaseLostError } from './store.ts'
import { actionSteps, type BillingCall, type Step } from './action-steps.ts'
import { giveBackOf, standingAt } from './capabilities.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { giveBackPart, noteGivenBack } from './give-back-part.ts'
import { approvalPauseMs, giveBackPatienceMs } from './give-back-patience.ts'
import { pauseAfter, type StepResult, type WriteDown } from './next-step.ts'
import { stopRenewal } from './stop-renewal.ts'
import { insteadOfReturning } from './undecided-charge.ts'
import { isReportedPaid } from './unpaid-renewal.ts'
import { insteadOfEnding } from './website-to-end.ts'
import { lookAt, readWorld } from './world.ts'

type BillingStep = Exclude<Step, { on: 'platform' }>

/** One try of a step at the payment provider. */
export async function bill(
  parts: LedgerParts,
  hold: Hold,
  found: ChangeRow,
  step: BillingStep,
  writeDown: WriteDown,
): Promise<StepResult> {
  let change = found
  if (step.on === 'stray_charge') {
    const instead = await insteadOfReturning(parts, hold, change)
    if (instead) return instead
  }
  if (step.on === 'billing') {
    const checked = await checkAhead(parts, hold, change, writeDown)
    if ('kind' in checked) return checked
    change = checked.change
    // A try before had its effect, or the same was done in the provider's own pages.
    if (change.facts.attempts > 0 && standsAlready(change, step.call, checked.recurring)) {
      return { kind: 'reached', by: { raisesTurn: true } }
    }
    const isOff = change.facts.action === 'stop_renewal' && !checked.recurring?.renews
    if (isOff) return { kind: 'reached', by: {} }
  }
  const elapsed = hold.now() - (change.facts.triedSince ?? hold.now())
  const givesBack = step.on === 'give_back' || step.on === 'stray_charge'
  const patienceMs = givesBack ? giveBackPatienceMs(parts.payments, parts.timing) : parts.timing.giveUpMs
  change = await writeDown(change, {
    state: 'applying',
    facts: { attempts: change.facts.attempts + 1, triedSince: change.facts.triedSince ?? hold.now() },
    wakeInMs: 0,
  })
  try {
    const instead = step.on === 'charge_end' ? await insteadOfEnding(parts, hold, change) : null
    if (instead) return instead
    const carried = await carryOut(parts, change, step)
    if (carried.state === 'done') return { kind: 'reached', by: { raisesTurn: true } }
    if (carried.state === 'paid') return { kind: 'stuck', reason: 'paid_meanwhile' }
    if (carried.state === 'refused') throw new PaymentRefusedError(carried.message)
    // Once it was asked back it is on its way, whatever goes back beside it: only the provider's answer counts.
    const facts = step.on === 'stray_charge' ? { beside: null } : await stopRenewal(parts, change)
    if (elapsed > patienceMs) return await givenUp(parts, change, step, 'refund_failed')
    return { kind: 'waiting', next: { facts, wakeInMs: approvalPauseMs(elapsed) } }
  } catch (error) {
    if (error instanceof PaymentRefusedError) {
      const first = step.on === 'give_back' ? 'refund_failed' : 'provider_refused'
      const reason = change.facts.step === 0 ? first : 'charge_unchanged'
      return { kind: 'stuck', reason, foreignText: error.message }
    }
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'changing the recurring charge', error })
    if (elapsed > patienceMs) return givenUp(parts, change, step, 'provider_unreadable')
    return { kind: 'waiting', next: { wakeInMs: pauseAfter(elapsed) } }
  }
}

/** Without an answer: money that was asked back may be gone, or go later. */
async function givenUp(
  parts: LedgerParts,
  change: ChangeRow,
  { on }: BillingStep,
  reason: ChangeReason,
): Promise<StepResult> {
  if (on === 'give_back') await noteGivenBack(parts, change)
  return { kind: 'stuck', reason }
}

/**
 * Before the provider is touched, and at each repetition, the world is read anew: what the platform would refuse afterwards
 * is not begun. What stood before the first try is remembered for an undo.
 */
async function checkAhead(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  writeDown: WriteDown,
): Promise<{ change: ChangeRow; recurring: RecurringCharge | null } | StepResult> {
  const { facts } = change
  const after = actionSteps[facts.action][facts.step + 1]
  if (after?.on !== 'platform') return lookAtCharge(parts, hold, change, writeDown)
  const look = await lookAt(parts, hold, change, after.goal, true)
  if (look.kind === 'waiting') return look
  if (look.kind === 'unreadable') return { kind: 'stuck', reason: 'platform_unreadable' }
  if (look.verdict.kind === 'wait') return { kind: 'waiting', next: { wakeInMs: look.verdict.forMs } }
  if (look.verdict.kind === 'no') return { kind: 'stuck', reason: look.verdict.reason }
  const standing = look.world?.standing ?? null
  const recurring = standing?.recurring ?? null
  if (!('remembered' in facts) || facts.remembered.kind === 'read') return { change, recurring }
  const isCharged = standing === null || standing.recurring !== null
  if (facts.action === 'downgrade' && !isCharged && facts.quote.to.price.amountMinor > 0) {
    return { kind: 'stuck', reason: 'charge_missing' }
  }
  return { change: await remember(change, recurring, writeDown), recurring }
}

/** The platform has done its part: what is left is the charge. */
async function lookAtCharge(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  writeDown: WriteDown,
): Promise<{ change: ChangeRow; recurring: RecurringCharge | null } | StepResult> {
  const { facts, target, customerId } = change
  try {
    const { recurring } = await standingAt(parts, { target, customerId })
    const isRemembered = 'remembered' in facts && facts.remembered.kind === 'read'
    return { change: isRemembered ? change : await remember(change, recurring, writeDown), recurring }
  } catch (error) {
    if (error instanceof LeaseLostError) throw error
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'reading the recurring charge', error })
    const elapsed = hold.now() - (facts.triedSince ?? hold.now())
    if (elapsed > parts.timing.giveUpMs) return { kind: 'stuck', reason: 'provider_unreadable' }
    const triedSince = facts.triedSince ?? hold.now()
    return { kind: 'waiting', next: { facts: { triedSince }, wakeInMs: pauseAfter(elapsed) } }
  }
}

function remember(change: ChangeRow, recurring: RecurringCharge | null, writeDown: WriteDown): Promise<ChangeRow> {
  return writeDown(change, { state: 'applying', facts: { remembered: { kind: 'read', recurring } }, wakeInMs: 0 })
}

function standsAlready({ facts }: ChangeRow, call: BillingCall, recurring: RecurringCharge | null): boolean {
  if (!recurring) return false
  switch (call) {
    case 'cancel':
      return !recurring.renews
    case 'resume':
      return recurring.renews
    case 'schedule':
      return 'packageId' in facts && recurring.scheduledPackageId === facts.packageId
    case 'unschedule':
      return recurring.scheduledPackageId === null
    default:
      return call satisfies never
  }
}

/** `paid` when the charge was paid meanwhile, and so was not ended. */
type Carried = GivenBack | { state: 'paid' }

const done: Carried = { state: 'done' }

async function carryOut(parts: LedgerParts, change: ChangeRow, step: BillingStep): Promise<Carried> {
  const { facts, id: changeId, target, customerId } = change
  switch (step.on) {
    case 'billing':
      if (!parts.payments.recurring || (step.call !== 'resume' && hasNothingToChange(change))) return done
      await callBilling(parts, change, step.call, 'packageId' in facts ? facts.packageId : null)
      return done
    case 'charge_end': {
      if (facts.action === 'end_unpaid' && (await isReportedPaid(parts, change))) return { state: 'paid' }
      const unpaidInvoiceId = facts.action === 'end_unpaid' ? facts.invoiceId : null
      const { recurring } = parts.payments
      const ended = await recurring?.end({ changeId, target, customerId, unpaidInvoiceId }, parts.memories.of(change))
      return ended === 'paid' ? { state: 'paid' } : done
    }
    case 'stray_charge':
      return facts.action === 'refund_stray' ? giveBackOf(parts, change).charge(facts.chargeId) : done
    case 'give_back':
      if (facts.action !== 'give_back' && facts.action !== 'give_back_and_end') return done
      return giveBackPart(parts, change, facts)
    default:
      return step satisfies never
  }
}

/** True where the provider charges nothing for this subscription. */
function hasNothingToChange({ facts }: ChangeRow): boolean {
  if (!('remembered' in facts)) return false
  return facts.remembered.kind === 'read' && facts.remembered.recurring === null
}

/** @param packageId what the charge is scheduled for; of other calls it does not matter. */
export async function callBilling(
  parts: LedgerParts,
  change: ChangeRow,
  call: BillingCall,
  packageId: string | null,
): Promise<void> {
  const { recurring } = parts.payments
  if (!recurring) return
  const { id: changeId, target, customerId, facts } = change
  const order = { changeId, target, customerId }
  const memory = parts.memories.of(change)
  if (call === 'cancel' || call === 'resume') return recurring[call](order, memory)
  if (!recurring.schedule) {
    // Planned on the platform alone, by another hand: where no charge can be planned, none is to be dropped.
    if (call === 'unschedule') return
    throw new PaymentRefusedError('The provider cannot plan a smaller charge.')
  }
  if (call === 'unschedule') return recurring.unschedule(order, memory)
  const quoted = 'quote' in facts ? facts.quote?.to : undefined
  const to = quoted?.id === packageId ? quoted : await packageOf(parts, change, packageId)
  const { amountMinor, currency } = to.price
  const price = { packageId: to.id, amountMinor, currency, interval: to.interval }
  return recurring.schedule({ ...order, to: price }, memory)
}

async function packageOf(parts: LedgerParts, change: ChangeRow, packageId: string | null): Promise<Package> {
  const read = await readWorld(parts, change, false)
  const found = read.kind === 'read' ? read.world.packages.find(({ id }) => id === packageId) : undefined
  if (found) return found
  // Its website may have gone a moment ago: the next try finds that out.
  throw new AnalyticsError({
    code: 'not_found',
    message: 'The package that the charge is to be scheduled for is not known.',
  })
}

/** What has to be called so that the charge is as it was remembered, as far as this change has touched it. */
export function restoringCall(
  change: ChangeRow,
  current: RecurringCharge | null,
  isRenewalOn: boolean,
): { call: BillingCall; packageId: string | null } | null {
  const { facts } = change
  if (!('before' in facts) || !('remembered' in facts) || facts.remembered.kind === 'not_read') return null
  const was = facts.remembered.recurring
  if (current === null || was === null) return null
  const { scheduledPackageId } = was
  switch (facts.action) {
    case 'downgrade': {
      const isOurs = current.scheduledPackageId === facts.packageId && scheduledPackageId !== facts.packageId
      if (!isOurs) return null
      return scheduledPackageId === null
        ? { call: 'unschedule', packageId: null }
        : { call: 'schedule', packageId: scheduledPackageId }
    }
    case 'cancel': {
      // Renewal that another hand has turned off, there or on the platform too, stays off; and where the provider does not
      // say whose it was, it may have been. The watch turns it off on the platform as well then.
      const isOurs = current.renewalSetBy === change.id
      return was.renews && !current.renews && isOurs && isRenewalOn ? { call: 'resume', packageId: null } : null
    }
    case 'resume': {
      // Where the provider does not say whose it is, it is taken for ours: off is the side on which nothing is charged.
      const isAnothers = current.renewalSetBy !== undefined && current.renewalSetBy !== change.id
      return !was.renews && current.renews && !isAnothers ? { call: 'cancel', packageId: null } : null
    }
    case 'keep': {
      // Nothing can be planned for a charge that does not renew any more.
      const isOurs = current.renews && scheduledPackageId !== null && current.scheduledPackageId === null
      return isOurs ? { call: 'schedule', packageId: scheduledPackageId } : null
    }
    default:
      return facts satisfies never
  }
}
