import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { invoicedBeforehand, type Invoice, type InvoicingSystem } from '../../examples/payments/invoicing.ts'
import type { CustomerAct } from '../../src/conformance/payments/payments-under-test.ts'
import { paymentsConformance } from '../../src/conformance/payments/payments-conformance.ts'

/** An invoicing system that follows the rules of one, in memory. */
function scriptedSystem() {
  const invoices = new Map<string, Invoice & { key: string }>()
  const notes = new Map<string, { invoiceId: string; amountMinor: number }>()
  const ofKey = (key: string) => [...invoices.values()].find((invoice) => invoice.key === key) ?? null
  const credited = (id: string) =>
    [...notes.values()].reduce((sum, note) => sum + (note.invoiceId === id ? note.amountMinor : 0), 0)
  const system: InvoicingSystem = {
    async create({ key, amount }) {
      const id = `in-${invoices.size + 1}`
      const known = ofKey(key) ?? { id, key, status: 'open', amount, payUrl: `https://invoices.example/${id}` }
      invoices.set(known.id, known)
      return { ...known }
    },
    find: async (id) => invoices.get(id) ?? null,
    findByKey: async (key) => ofKey(key),
    async cancel(id) {
      const invoice = invoices.get(id)!
      if (invoice.status === 'open') invoice.status = 'void'
      return invoice.status
    },
    async credit({ key, invoiceId, amount }) {
      if (notes.has(key)) return 'written'
      const invoice = invoices.get(invoiceId)!
      if (credited(invoiceId) + amount.amountMinor > invoice.amount.amountMinor) return 'too_much'
      notes.set(key, { invoiceId, amountMinor: amount.amountMinor })
      if (credited(invoiceId) === invoice.amount.amountMinor) invoice.status = 'refunded'
      return 'written'
    },
    isOnHold: async () => false,
  }
  const press = (id: string, act: CustomerAct) => {
    const invoice = invoices.get(id)
    if (invoice?.status === 'open' && act !== 'decline') invoice.status = act === 'close' ? 'void' : 'paid'
  }
  return { payments: invoicedBeforehand(system), press }
}

describe('the skeleton for an invoicing system', () => {
  const checks = paymentsConformance({
    of: scriptedSystem().payments,
    makePayments: scriptedSystem,
    without: ['paid_twice'],
  })
  it.each(checks)('$name', ({ run }) => run())
})

const skeletons = readdirSync('examples/payments').filter((name) => name.endsWith('.ts'))
it.each(skeletons)('the skeleton %s has at most 200 lines', (name) => {
  expect(readFileSync(`examples/payments/${name}`, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(200)
})
