import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import type { AppliedChange } from '../../src/backend/payments/payment-order.ts'
import { addMonths } from '../../packages/sandbox/src/core/platform/periods.ts'
import { centsOf, packageOf } from './catalogue.ts'
import type { Delivery, Period, Site } from './platform-model.ts'
import { keyOf } from './recurring-model.ts'
import type { World } from './world.ts'

/** The partner: what it bills by itself, as far as it was told, and what it had sold before a history begins. */
export class Partner {
  readonly #told = new Set<string>()
  /** What plans cost that another hand has replaced, less what was unused before them, by the change that began each. */
  readonly #replaced = new Map<string, number>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** With `invoiced()`: the first time that it is told of a change, it bills what was agreed on. */
  isTold({ changeId, customerId, websiteId, quote }: AppliedChange): void {
    if (this.#told.has(changeId)) return
    this.#told.add(changeId)
    const target = this.#world.platform.sites.get(websiteId)?.target
    // Nothing is billed for renewal that is turned on, nor for a smaller plan before it begins.
    if (target === undefined || !quote || quote.kind === 'resume' || quote.kind === 'downgrade') return
    const { dueToday, leftOver } = quote
    const { books, invoices, platform } = this.#world
    const delivery = platform.deliveries.get(target)
    // Another hand has begun the very plan: nobody bills it twice.
    const byHand = delivery?.byHand
    if (byHand && delivery.subscription.packageId === quote.to.id) {
      if (byHand.unasked === 0) return
      byHand.unasked = 0
    }
    if (dueToday.kind !== 'nothing') invoices.write({ customerId, target }, dueToday.amount.amountMinor)
    if (leftOver)
      books.post(
        customerId,
        target,
        'owed',
        leftOver.fate === 'carried' ? 'held' : 'forfeited',
        leftOver.amount.amountMinor,
      )
  }

  /** With `invoiced()`: a plan that somebody of the partner's gave, less what is unused of the one before. */
  billsByHand({ target, byHand }: Delivery): void {
    if (this.#world.plan.payments !== 'invoiced' || !byHand) return
    this.#world.books.post(this.#world.platform.ownerOf(target), target, 'received', 'owed', byHand.unasked)
    byHand.unasked = 0
  }

  /** A plan that was bought, and of which the partner may not have been told, is replaced by another hand. */
  isReplaced({ changeId, cents, gaveBack }: Period): void {
    if (this.#world.plan.payments === 'invoiced' && changeId !== undefined)
      this.#replaced.set(changeId, cents - gaveBack)
  }

  /** It is never told of that plan: whoever has replaced it has seen it, and bills it. */
  isNeverTold({ id, customerId, target }: ChangeRow): void {
    this.#world.books.post(customerId, target, 'received', 'owed', this.#replaced.get(id) ?? 0)
    this.#replaced.delete(id)
  }

  /** Nobody bills what lasts for a second; what stands once nothing is under way lasts. */
  billsAllByHand(): void {
    for (const delivery of this.#world.platform.deliveries.values()) this.billsByHand(delivery)
  }

  /** Sold before the history begins: the period runs since then, and was paid. */
  beginsOn(site: Site, packageId: string): void {
    const { platform, provider, books, invoices, clock, plan } = this.#world
    const { target, ownerId: customerId } = site
    const account = { target, customerId }
    const pkg = packageOf(packageId)
    const interval = pkg.period === 'yearly' ? 'yearly' : 'monthly'
    const cents = centsOf(pkg)
    const start = clock.now
    const end = addMonths(clock.date, interval === 'yearly' ? 12 : 1).getTime()
    platform.set(target, packageId, start, end)
    books.post(customerId, target, 'owed', 'delivered', cents)
    if (plan.payments === 'invoiced') invoices.write(account, cents)
    else books.post(customerId, target, 'received', 'owed', cents)
    if (plan.payments === 'invoiced' || cents === 0) return
    provider.recurring.set(keyOf(account), {
      ...account,
      websiteId: site.id,
      price: { packageId, cents, interval },
      scheduled: null,
      renews: true,
      renewalSetBy: null,
      periodEndsAt: end,
      card: 'good',
      setBy: 'earlier',
    })
  }
}
