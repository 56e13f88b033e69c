/**
 * Where an amount can be. `owed` is what the customer owes (negative: what is owed to them); `held` is the balance that the
 * provider keeps for them, as a negative number; the rest only ever moves one way.
 */
export type Account =
  | 'received'
  | 'returned'
  /** Claimed back at the customer's bank, which has not decided. */
  | 'disputed'
  | 'owed'
  | 'held'
  | 'delivered'
  | 'forfeited'
  | 'written_off'
  /** Handed out by somebody on the platform itself, without asking for money. */
  | 'given'

export type Ledger = Record<Account, number>

/** Double entry per customer and target, in cents, written from what the models did and never from our rows. */
export class Books {
  readonly #ledgers = new Map<string, Ledger>()

  /** Adds to one account what it takes from another, so that the sum stays 0. */
  post(customerId: string, target: string, to: Account, from: Account, cents: number): void {
    if (cents === 0) return
    const ledger = this.of(customerId, target)
    ledger[to] += cents
    ledger[from] -= cents
  }

  of(customerId: string, target: string): Ledger {
    const key = `${customerId} ${target}`
    let found = this.#ledgers.get(key)
    if (!found) {
      found = {
        received: 0,
        returned: 0,
        disputed: 0,
        owed: 0,
        held: 0,
        delivered: 0,
        forfeited: 0,
        written_off: 0,
        given: 0,
      }
      this.#ledgers.set(key, found)
    }
    return found
  }

  /** Every pair that something was posted for. */
  pairs(): { customerId: string; target: string; ledger: Ledger }[] {
    return [...this.#ledgers].map(([key, ledger]) => {
      const [customerId = '', target = ''] = key.split(' ')
      return { customerId, target, ledger }
    })
  }
}
