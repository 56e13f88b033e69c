import { ProviderRefusal } from './provider-refusal.ts'
import type { Price } from './provider-state.ts'

export type Amount = Pick<Price, 'amountMinor' | 'currency'>

/**
 * What the provider holds for each customer, in each currency. It is below zero after credit that was used elsewhere has
 * been taken back; later credit then goes there first.
 */
export class Balances {
  readonly #minor = new Map<string, Map<Price['currency'], number>>()

  of(customer: string): Amount[] {
    const held = [...(this.#minor.get(customer) ?? [])]
    return held
      .filter(([, amountMinor]) => amountMinor > 0)
      .map(([currency, amountMinor]) => ({ currency, amountMinor }))
  }

  add(customer: string, { amountMinor, currency }: Amount): void {
    const held = this.#minor.get(customer) ?? new Map<Price['currency'], number>()
    held.set(currency, (held.get(currency) ?? 0) + amountMinor)
    this.#minor.set(customer, held)
  }

  /** Takes exactly so much, or nothing. */
  take(customer: string, wanted: Amount): void {
    if (wanted.amountMinor > this.#held(customer, wanted)) {
      throw new ProviderRefusal(409, 'balance_changed', 'the balance of this customer is smaller by now')
    }
    this.add(customer, { ...wanted, amountMinor: -wanted.amountMinor })
  }

  /** Takes what is there, up to an amount, and says how much that was. */
  use(customer: string, { amountMinor, currency }: Amount): number {
    const used = Math.min(amountMinor, this.#held(customer, { currency }))
    this.add(customer, { amountMinor: -used, currency })
    return used
  }

  clear(): void {
    this.#minor.clear()
  }

  #held(customer: string, { currency }: Pick<Amount, 'currency'>): number {
    return Math.max(0, this.#minor.get(customer)?.get(currency) ?? 0)
  }
}
