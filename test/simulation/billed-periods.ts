import { isPurchase } from '../../src/backend/ledger/change-facts.ts'
import type { BilledPeriod } from '../../src/backend/payments/payment-order.ts'
import { noticeMs } from './exceptions.ts'
import { centsOf, nameOf, packageOf } from './catalogue.ts'
import { mostDecidingMs } from './call-rules.ts'
import type { Delivery, Site } from './platform-model.ts'
import { keyOf, type Account } from './recurring-model.ts'
import { longestPauseMs } from './rest.ts'
import type { Owner } from './scheduler.ts'
import { money } from './story.ts'
import type { World } from './world.ts'

const hourMs = 3_600_000
/** Longer than any fault lasts. */
const mostTries = 60

/** A period that the platform has begun by itself, and that costs something. */
interface Begun extends Account {
  packageId: string
  cents: number
  start: number
  /** By what the partner was told, or by itself where the backend does not follow the subscription. */
  isBilled: boolean
  isTold: boolean
  /** Another hand has changed something in the last minutes before it. */
  isChangedLate: boolean
}

/** With `invoiced()`: the periods that the platform begins by itself, and what the partner is told of them, which it bills. */
export class BilledPeriods {
  readonly #begun: Begun[] = []
  readonly #keys = new Set<string>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** Also the fall to a free plan, since another period may be told in its place. */
  begins({ target, period, subscription }: Delivery): void {
    const { platform, plan } = this.#world
    const fell = { start: Date.parse(subscription.lastPackageChangeAt ?? ''), end: 0, cents: 0 }
    if (plan.payments !== 'invoiced') return
    const account = { target, customerId: platform.ownerOf(target) }
    const { cents, start, end } = period ?? fell
    const { packageId } = subscription
    const isBilled = cents > 0 && !this.#isFollowed(account)
    const isChangedLate = this.#world.words.isFresh(account, start - noticeMs)
    this.#begun.push({ ...account, packageId, cents, start, isBilled, isTold: false, isChangedLate })
    if (isBilled) this.#bill(account, cents, end)
  }

  /** What the hook does: under one key once. */
  isTold(told: BilledPeriod): void {
    if (this.#keys.has(told.key)) return
    this.#keys.add(told.key)
    const { kind, target, customerId, periodStart, periodEnd, amount } = told
    const start = Date.parse(periodStart)
    const packageId = told.package?.packageId ?? null
    this.#world.story.tell('partner', `${target} ${kind} on ${periodStart.slice(0, 16)}: ${nameOf(packageId)}`)
    if (kind === 'fell') this.#checkFall(told, start)
    if (packageId === null) return
    // The partner has a price list of its own.
    const cents = amount?.amountMinor ?? centsOf(packageOf(packageId))
    const account = { target, customerId }
    if (cents === 0) return
    const begun = this.#begun.find((one) => keyOf(one) === keyOf(account) && !one.isTold && isNear(one.start, start))
    if (begun?.packageId !== packageId) this.#world.flag(target, 'told of a period that had not begun')
    if (begun?.isChangedLate && begun.packageId !== packageId)
      this.#world.excuses.add(account, 'said elsewhere in the last minutes of a period', begun.cents - cents)
    const isBilled = begun?.isBilled === true
    if (begun) begun.isBilled = begun.isTold = true
    if (!isBilled) this.#bill(account, cents, periodEnd === null ? start : Date.parse(periodEnd))
  }

  /** What has begun, and is on no invoice. The look that finds it is made once nothing fails any more. */
  unbilledOf(account: Account): number {
    const { boundary, clock } = this.#world
    const mayWait = (start: number) => !boundary.isHealed || clock.now - start < hourMs
    return this.#unbilled(account).reduce((sum, { start, cents }) => (mayWait(start) ? sum + cents : sum), 0)
  }

  /** Nobody can look at it in this customer's name any more. */
  isLost(account: Account): void {
    const { clock, timing, excuses, rows } = this.#world
    // A jump of the clocks has gone over the look, which would have been made in between.
    const isLookDue = rows.of(account.target).some(({ facts, wakeAt, customerId }) => {
      const isTheirs = facts.action === 'watch' && customerId === account.customerId
      return isTheirs && wakeAt !== null && wakeAt <= clock.now + longestPauseMs
    })
    for (const { start, cents } of this.#unbilled(account)) {
      if (isLookDue || clock.now - start < timing.sweepMs)
        excuses.add(account, 'a website changed hands hours after a period began', cents)
    }
  }

  /** The partner has the backend follow what was sold before the history begins, or goes on for another customer. */
  follows(site: Site): void {
    const { scheduler, plan } = this.#world
    if (plan.payments === 'invoiced') scheduler.at(scheduler.now, partner, () => void this.#follow(site))
  }

  async #follow(site: Site): Promise<void> {
    const world = this.#world
    const luck = world.boundary.luck('follow')
    const { ownerId } = site
    world.newsUnderWay += 1
    for (let tries = 0; tries < mostTries && site.ownerId === ownerId && !site.isDeleted; tries++) {
      const target = site.target as `website:${string}`
      const isTaken = await world.backend.asStaff('follow', async ({ billing }) => {
        await billing.follow(target)
        return true
      })
      if (isTaken !== null) break
      await world.scheduler.sleep(luck.between(500, 20_000))
    }
    world.newsUnderWay -= 1
  }

  #unbilled(account: Account): Begun[] {
    return this.#begun.filter((one) => keyOf(one) === keyOf(account) && !one.isBilled)
  }

  /** What was bought is, and what was looked at since the partner has asked for it. */
  #isFollowed({ target, customerId }: Account): boolean {
    return this.#world.rows.of(target).some(({ state, facts, ...row }) => {
      if (row.customerId !== customerId || state !== 'applied') return false
      return isPurchase(facts) || (facts.action === 'watch' && Boolean(facts.period))
    })
  }

  #bill(account: Account, cents: number, periodEndsAt: number): void {
    const { customerId, target } = account
    const { books, invoices } = this.#world
    const used = Math.min(-books.of(customerId, target).held, cents)
    books.post(customerId, target, 'held', 'owed', used)
    invoices.write(account, cents - used, periodEndsAt)
  }

  /** A partner that is told so ends its service. */
  #checkFall({ target, customerId }: BilledPeriod, at: number): void {
    const { platform, clock } = this.#world
    const delivery = platform.deliveries.get(target)
    const site = this.#world.siteOf(target)
    const hasMoved = clock.now - (site?.changedAt ?? 0) < mostDecidingMs
    const period = delivery?.period
    if (!period || site?.isDeleted || platform.ownerOf(target) !== customerId || hasMoved) return
    if (at - period.start > mostDecidingMs && clock.now < period.end)
      this.#world.violation('a plan that runs was told to have ended', target, money(period.cents))
  }
}

/** The partner's own server. */
const partner: Owner = { name: 'partner', isDead: false, stalledUntil: 0 }

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < hourMs
}
