import type { GiveBackOrder, GivenBack } from '../../src/backend/payments/payment-order.ts'
import { boughtBy, isPurchase } from '../../src/backend/ledger/change-facts.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { Delivery } from './platform-model.ts'
import type { Account } from './recurring-model.ts'
import { money } from './story.ts'
import type { World } from './world.ts'

/** What has gone back of changes that were applied, as a person has decided, and what is left of the periods they began. */
export class Reversals {
  readonly #world: World
  /** Decisions whose money has gone back, and changes whose period is known to be paid for in part. */
  readonly #returned = new Set<string>()
  readonly #lessened = new Set<string>()
  readonly #written = new Set<string>()
  /** When each refund was asked for that has to be approved, in business time. */
  readonly #askedAt = new Map<string, number>()

  constructor(world: World) {
    this.#world = world
  }

  /** What the provider says of a refund that it has to approve: for a while, that it was asked. */
  answerTo({ reversalId, target, customerId }: GiveBackOrder): GivenBack {
    const { clock, plan, story } = this.#world
    if (!plan.approval) return { state: 'done' }
    const askedAt = this.#askedAt.get(reversalId)
    if (askedAt === undefined) {
      this.#askedAt.set(reversalId, clock.now)
      story.tell('provider', `${target} is asked to give back`)
      // Nothing renews from here on, unless the customer says so.
      if (this.#isTakenBack(reversalId)) this.#world.words.isSaid({ target, customerId }, 'off', clock.now, 'provider')
      return { state: 'asked' }
    }
    if (clock.now - askedAt < plan.approval.afterMs) return { state: 'asked' }
    return plan.approval.isRefused ? { state: 'refused', message: 'not approved' } : { state: 'done' }
  }

  isWaitingForApproval(reversalId: string): boolean {
    const { clock, plan } = this.#world
    const askedAt = this.#askedAt.get(reversalId)
    return plan.approval !== null && askedAt !== undefined && clock.now - askedAt < plan.approval.afterMs
  }

  /** Whether the plan that is to end is still the one that runs, in the period that was paid for. */
  #isTakenBack(reversalId: string): boolean {
    const row = this.#world.rows.get(reversalId)
    if (row?.facts.action !== 'give_back_and_end') return false
    const delivery = this.#world.platform.deliveries.get(row.target)
    const isSame = delivery?.subscription.packageId === row.facts.boughtPackageId
    return isSame && delivery?.period?.changeId === row.facts.of
  }

  /** However often it is asked for. The plan that was paid for is handed out as far as its money went back. */
  goesBack({ reversalId, changeId, target, customerId, amount }: GiveBackOrder): void {
    if (this.#returned.has(reversalId)) return
    this.#returned.add(reversalId)
    const { books, story } = this.#world
    books.post(customerId, target, 'owed', 'returned', amount.amountMinor)
    books.post(customerId, target, 'given', 'owed', amount.amountMinor)
    story.tell('provider', `${target} gives back ${money(amount.amountMinor)} of a change`)
    this.#world.flag(target, 'reversed')
    this.#lessen(target, changeId, amount.amountMinor)
    this.#excuseBegunAnew({ target, customerId }, changeId, amount.amountMinor)
    const site = this.#world.siteOf(target)
    if (!site || site.ownerId === customerId) return
    const why = 'a website changed hands while a call about it was on its way'
    // It may come back with the plan, and for which period the money went back is not known then.
    this.#world.excuses.add({ target, customerId }, why, amount.amountMinor)
    // A partner that bills websites gives back to one customer what the next one has got with the website.
    if (this.#world.plan.payments === 'invoiced')
      this.#world.excuses.add({ target, customerId: site.ownerId }, why, amount.amountMinor)
  }

  /** A plan that was to end does not renew until its refund is approved. What was planned after it is another one, and does. */
  onPeriodBegan({ target, period }: Delivery): void {
    for (const { facts, customerId } of this.#world.rows.of(target)) {
      if (facts.action !== 'give_back_and_end' || !period) continue
      if (period.packageId !== facts.boughtPackageId) this.#world.words.take({ target, customerId })
    }
  }

  /** The backend counts with what is going back from the moment on at which it has written that down. */
  onRow({ facts, target, customerId, id, state }: ChangeRow): void {
    if (facts.action === 'returned') {
      this.#written.add(facts.of)
      this.#lessen(target, facts.of, facts.amount.amountMinor)
    }
    if ((facts.action === 'give_back' || facts.action === 'give_back_and_end') && facts.periodEndsAt !== null) {
      if (state !== 'closed') this.#lessen(target, facts.of, facts.amount.amountMinor)
      else if (!this.#written.has(facts.of)) {
        this.#restore(target, facts.of)
        this.#excuseBoughtWithout({ target, customerId }, facts.of)
      }
    }
    // A person has decided on what goes with it.
    if (facts.action === 'give_back_and_end') this.#world.decided.add(id)
  }

  /** Whether a plan is being ended by somebody who gives back what was paid for it. */
  isEnding(target: string): boolean {
    return this.#world.rows
      .of(target)
      .some(({ state, facts }) => state === 'applying' && facts.sentAt !== null && facts.action === 'give_back_and_end')
  }

  #lessen(target: string, changeId: string, cents: number): void {
    const period = this.#world.platform.deliveries.get(target)?.period
    if (period?.changeId !== changeId || this.#lessened.has(changeId)) return
    this.#lessened.add(changeId)
    period.returned = Math.min(period.cents, cents)
  }

  /** The same plan runs, and no change has begun it: it cannot be told from the one that was paid for. */
  #excuseBegunAnew(account: Account, changeId: string, cents: number): void {
    const { rows, platform, excuses } = this.#world
    const period = platform.deliveries.get(account.target)?.period
    const facts = rows.get(changeId)?.facts
    const packageId = facts ? boughtBy(facts) : null
    if (period && period.changeId === undefined && period.packageId === packageId)
      excuses.add(account, 'another hand gave a plan within a paid period', -cents)
  }

  /** A plan that is being bought was priced while its refund was open, and so without credit for that period. */
  #excuseBoughtWithout(account: Account, changeId: string): void {
    const { rows, platform, excuses } = this.#world
    const period = platform.deliveries.get(account.target)?.period
    const isBuying = rows.of(account.target).some(({ facts, state }) => isPurchase(facts) && changeStates[state].isOpen)
    if (period?.changeId !== changeId || !isBuying) return
    excuses.add(account, 'a person closed a refund while a plan was being bought', -period.cents)
  }

  /** The provider has refused, and a person has left it at that. */
  #restore(target: string, changeId: string): void {
    const period = this.#world.platform.deliveries.get(target)?.period
    if (period?.changeId === changeId && this.#lessened.delete(changeId)) period.returned = 0
  }
}
