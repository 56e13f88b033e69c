import { AnalyticsError } from '../../contract/error.ts'
import type { Money } from '../../contract/money.ts'
import { runningPeriod, type Period } from '../../contract/periods.ts'
import { shareOf } from '../../contract/share-of.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import { boughtBy, type Before } from '../ledger/change-facts.ts'
import type { Asked } from '../ledger/change-history.ts'
import { changeStates } from '../ledger/change-states.ts'
import { viewOf } from '../ledger/change-view.ts'
import { changeOpen } from '../ledger/change-open.ts'
import { chargeThatPaid } from '../ledger/charge-that-paid.ts'
import { isBegunByLater } from '../ledger/delivered-period.ts'
import { reversalKey } from '../ledger/give-back-part.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { subjectOf } from '../ledger/system-change.ts'
import { notFound, readingOf, type Reading } from '../platform/platform.ts'
import { beginChange, busy } from '../changes/begin-change.ts'
import type { Services } from '../settings/services.ts'
import { recordOf, type RecordedChange } from './recorded-change.ts'

/** How much of a change's money goes back, and what becomes of the plan that it brought. */
export type ReversalTerms =
  | {
      /** All that was paid for the change, or so much of it. */
      refund: 'all' | Money
      /**
       * `keep`: the plan stays as it is. `end`: it ends as an unpaid one would, a website's yearly plan now and any other with
       * its period. `previous`: the plan of before follows at the end of the period; renewal is turned off where that was
       * free or not to renew, or is not listed by the platform any more.
       */
      plan: 'keep' | 'end' | 'previous'
    }
  /** The share of what was paid that the rest of the running period is of the whole. Who keeps the plan has used it all. */
  | { refund: 'unused'; plan: 'end' | 'previous' }

/** What a reversal has begun. */
export interface Reversal {
  /** The row by which the money goes back: on its way there, or there. */
  reversal: RecordedChange
  /** The change by which the plan of before follows; `null` where the plan is kept or ended, or would not have renewed. */
  planChange: SubscriptionChange | null
}

/** What was paid for a change, and what stood before it. */
interface Bought {
  due: Money
  /** What has not gone back of it yet. */
  left: Money
  chargeIds: readonly string[]
  packageId: string | null
  before: Before | null
}

/** @throws AnalyticsError `conflict` for a change that has nothing to reverse; `change_open`; `not_supported`. */
export async function reverseChange(
  services: Services,
  change: ChangeRow,
  terms: ReversalTerms,
  asked: Asked,
): Promise<Reversal> {
  const { ledger, settings } = services
  if (settings.payments.collect && !settings.payments.giveBack?.part) throw cannotGiveBack()
  const { refund, plan } = terms
  const decided = JSON.stringify([refund, plan])
  const paid = paymentFor(change)
  const known = await ledger.givenBack(change, decided)
  if (known) return { reversal: recordOf(known), planChange: await followingOf(services, change, plan) }
  for (let looks = 1; looks <= mostLooks; looks++) {
    // What is decided on is read after the turn: what the customer buys in between stops this look.
    const seenTurn = await ledger.turnOf(change.target)
    const open = await ledger.openOf(change.target, change.customerId)
    const isItsOwn = open?.key === reversalKey(change.id)
    if (open && !isItsOwn) throw changeOpen(open)
    const bought = await lessGoneBack(services, change, paid)
    const goneBefore = bought.due.amountMinor - bought.left.amountMinor
    const running = await runningPlanOf(services, change, bought)
    if (plan === 'previous' && change.facts.action === 'past') throw conflict(forgotten)
    const amount = amountOf(terms, bought, running, settings.now())
    if (plan !== 'keep' && !running) throw conflict('The plan that this change brought is not running any more.')
    // First: until it is applied, and where the rules do not allow it, nothing goes back.
    if (plan === 'previous') await goBack(services, change, bought, asked)
    const row = await ledger.giveBack(
      subjectOf(change),
      {
        action: plan === 'end' ? 'give_back_and_end' : 'give_back',
        of: change.id,
        chargeIds: bought.chargeIds,
        amount,
        ...(goneBefore > 0 && { goneBefore }),
        periodEndsAt: running?.endsAt ?? null,
        boughtPackageId: bought.packageId,
      },
      { terms: decided, seenTurn },
      asked,
    )
    if (row) return { reversal: recordOf(row), planChange: await followingOf(services, change, plan) }
  }
  throw busy()
}

/** The plan of before follows by a change of its own, and so the first look is in vain; more of them are others' changes. */
const mostLooks = 6

const forgotten = 'Which plan there was before this change is not kept any more.'

async function followingOf({ ledger }: Services, change: ChangeRow, plan: ReversalTerms['plan']) {
  const following = plan === 'previous' ? await ledger.followingOf(change) : null
  return following && viewOf(following)
}

function paymentFor(change: ChangeRow): Bought {
  const { state, facts } = change
  if (state !== 'applied') throw conflict('Only a change that was applied can be reversed.')
  const payment = facts.action === 'past' ? facts.paid : 'payment' in facts ? facts.payment : null
  const due = 'due' in facts ? facts.due : null
  if (!payment || !due) throw conflict('Nothing was paid for this change.')
  const paidBy = chargeThatPaid(change)
  return {
    due,
    left: due,
    chargeIds: paidBy === null ? [] : [paidBy],
    packageId: boughtBy(facts),
    before: 'before' in facts ? facts.before : null,
  }
}

/** What the bank or another hand has given back already does not go back once more. */
async function lessGoneBack({ ledger }: Services, change: ChangeRow, bought: Bought): Promise<Bought> {
  const [chargeId] = bought.chargeIds
  if (chargeId === undefined) return bought
  const goneBack = await ledger.goneBackOf(change, chargeId)
  return { ...bought, left: { ...bought.due, amountMinor: Math.max(0, bought.due.amountMinor - goneBack) } }
}

interface Running {
  period: Period
  endsAt: string
}

/** The period that the change has begun, while it runs: before its renewal, and before another plan was bought. */
async function runningPlanOf(
  { platform, settings }: Services,
  change: ChangeRow,
  { packageId }: Bought,
): Promise<Running | null> {
  const { customerId, facts } = change
  const website = await platform.website(facts.websiteId)
  if (website?.intpCustomerId !== customerId || packageId === null) return null
  const { known } = await platform.packages(website, facts.holder)
  const reading = readingOf(website, known)
  const { subscription, lastPackageChangeAt } = reading
  const period = runningPeriod(subscription, [lastPackageChangeAt])
  if (!period || !isOn(reading, packageId)) return null
  const isFirst = lastPackageChangeAt !== null && Date.parse(lastPackageChangeAt) === period.start
  const isLast = isFirst && !(await isBegunByLater(settings.store, change, packageId))
  return isLast ? { period, endsAt: new Date(period.end).toISOString() } : null
}

function isOn({ subscription }: Reading, packageId: string): boolean {
  const isRunning = subscription.status === 'active' || subscription.status === 'ending'
  return isRunning && subscription.plan.packageId === packageId && !subscription.trial
}

function amountOf({ refund }: ReversalTerms, { due, left }: Bought, running: Running | null, now: Date): Money {
  if (left.amountMinor === 0) throw conflict('What was paid for this change has gone back already.')
  if (refund === 'all') return left
  if (refund === 'unused') {
    if (!running) throw conflict('The period that was paid for is over: nothing of it is unused.')
    const { start, end } = running.period
    const restMs = Math.min(end - start, Math.max(0, end - now.getTime()))
    return { ...due, amountMinor: Math.min(left.amountMinor, shareOf(due.amountMinor, restMs, end - start)) }
  }
  const isPossible =
    Number.isSafeInteger(refund.amountMinor) && refund.amountMinor > 0 && refund.amountMinor <= left.amountMinor
  if (isPossible && refund.currency === due.currency) return refund
  throw conflict('No more can go back than was paid for this change, in the same currency.')
}

/**
 * The plan of before, by a change of its own that follows the same rules as a customer's click.
 *
 * @throws AnalyticsError `refused`; one that can be tried again while it is not applied: by then it may be refused.
 */
async function goBack(services: Services, change: ChangeRow, { before }: Bought, asked: Asked): Promise<void> {
  const { websiteId } = change.facts
  const owned = async () => {
    const website = await services.platform.website(websiteId)
    if (website?.intpCustomerId !== change.customerId) throw notFound()
    return { website, renew: owned }
  }
  const grant = await owned()
  const { known } = await services.platform.packages(grant.website, change.facts.holder)
  const intent = intentOf(before, (id) => known.find((each) => each.id === id)?.price.amountMinor ?? 0)
  const agreed = { kind: 'today', amountMinor: 0 } as const
  const wish = { websiteId, idempotencyKey: reversalKey(change.id), intent, agreed, asked, mayBuy: true }
  const { state } = await beginChange(wish, grant, services)
  if (!changeStates[state].isOpen) {
    // What has just been applied shows once reads do not lag behind it; and the customer may have changed it since.
    await services.ledger.turnOf(change.target)
    if (isFollowedBy(readingOf((await owned()).website, known), intent)) return
    if (state === 'applied') throw conflict('The plan was changed again since the previous one was to follow.')
    throw new AnalyticsError({ code: 'refused', message: 'The previous plan cannot be started again.' })
  }
  throw new AnalyticsError({
    code: 'conflict',
    message: 'The change to the previous plan has not been applied yet, so nothing has gone back.',
    hint: 'Reverse the change again in a moment, in the same way; if its plan change needs attention, resolve that first.',
    retryable: true,
  })
}

function isFollowedBy({ subscription }: Reading, intent: ChangeIntent): boolean {
  if (intent.kind !== 'choose') return subscription.status !== 'active'
  if (subscription.status !== 'active') return false
  const { plan, planned } = subscription
  return (planned ?? plan).packageId === intent.packageId
}

function intentOf(before: Before | null, priceOf: (packageId: string) => number): ChangeIntent {
  // One that was ending had been canceled: bought anew it would be charged for.
  const hadRenewed = before !== null && before.status === 'active' && !before.inTrial
  const isPriced = hadRenewed && before.packageId !== null && priceOf(before.packageId) > 0
  return isPriced ? { kind: 'choose', packageId: before.packageId! } : { kind: 'cancel' }
}

function conflict(message: string): AnalyticsError {
  return new AnalyticsError({ code: 'conflict', message })
}

function cannotGiveBack(): AnalyticsError {
  return new AnalyticsError({
    code: 'not_supported',
    message: 'This payment provider cannot give back a part of a payment from here.',
    hint: 'Give it back in the pages of the provider, and turn renewal off with changes.start.',
  })
}
