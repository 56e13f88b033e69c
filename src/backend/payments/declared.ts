import type { Currency } from '../../contract/money.ts'

/**
 * How a provider works, in so far as the ledger has to act differently for it. What is declared here and what can be called
 * belong together: a declaration without its call does not type-check.
 *
 * @experimental until a second real provider has been built on it
 */
export interface Declared {
  /**
   * What the provider says about a price before it is charged. `exact`: to the cent, with tax. `net_of_tax`: to the cent, and
   * the tax is only known on its page. `none`: nothing, and the kit's own count holds.
   */
  readonly preview: 'exact' | 'net_of_tax' | 'none'
  /**
   * What becomes of a change of the recurring charge while it is unpaid. `held`: it waits for the money. `applies_at_once`:
   * it takes effect immediately, and the ledger has it taken back by `void` when it stays unpaid.
   */
  readonly unpaidChange: 'held' | 'applies_at_once'
  /** Who charges for the periods after the first one. */
  readonly recurring: 'provider' | 'partner'
  /** Whether a smaller charge can be planned for the end of the period. Without it no smaller plan can be chosen. */
  readonly schedules: boolean
  /**
   * How money goes back. `at_once`: by a call. `on_approval`: the provider decides, which may take days. `by_hand`: in the
   * provider's own pages, so that the ledger brings it before a person.
   */
  readonly giveBack: 'at_once' | 'on_approval' | 'by_hand'
  /** Who sells to the customer: whoever it is owes the tax, and writes the invoices. */
  readonly seller: 'partner' | 'provider'
  /**
   * What a webhook is worth. `signed`: what it says, once its signature has been checked. `id_only`: nothing but an id, by
   * which the provider is asked. `none`: it sends no webhooks.
   */
  readonly news: 'signed' | 'id_only' | 'none'
  /**
   * When money that a customer has sent is there. `at_once`: within minutes. `days`: a bank debit or transfer, which the ledger
   * waits for.
   */
  readonly settles: 'at_once' | 'days'
  /** What can be collected; packages in another currency are not on offer. */
  readonly currencies: readonly Currency[] | 'any'
}
