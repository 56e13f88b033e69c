import type { GiveBackOrder } from '../../src/backend/payments/payment-order.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { money } from './story.ts'
import type { World } from './world.ts'

/** What has gone back of changes that were applied, as a person has decided, and what is left of the periods they began. */
export class Reversals {
  readonly #world: World
  /** Decisions whose money has gone back, and changes whose period is known to be paid for in part. */
  readonly #returned = new Set<string>()
  readonly #lessened = new Set<string>()
  readonly #written = new Set<string>()

  constructor(world: World) {
    this.#world = world
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
  }

  /** The backend counts with what is going back from the moment on at which it has written that down. */
  onRow({ facts, target, id, state }: ChangeRow): void {
    if (facts.action === 'returned') {
      this.#written.add(facts.of)
      this.#lessen(target, facts.of, facts.amount.amountMinor)
    }
    if ((facts.action === 'give_back' || facts.action === 'give_back_and_end') && facts.periodEndsAt !== null) {
      if (state !== 'closed') this.#lessen(target, facts.of, facts.amount.amountMinor)
      else if (!this.#written.has(facts.of)) this.#restore(target, facts.of)
    }
    // A person has decided on what goes with it.
    if (facts.action === 'give_back_and_end') this.#world.decided.add(id)
  }

  /** Whether a plan is being ended by somebody who gives back what was paid for it. */
  isEnding(target: string): boolean {
    return this.#world.rows
      .of(target)
      .some(({ state, facts }) => state === 'applying' && facts.action === 'give_back_and_end')
  }

  #lessen(target: string, changeId: string, cents: number): void {
    const period = this.#world.platform.deliveries.get(target)?.period
    if (period?.changeId !== changeId || this.#lessened.has(changeId)) return
    this.#lessened.add(changeId)
    period.returned = Math.min(period.cents, cents)
  }

  /** The provider has refused, and a person has left it at that. */
  #restore(target: string, changeId: string): void {
    const period = this.#world.platform.deliveries.get(target)?.period
    if (period?.changeId === changeId && this.#lessened.delete(changeId)) period.returned = 0
  }
}
