import { isPurchase, type Purchase } from '../../src/backend/ledger/change-facts.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { mostDecidingMs } from './call-rules.ts'
import { centsOf, packageOf } from './catalogue.ts'
import type { Period, Site } from './platform-model.ts'
import type { World } from './world.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const why = 'a website changed hands while a call about it was on its way'

/** What the books may differ by where a website comes to another customer, or goes, while a plan is being begun for it. */
export class MovedWebsites {
  readonly #world: World
  /** Changes whose plan has begun, whether the backend knows of it or not. */
  readonly #begun = new Set<string>()

  constructor(world: World) {
    this.#world = world
  }

  /** The first customer does not know yet whether a plan of its own has begun. */
  onMoved(target: string, customerId: string): void {
    this.#excuseCharged(target, customerId)
    for (const row of this.#world.rows.of(target)) {
      const { facts, state } = row
      if (row.customerId !== customerId || !isPurchase(facts)) continue
      // What is before a person may have been begun by hand.
      const mayHaveBegun = state === 'needs_attention' || (state === 'applying' && facts.attempts > 0)
      if (mayHaveBegun) this.#world.excuses.add(row, why, centsOf(packageOf(facts.packageId)))
    }
  }

  /** The provider has begun the next period, and the platform begins it for another customer, or not at all. */
  #excuseCharged(target: string, customerId: string): void {
    const { platform, provider, excuses, clock } = this.#world
    const delivery = platform.deliveries.get(target)
    const charged = provider.of({ target, customerId })
    if (!delivery || !charged) return
    const endsAt = platform.dueOf(delivery)
    if (endsAt - clock.now > hourMs || charged.periodEndsAt - endsAt < dayMs) return
    excuses.add(charged, 'a website changed hands hours before a period ended', -charged.price.cents)
  }

  /** What one customer has paid for may begin for another. */
  onBegun(buying: ChangeRow): void {
    const { id, target, customerId, facts, startedAt } = buying
    this.#begun.add(id)
    const { excuses } = this.#world
    const site = this.#world.siteOf(target)
    if (!isPurchase(facts) || !site || !this.#isRecent(site)) return
    // Made again for the same customer: the credit that was agreed on went with the first one.
    if (site.ownerId === customerId && site.changedAt > startedAt) excuses.add(buying, why, creditOf(facts))
    if (!site.hasMoved || site.ownerId === customerId) return
    const cents = centsOf(packageOf(facts.packageId))
    excuses.add({ target, customerId: site.ownerId }, why, cents)
    excuses.add(buying, why, -cents)
  }

  /** What is ended for the customer of before may be another one's by then, together with what is left of it. */
  onEnded(target: string, period: Period | null): void {
    const site = this.#world.siteOf(target)
    if (!period || !site?.hasMoved || site.ownerId === period.ownerId || !this.#isRecent(site)) return
    this.#world.excuses.add({ target, customerId: site.ownerId }, why, -period.cents)
  }

  /** Decided on what was read before, and possibly late to take effect. */
  #isRecent({ changedAt }: Site): boolean {
    const { clock, timing } = this.#world
    return clock.now - changedAt <= mostDecidingMs + timing.graceMs
  }

  /**
   * The plan has begun, its website has gone, and it is refused, or a person has had the money returned. What was left of the
   * credit goes with the website, as what is unused of a period does whenever one moves.
   */
  onReturned(row: ChangeRow): void {
    const { id, target, customerId, facts, startedAt } = row
    const site = this.#world.siteOf(target)
    const isStillTheirs = site?.ownerId === customerId && site.changedAt < startedAt
    if (!isPurchase(facts) || !this.#begun.has(id) || isStillTheirs) return
    this.#world.excuses.add(row, why, -(facts.quote.leftOver?.amount.amountMinor ?? 0))
  }
}

function creditOf({ quote }: Purchase): number {
  return -(quote.lines.find(({ kind }) => kind === 'credit')?.amount.amountMinor ?? 0)
}
