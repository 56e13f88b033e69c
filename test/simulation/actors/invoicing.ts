import type { Report } from '../invoices.ts'
import type { Actor } from './actor.ts'

/** Longer than any fault lasts. */
const mostTries = 60

/** Something becomes of the newest invoice of a subscription, and the partner's own system reports it until it is taken. */
export async function reports({ world, luck, site, target }: Actor, kind: Report): Promise<void> {
  const account = { target, customerId: site.ownerId }
  const invoice = world.invoices.lastFor(account, kind)
  if (!invoice || site.isDeleted) return
  world.invoices.becomes(invoice, kind)
  const { id: invoiceId, customerId } = invoice
  const currency = world.currencyOf(target)
  const owed = { amount: { amountMinor: invoice.cents, currency }, payUrl: 'https://pay.example/invoices' }
  const saysHowMuch = luck.chance(0.7)
  const periodEnd = new Date(invoice.periodEndsAt).toISOString()
  const about = { target: target as `website:${string}`, customerId, invoiceId, periodEnd }
  world.newsUnderWay += 1
  // Whoever has the website by now has nothing to do with the invoice.
  for (let tries = 0; tries < mostTries && site.ownerId === customerId && !site.isDeleted; tries++) {
    // How much is owed is refused to be guessed where no plan runs.
    const amount = saysHowMuch || tries > 5 ? owed : {}
    const report = kind === 'overdue' || kind === 'disputed' ? { ...about, kind, ...amount } : { ...about, kind }
    const taken = await world.backend.asStaff('office', ({ billing }) => billing.report(report))
    // The answer may be lost on its way back.
    if (taken !== null && !luck.chance(0.1)) {
      world.invoices.isTold(invoice)
      break
    }
    await world.scheduler.sleep(luck.between(500, 20_000))
  }
  world.newsUnderWay -= 1
}
