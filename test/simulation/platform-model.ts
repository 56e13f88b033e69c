import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import type { Subscription } from '../../packages/sandbox/src/core/platform/state.ts'
import * as rules from '../../packages/sandbox/src/core/platform/subscription-rules.ts'
import { ruleOf, type PlatformCall } from './platform-rules.ts'
import { mostDecidingMs } from './call-rules.ts'
import { centsOf, free, nameOf, packageOf, trial } from './catalogue.ts'
import type { Account } from './recurring-model.ts'
import type { World } from './world.ts'

/** A period that the platform delivers. */
export interface Period {
  cents: number
  start: number
  end: number
  /** Who bears its price. */
  by: 'customer' | 'written_off' | 'given'
  /** Whose it was when it began. */
  ownerId: string
  packageId: string
  /** What was unused of the period before, and given back when this one began. */
  gaveBack: number
  /** The change that began it, and how much of what was paid for that has gone back by a person's decision. */
  changeId?: string
  returned?: number
  writtenOffAt?: number
}

/** Charge and delivery begin a period minutes apart. */
export function isOf({ periodEndsAt }: { periodEndsAt: number }, { end }: Period): boolean {
  return Math.abs(end - periodEndsAt) < 86_400_000
}

/** A subscription on the platform: a website's, or the pool of a customer. */
export interface Delivery {
  target: string
  subscription: Subscription
  period: Period | null
  /** What the customer had paid of the period that ended early last, and was not delivered. */
  unused: number
  /** The plan that has taken its place, also once that has ended; `null` where none has. */
  unusedFor: string | null
  /** Of a plan that another hand chose and that runs still; `null` of every other one. */
  byHand: ByHand | null
}

/** What is still open about a plan that another hand chose. */
interface ByHand {
  /** The period that it took the place of without giving anything back. */
  replaced: Period | null
  /** What it costs, less what was unused of the period before. It was being bought: who is asked for it, shows later. */
  unasked: number
  /** What was unused of the period before. */
  unused: number
}

export interface Site {
  id: string
  ownerId: string
  /** Who had it when the history began. */
  readonly firstOwnerId: string
  target: string
  isDeleted: boolean
  /** When it last got another owner, or none. */
  changedAt: number
  hasMoved: boolean
  watchers: Set<string>
}

export interface PlatformEffect {
  call: PlatformCall
  target: string
  packageId: string | null
  by: string
  replaced: Period | null
}

export class PlatformRefusal extends Error {}
export class NoSuchThing extends Error {}

/** When each is due: it is asked for at every read, and a subscription that changes is another object. */
const dues = new WeakMap<Subscription, number>()

/**
 * The analytics platform: websites, subscriptions by the sandbox's own pure rules, and postings for every period that it
 * begins or ends. A call that means no change is answered and does nothing.
 */
export class PlatformModel {
  readonly sites = new Map<string, Site>()
  readonly deliveries = new Map<string, Delivery>()
  /** What another hand began while it was being bought, and has ended since. */
  readonly #handedOut = new Map<string, number>()
  /** What was bought and another hand replaced by a plan that has renewed since, by the change that had begun it. */
  readonly #replaced = new Map<string, Period>()
  readonly #world: World
  /** What reads saw before each write, newest last: reads may lag. */
  readonly #versions: { at: number; read: Map<string, { site: Site; subscription: Subscription }> }[] = []

  constructor(world: World) {
    this.#world = world
  }

  addSite(id: string, ownerId: string, packageId: string | null): Site {
    const target = this.#world.plan.isPool ? `customer:${ownerId}` : `website:${id}`
    const site: Site = {
      id,
      ownerId,
      firstOwnerId: ownerId,
      target,
      isDeleted: false,
      changedAt: this.#world.clock.now,
      hasMoved: false,
      watchers: new Set(),
    }
    this.sites.set(id, site)
    if (!this.deliveries.has(target)) this.#begin(target, ownerId, packageId)
    this.remember()
    return site
  }

  /** What was sold before a history begins. */
  set(target: string, packageId: string, start: number, end: number): void {
    const delivery = this.deliveries.get(target)!
    const cents = centsOf(packageOf(packageId))
    const expiresAt = new Date(end).toISOString()
    delivery.subscription = { ...delivery.subscription, packageId, inTrial: false, expiresAt }
    const ownerId = this.ownerOf(target)
    delivery.period = cents === 0 ? null : { cents, start, end, by: 'customer', ownerId, packageId, gaveBack: 0 }
    // No read is so late that it shows what stood before the history began.
    this.#versions.length = 0
    this.remember()
  }

  siteOf(id: string): Site | undefined {
    const site = this.sites.get(id)
    return site?.isDeleted ? undefined : site
  }

  /** Whose the subscription is now. */
  ownerOf(target: string): string {
    return [...this.sites.values()].find((site) => site.target === target)?.ownerId ?? ''
  }

  /** What reads show now, or showed so many milliseconds ago. */
  seen(id: string, lagMs: number): { site: Site; subscription: Subscription } | undefined {
    this.#world.letTimePass()
    const at = this.#world.scheduler.now - lagMs
    const version = lagMs <= 0 ? this.#versions.at(-1) : this.#versions.findLast((candidate) => candidate.at <= at)
    const found = (version ?? this.#versions[0])?.read.get(id)
    return found?.site.isDeleted ? undefined : found
  }

  call(call: PlatformCall, target: string, packageId: string | null, by = 'platform'): void {
    this.#world.letTimePass()
    const { clock, story, coverage } = this.#world
    const delivery = this.deliveries.get(target)
    if (!delivery) throw new NoSuchThing('there is no such website')
    const before = delivery.subscription
    const current = packageOf(before.packageId)
    const chosen = { current, free, target: packageId === null ? free : packageOf(packageId) }
    const outcome = ruleOf(call, before, chosen, clock.date)
    coverage.count('platform', `${call} ${outcome.kind}`)
    if (outcome.kind === 'refused') {
      story.tell(by, `refused ${call} of ${target}: ${outcome.message}`)
      throw new PlatformRefusal(outcome.message)
    }
    if (outcome.kind === 'unchanged') return
    const what = call === 'upgrade' || call === 'downgrade' ? ` to ${nameOf(packageId)}` : ''
    story.tell(by, `${target} ${call}${what}`)
    const replaced = delivery.period
    delivery.subscription = outcome.next
    if (call === 'upgrade') {
      const isByHand = by === 'another hand'
      const isBought = this.#world.isBeingBought(target, packageId)
      const isGiven = isByHand && !isBought && this.#world.plan.payments === 'provider'
      const earlier = delivery.byHand
      const isOverlaid = !isByHand && earlier && this.#world.wasAgreedWithout(target, delivery.period?.packageId ?? '')
      if (isByHand && replaced) this.#world.partner.isReplaced(replaced)
      if (!isByHand) this.#overlay(delivery)
      // What a hand before this one chose has lasted, also where the price of what is bought counts on it.
      else if (!isBought || this.#world.wasAgreedWith(target, delivery.period?.packageId ?? '')) {
        this.#world.partner.billsByHand(delivery)
      }
      // What is handed out takes the place of what was paid for.
      if (!isGiven) this.#endEarly(delivery, isByHand ? null : this.#world.buyerOf(target, packageId))
      // What was agreed on looked at the period before.
      if (isOverlaid) delivery.unused = earlier.unused
      delivery.unusedFor = packageId
      this.#beginPeriod(delivery, clock.now, isGiven ? 'given' : 'customer', isGiven ? 0 : delivery.unused)
      if (isByHand) {
        // Of a plan that was bought before, the partner is told by itself, if late.
        const unasked = (earlier?.unasked ?? 0) + (delivery.period?.cents ?? 0) - delivery.unused
        const overlaid = earlier?.replaced ?? replaced
        const unused = earlier?.unused ?? (isGiven ? this.#restOfTheirs(target, overlaid) : delivery.unused)
        delivery.byHand = isGiven ? { replaced: overlaid, unasked: 0, unused } : { replaced: null, unasked, unused }
      }
    }
    if (call === 'deactivate') {
      this.#world.invoices.checkEnded(target)
      this.#world.invoices.isEnding(target)
      this.#excuseOvertaken(delivery)
      this.#world.moves.onEnded(target, delivery.period)
      this.#endEarly(delivery, null, this.#world.reversals.isEnding(target))
    }
    this.remember()
    this.#world.onPlatformEffect({ call, target, packageId, by, replaced })
  }

  /** When something next happens by itself. */
  dueOf({ subscription }: Delivery): number {
    let due = dues.get(subscription)
    if (due === undefined) {
      const moment = rules.nextDue(subscription)
      due = moment === null ? Infinity : Date.parse(moment)
      dues.set(subscription, due)
    }
    return due
  }

  fallDue(delivery: Delivery): void {
    const { story } = this.#world
    const before = delivery.subscription
    const planned = before.plannedPackageId === null ? null : packageOf(before.plannedPackageId)
    const { next, effect } = rules.fallDue(before, { current: packageOf(before.packageId), free, planned })
    const at = Date.parse(before.expiresAt)
    delivery.subscription = next
    story.tell(
      'platform',
      `${delivery.target} ${effect.replace('subscription.', '').replaceAll('_', ' ')}: ${nameOf(next.packageId)}`,
    )
    const { byHand, period } = delivery
    if (period) this.#world.onPeriodEnded({ target: delivery.target, customerId: period.ownerId }, period.cents)
    if (byHand && period) this.#handedOut.set(period.ownerId + delivery.target + period.packageId, byHand.unasked)
    const isGiven = period?.by === 'given' && !this.#world.isAskedFor(delivery, at)
    this.#world.partner.billsByHand(delivery)
    const resumed = isGiven ? this.#resumed(delivery, at) : null
    const replaced = byHand?.replaced
    if (!resumed && replaced?.by === 'customer' && replaced.changeId) this.#replaced.set(replaced.changeId, replaced)
    if (resumed) {
      delivery.byHand = null
      delivery.period = resumed
    } else this.#beginPeriod(delivery, at, isGiven ? 'given' : 'customer')
    this.remember()
    this.#world.onPeriodBegan(delivery)
  }

  /** A period that its customer will not pay any more: what is left of it is not the customer's. */
  writeOff({ target, customerId }: Account, periodEndsAt: number, at = this.#world.clock.now): void {
    const period = this.deliveries.get(target)?.period
    if (!period || period.ownerId !== customerId || !isOf({ periodEndsAt }, period)) return
    if (period.by !== 'customer') return
    period.by = 'written_off'
    period.writtenOffAt = at
  }

  move(site: Site, ownerId: string): void {
    this.#world.moves.onMoved(site.target, site.ownerId)
    this.#world.periods.isLost({ target: site.target, customerId: site.ownerId })
    this.#world.partner.billsAllByHand()
    site.ownerId = ownerId
    site.hasMoved = true
    site.changedAt = this.#world.clock.now
    const delivery = this.deliveries.get(site.target)
    // Where the partner bills a website, what is left of its plan goes with it, to somebody who owes nothing.
    if (this.#world.plan.payments === 'invoiced' && delivery?.period?.by === 'written_off') {
      const { period } = delivery
      const why = 'a website changed hands while a call about it was on its way'
      this.#world.excuses.add({ target: site.target, customerId: period.ownerId }, why, -period.cents)
      period.by = 'customer'
    }
    // What has gone back to the customer before is credited to the next one, as every plan is that comes with a website.
    if (this.#world.plan.payments === 'invoiced' && delivery?.period?.returned) {
      const why = 'a website changed hands while a call about it was on its way'
      this.#world.excuses.add({ target: site.target, customerId: ownerId }, why, delivery.period.returned)
    }
    if (delivery) delivery.subscription = { ...delivery.subscription, intpcId: ownerId }
    this.remember()
    // Renewals are billed to whoever has it by then.
    if (delivery?.period) this.#world.periods.follows(site)
  }

  /** Deletes a website, or makes it again for somebody in the unlimited trial. */
  remove(site: Site): void {
    this.#world.moves.onMoved(site.target, site.ownerId)
    this.#world.periods.isLost({ target: site.target, customerId: site.ownerId })
    this.#world.partner.billsAllByHand()
    site.isDeleted = true
    site.hasMoved = true
    site.changedAt = this.#world.clock.now
    this.deliveries.delete(site.target)
    this.remember()
  }

  remake(site: Site, ownerId: string): void {
    site.isDeleted = false
    site.ownerId = ownerId
    site.changedAt = this.#world.clock.now
    this.#begin(site.target, ownerId, null)
    this.remember()
  }

  /** No read is so late that it shows what stood before a jump of the clocks. */
  forgetPast(): void {
    this.#versions.splice(0, this.#versions.length - 1)
  }

  /** Reads from now on show what stands now; older readers may still see what stood. */
  remember(): void {
    const read = new Map<string, { site: Site; subscription: Subscription }>()
    for (const site of this.sites.values()) {
      const delivery = this.deliveries.get(site.target)
      if (delivery && !site.isDeleted) read.set(site.id, { site: { ...site }, subscription: delivery.subscription })
    }
    this.#versions.push({ at: this.#world.scheduler.now, read })
    if (this.#versions.length > 40) this.#versions.shift()
  }

  #begin(target: string, ownerId: string, packageId: string | null): void {
    const { clock } = this.#world
    const pkg = packageId === null ? trial : packageOf(packageId)
    const isTrial = packageId === null
    const subscription: Subscription = {
      id: target,
      type: this.#world.plan.isPool ? 'intpc' : 'website',
      intpId: 'intp',
      intpcId: ownerId,
      intpWebsiteId: this.#world.plan.isPool ? null : target.slice('website:'.length),
      status: 'active',
      packageId: pkg.id,
      plannedPackageId: null,
      inTrial: isTrial,
      hadTrial: isTrial,
      consumed: {},
      stops: [],
      createdAt: clock.iso,
      expiresAt: new Date(clock.now + 30 * 86_400_000).toISOString(),
      lastPackageChangeAt: null,
    }
    this.deliveries.set(target, { target, subscription, period: null, unused: 0, unusedFor: null, byHand: null })
  }

  #beginPeriod(delivery: Delivery, start: number, by: 'customer' | 'given', gaveBack = 0): void {
    const { subscription, target } = delivery
    const cents = centsOf(packageOf(subscription.packageId))
    const ownerId = this.ownerOf(target)
    delivery.byHand = null
    const { packageId, expiresAt } = subscription
    delivery.period =
      cents === 0 ? null : { cents, start, end: Date.parse(expiresAt), by, ownerId, packageId, gaveBack }
    this.#world.books.post(ownerId, target, by === 'customer' ? 'owed' : 'given', 'delivered', cents)
  }

  /** The payment for the plan that another hand chose was returned: it is handed out after all. */
  isNotBought({ target, customerId, key }: Account & { key: string }, packageId: string): void {
    const { books } = this.#world
    const outlasted = this.#replaced.get(key)
    if (outlasted) books.post(customerId, target, 'delivered', 'owed', outlasted.cents - outlasted.gaveBack)
    this.#replaced.delete(key)
    books.post(customerId, target, 'given', 'owed', this.#handedOut.get(customerId + target + packageId) ?? 0)
    this.#handedOut.delete(customerId + target + packageId)
    const delivery = this.deliveries.get(target)
    if (!delivery?.period || !delivery.byHand) return
    const { replaced } = delivery.byHand
    if (delivery.subscription.packageId === packageId) {
      books.post(customerId, target, 'given', 'owed', delivery.byHand.unasked)
      delivery.byHand.unasked = 0
      delivery.period.by = 'given'
    } else if (replaced?.packageId === packageId && replaced.by === 'customer' && replaced.ownerId === customerId) {
      // It had begun, and lasted until the other hand chose its plan a moment later.
      books.post(customerId, target, 'delivered', 'owed', replaced.cents - replaced.gaveBack)
      delivery.byHand.replaced = null
    }
  }

  /** Another hand has given the very plan whose payment was to be returned, and it is kept for that. */
  isBoughtAfterAll({ target, customerId, id, startedAt }: ChangeRow, packageId: string): void {
    const delivery = this.deliveries.get(target)
    const { period, byHand } = delivery ?? {}
    if (period?.packageId !== packageId || period.ownerId !== customerId) return
    // What another hand was quicker to give is what was bought: what goes back for that counts for this period.
    if (period.start >= startedAt) period.changeId ??= id
    if (period.by !== 'given') return
    const { books } = this.#world
    books.post(customerId, target, 'owed', 'given', period.cents)
    period.by = 'customer'
    if (byHand?.replaced?.by === 'customer' && byHand.replaced.ownerId === customerId)
      books.post(customerId, target, 'delivered', 'owed', this.#unusedOf(byHand.replaced))
    delivery!.byHand = null
  }

  /**
   * A plan takes the place of one that another hand chose. Where its price does not count on that one, it lasted for a second,
   * and what is unused of the period before it is given back; else it is billed.
   */
  #overlay(delivery: Delivery): void {
    const { target, byHand, period } = delivery
    if (!byHand || !period) return
    if (!this.#world.wasAgreedWithout(target, period.packageId)) {
      this.#world.partner.billsByHand(delivery)
      return
    }
    const { replaced } = byHand
    if (!replaced || replaced.ownerId !== this.ownerOf(target)) return
    const { books } = this.#world
    if (replaced.by !== 'customer') {
      books.post(replaced.ownerId, target, 'delivered', replaced.by, this.#unusedOf(replaced))
      return
    }
    const { paid, handedOut } = this.#restOf(replaced)
    books.post(replaced.ownerId, target, 'delivered', 'owed', paid)
    books.post(replaced.ownerId, target, 'delivered', 'given', handedOut)
  }

  /** After what another hand gave, the plan that was paid for before and is paid for still goes on: it is delivered now. */
  #resumed({ target, subscription, byHand }: Delivery, at: number): Period | null {
    const paid = byHand?.replaced
    const charged = this.#world.provider.ofOwner(target)?.price.packageId
    if (paid?.by !== 'customer' || paid.end <= at || paid.ownerId !== this.ownerOf(target)) return null
    const isSame = charged === subscription.packageId && paid.cents === centsOf(packageOf(subscription.packageId))
    if (!isSame) return null
    const why = 'another hand gave a plan within a paid period'
    const account = { target, customerId: paid.ownerId }
    this.#world.excuses.add(account, why, -paid.cents)
    // Which period it went back of is not known any more.
    this.#world.excuses.add(account, why, paid.returned ?? 0)
    return { ...paid, start: at, end: Date.parse(subscription.expiresAt) }
  }

  /** Another hand has chosen a plan since the call was decided on that ends another one: it ends that plan. */
  #excuseOvertaken({ target, period, byHand }: Delivery): void {
    const { excuses, clock } = this.#world
    if (!period || !byHand || clock.now - period.start > mostDecidingMs) return
    const why = 'another hand gave a plan within a paid period'
    // Nobody bills what lasts for a second, nor counts what was unused before it.
    const cents = period.cents + Math.abs(byHand.unasked)
    for (const most of [cents, -cents]) excuses.add({ target, customerId: period.ownerId }, why, most)
  }

  /** What is left of a period, and how much of that is still paid for: what has gone back is not given back once more. */
  #restOf(period: Period): { paid: number; handedOut: number } {
    const unused = period.by === 'customer' ? this.#unusedOf(period) : 0
    const handedOut = Math.round((unused * (period.returned ?? 0)) / period.cents)
    return { paid: unused - handedOut, handedOut }
  }

  /** A website that has come with a plan: what is left of that was not paid by its customer. */
  #restOfTheirs(target: string, period: Period | null): number {
    return period?.ownerId === this.ownerOf(target) ? this.#restOf(period).paid : 0
  }

  #unusedOf({ cents, start, end }: Period): number {
    return Math.round((cents * Math.max(0, end - this.#world.clock.now)) / (end - start))
  }

  /**
   * What is unused of the running period goes back to whoever bore its price. `buyerId` has agreed to what comes instead;
   * `isSettled` when a person has said how much goes back.
   */
  #endEarly(delivery: Delivery, buyerId: string | null, isSettled = false): void {
    const { period, target } = delivery
    delivery.period = null
    delivery.unused = 0
    delivery.unusedFor = null
    if (!period) return
    const { books, plan } = this.#world
    // The website may go to another customer while the call is on its way.
    const ownerId = buyerId ?? this.ownerOf(target)
    // What one customer has paid for is not given back to the next, unless the partner bills the website and not its owner.
    if (period.ownerId !== ownerId && plan.payments === 'provider') return
    const unused = this.#unusedOf(period)
    if (period.by !== 'customer') {
      books.post(ownerId, target, 'delivered', period.by, unused)
      return
    }
    const handedOut = isSettled ? unused : this.#restOf(period).handedOut
    delivery.unused = unused - handedOut
    books.post(ownerId, target, 'delivered', 'owed', unused - handedOut)
    books.post(ownerId, target, 'delivered', 'given', handedOut)
  }
}
