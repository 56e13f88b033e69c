import type { Invoice } from './provider-state.ts'

/** The invoices of renewals, oldest first. */
export class Invoices {
  readonly #byId = new Map<string, Invoice>()

  add(invoice: Invoice): void {
    this.#byId.set(invoice.id, invoice)
  }

  find(id: string): Invoice | null {
    return this.#byId.get(id) ?? null
  }

  unpaidOf(account: string): Invoice[] {
    return this.#of(account).filter(({ status }) => status !== 'paid' && status !== 'written_off')
  }

  lastOf(account: string, status: Invoice['status']): Invoice | null {
    return this.#of(account).findLast((invoice) => invoice.status === status) ?? null
  }

  clear(): void {
    this.#byId.clear()
  }

  #of(account: string): Invoice[] {
    return [...this.#byId.values()].filter((invoice) => invoice.account === account)
  }
}
