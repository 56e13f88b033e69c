import { isPaid as isPaidFor, isPurchase, type Before } from '../../src/backend/ledger/change-facts.ts'
import type { BackendEvent } from '../../src/backend/settings/backend-event.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { systemChange } from '../../src/backend/ledger/system-change.ts'
import { readTiming, type LedgerTiming } from '../../src/backend/ledger/timing.ts'
import { watchOccasion } from '../../src/backend/ledger/watch-row.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { Backend } from './backend.ts'
import { BilledPeriods } from './billed-periods.ts'
import { Books } from './books.ts'
import { Boundary } from './boundary.ts'
import { BusinessClock } from './business-clock.ts'
import { nameOf, soldIn, type SimulatedCurrency } from './catalogue.ts'
import { Coverage } from './coverage.ts'
import { checkCredit } from './debts.ts'
import { noticeMs, type Exception } from './exceptions.ts'
import { Excuses } from './excuses.ts'
import { Ids } from './ids.ts'
import { Invoices } from './invoices.ts'
import { MovedWebsites } from './moved-websites.ts'
import { Partner } from './partner.ts'
import { PlatformModel, type Delivery, type PlatformEffect, type Site } from './platform-model.ts'
import type { Plan } from './plan.ts'
import { Protocol } from './protocol.ts'
import { ProviderModel, type Payment } from './provider-model.ts'
import type { Account, Debt, Recurring } from './recurring-model.ts'
import { Reversals } from './reversals.ts'
import { Rows } from './rows.ts'
import { Scheduler } from './scheduler.ts'
import { Story } from './story.ts'
import { mistakeIn } from './troubles.ts'
import { Words } from './words.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
export interface Violation {
  rule: string
  target: string
  detail: string
}

/** One simulated world: its clocks, its models, the backend under test, and what is written down about all of them. */
export class World {
  readonly plan: Plan
  readonly scheduler = new Scheduler()
  readonly coverage = new Coverage()
  readonly story = new Story(() => this.scheduler.now)
  readonly clock = new BusinessClock(this.scheduler)
  readonly ids = new Ids()
  readonly books = new Books()
  readonly rows = new Rows(this)
  readonly protocol = new Protocol(this)
  readonly platform = new PlatformModel(this)
  readonly provider = new ProviderModel(this)
  readonly invoices = new Invoices(this)
  readonly partner = new Partner(this)
  readonly periods = new BilledPeriods(this)
  readonly timing: LedgerTiming
  readonly boundary: Boundary
  readonly backend: Backend
  /** What has come up about a target: names a finding. */
  readonly #flags = new Map<string, Set<string>>()
  readonly words = new Words()
  readonly excuses = new Excuses()
  readonly moves = new MovedWebsites(this)
  readonly reversals = new Reversals(this)
  /** When the period ended in whose last minutes another hand turned renewal off on the platform. */
  readonly #endedLate = new Map<string, number>()
  /** What was charged by a smaller plan in the last hour of one that another hand gave, whose next one is given as well. */
  readonly #paidAhead = new Map<string, Recurring & { at: number }>()
  finding: Violation | null = null
  newsUnderWay = 0
  /** Changes that a person has decided on. */
  readonly decided = new Set<string>()
  /** Customers who look at an offer and have not clicked yet. */
  offers = 0
  actorsAtWork = 0
  /** Somebody moves the clocks on, step by step. */
  isMoving = false
  /** Another hand has changed a plan since the clocks last went on. */
  isTouchedByHand = false
  #isPassing = false
  readonly #store: Store

  constructor(plan: Plan, store?: (now: () => number) => Store) {
    const { seed, windows } = plan
    this.plan = plan
    this.timing = readTiming({ giveUpMs: 120_000, paymentWindowMs: 40 * 60_000, leaseMs: plan.leaseMs })
    const { scheduler, story, coverage } = this
    const businessNow = () => this.clock.now
    this.boundary = new Boundary({ seed, scheduler, businessNow, story, coverage, windows })
    const now = () => this.clock.now
    plan.sites.forEach((packageId, index) => this.#addSite(index, packageId))
    this.#store = store ? store(now) : memoryStore({ now })
    this.backend = new Backend(this, this.#store)
  }

  /** What the backend keeps of the plans that were bought before the history begins: each is watched. */
  async begin(): Promise<void> {
    for (const site of this.platform.sites.values()) {
      if (this.platform.deliveries.get(site.target)?.period) this.periods.follows(site)
    }
    const holder = this.plan.isPool ? 'customer' : 'website'
    const seen = { charge: 'renews', renewal: 'on', isApart: false, madeAt: null } as const
    for (const { target, customerId, websiteId } of this.provider.recurring.values()) {
      const subject = { target: target as `website:${string}`, customerId, websiteId, holder } as const
      const watch = systemChange({ action: 'watch', seen }, subject, watchOccasion, () => this.ids.next('own'))
      const added = await this.#store.addChange({ ...watch, state: 'applied', wakeInMs: this.timing.sweepMs })
      if (added.kind === 'added') this.rows.saw(added.change)
    }
  }

  /** Everything that falls due by itself, in the order of business time. */
  letTimePass(): void {
    if (this.#isPassing) return
    this.#isPassing = true
    this.provider.expireDue()
    for (;;) {
      let due = this.clock.now
      let settle: (() => void) | null = null
      for (const delivery of this.platform.deliveries.values()) {
        const at = this.platform.dueOf(delivery)
        if (at > due) continue
        due = at
        settle = () => this.platform.fallDue(delivery)
      }
      for (const recurring of this.provider.recurring.values()) {
        if (recurring.periodEndsAt > due) continue
        due = recurring.periodEndsAt
        settle = () => this.provider.fallDue(recurring)
      }
      if (!settle) break
      settle()
    }
    this.#isPassing = false
  }

  /** All clocks go on to a moment, and what falls due meanwhile happens. Only while no call is on its way. */
  jumpTo(moment: number): void {
    this.clock.jumpTo(moment)
    this.letTimePass()
    this.platform.forgetPast()
    this.backend.wakeAt(this.scheduler.now)
  }

  /** In which currency a website or a customer pays, by its number: its plans, what it owes and what is held for it. */
  currencyOf(name: string): SimulatedCurrency {
    return this.plan.hasDollars && /[13579]$/.test(name) ? 'USD' : 'EUR'
  }

  /** How old what a read shows is. */
  readLag(): number {
    const { readLagMs } = this.plan
    return readLagMs === 0 ? 0 : this.boundary.luck('lag').between(0, readLagMs)
  }

  /** What is not paid: with the provider, or on the partner's own invoices. */
  debtsOf(account: Account): Debt[] {
    return [...this.provider.debtsOf(account), ...this.invoices.debtsOf(account)]
  }

  violation(rule: string, target: string, detail: string): void {
    if (this.finding) return
    this.story.tell('VIOLATION', `${rule}: ${target} ${detail}`)
    this.finding = { rule, target, detail }
  }

  flag(target: string, what: string): void {
    const flags = this.#flags.get(target) ?? new Set()
    flags.add(what)
    this.#flags.set(target, flags)
  }

  flagsOf(target: string): string[] {
    return [...(this.#flags.get(target) ?? [])].toSorted()
  }

  /** The provider says something by itself. It sends it again until somebody takes it. */
  news(event: Record<string, unknown>): void {
    const luck = this.boundary.luck('news')
    const fault = this.boundary.faultAt('news', luck)
    if (fault) this.story.tell('news', `✗ ${String(event['kind'])} ${fault}`)
    if (fault === 'lost') return
    const copies = luck.chance(this.plan.newsTwice) ? 2 : 1
    for (let copy = 0; copy < copies; copy++) {
      const most = fault === 'late' ? 200_000 : fault === 'slow' ? 9_000 : 250
      this.newsUnderWay += 1
      this.#deliver(event, luck.between(5, most), fault === 'dropped' ? 1 : 0, 0)
    }
  }

  woken({ wakeAt }: ChangeRow): void {
    if (wakeAt !== null) this.backend.wakeAt(this.clock.virtualTimeOf(wakeAt))
  }

  onRowMoved(row: ChangeRow, before: ChangeRow | undefined): void {
    const { state, lane, target, facts, id } = row
    if (before?.state === 'needs_attention' && state !== before.state) this.decided.add(id)
    if (state !== before?.state) this.reversals.onRow(row)
    if (!before && facts.action === 'end_unpaid') this.invoices.checkEnding(row)
    if (state === 'applied' && facts.action === 'end_unpaid') this.invoices.isGivenUp(facts.invoiceId)
    if (state === 'needs_attention')
      this.flag(target, lane === 'system' ? 'system work before a person' : 'before a person')
    if (lane !== 'customer') return
    // Paid for, and let stand by a person: it renews, whatever was said before.
    if (state === 'closed' && isPaidFor(facts)) this.words.take(row)
    if (state === 'refunded') {
      this.words.take(row)
      const payment = this.provider.paymentOf(id)
      if (payment?.charges.some((charge) => !charge.isReturned && !this.#isGoingBack(target, charge.id))) {
        this.violation('refunded, and the money was kept', target, id)
      }
      this.moves.onReturned(row)
    }
    if (state === 'refused') {
      // Renewal is turned off and on again to drop what was planned.
      if (facts.action === 'keep') this.words.isRefused(row)
      this.partner.isNeverTold(row)
      this.moves.onReturned(row)
    }
    if (state !== 'applied') return
    if (isPurchase(facts)) this.platform.isBoughtAfterAll(row, facts.packageId)
    const credit = isPurchase(facts) ? facts.quote.lines.find(({ kind }) => kind === 'credit') : undefined
    if (isPurchase(facts) && this.clock.now - row.startedAt > dayMs) {
      const why = 'a change took more than a day'
      this.excuses.add(row, why, -(credit?.amount.amountMinor ?? 0))
      if (this.plan.payments === 'provider') this.excuses.add(row, why, -facts.quote.to.price.amountMinor)
    }
    const delivery = this.platform.deliveries.get(target)
    if (delivery && ('quote' in facts ? facts.quote : null)?.ends.includes('paid_period')) {
      this.books.post(row.customerId, target, 'owed', 'forfeited', delivery.unused)
      delivery.unused = 0
    }
    this.words.isTold(row, facts.intent.kind === 'cancel' ? 'off' : 'on')
    if (before?.state === 'needs_attention') this.flag(target, 'applied after a person')
  }

  /** @param effect.replaced the period that was running before. */
  onPlatformEffect({ call, target, packageId, by, replaced }: PlatformEffect): void {
    if (by === 'another hand') {
      this.flag(target, `${call} by another hand`)
      this.isTouchedByHand = true
      const isPlan = call === 'upgrade' || call === 'downgrade'
      if (isPlan) this.protocol.rules.isChosenElsewhere(target, packageId)
      const account = { target, customerId: this.platform.ownerOf(target) }
      this.words.isTouched(account, this.clock.now)
      // The provider's period may end before the platform's: what comes next is charged by then, and never begins.
      if (isPlan && replaced && replaced.end - this.clock.now < noticeMs)
        this.excuses.add(account, 'said elsewhere in the last minutes of a period', -replaced.cents)
      if (call === 'cancel' && replaced && replaced.end - this.clock.now < noticeMs)
        this.#endedLate.set(target, replaced.end)
      if (call === 'cancel' || call === 'resume')
        this.words.isSaid(account, call === 'cancel' ? 'off' : 'on', this.clock.now, 'platform')
    } else if (call === 'cancel' || call === 'deactivate') {
      if (call === 'cancel') this.invoices.checkEnded(target)
      this.invoices.isEnding(target)
    } else if (call === 'upgrade') {
      const buying = this.#rowBuying(target, packageId)
      if (buying) this.moves.onBegun(buying)
      const begun = this.platform.deliveries.get(target)?.period
      if (buying && begun) begun.changeId = buying.id
      checkCredit(this, target, packageId, replaced)
    }
    if (by !== 'another hand' && call === 'upgrade' && this.plan.payments === 'provider' && packageId !== null) {
      const payments = [...this.provider.payments.values()].filter((payment) => payment.target === target)
      if (payments.some(({ status }) => status === 'refunded')) this.flag(target, 'delivered beside a refund')
    }
  }

  onPeriodEnded(account: Account, cents: number): void {
    const why = 'a person had not decided when a period ended'
    if (this.#isUndecided(account)) this.excuses.add(account, why, cents)
  }

  onPeriodBegan(delivery: Delivery): void {
    const { target, period } = delivery
    const account = { target, customerId: this.platform.ownerOf(target) }
    if (period) this.#excusePeriod(account, period.cents, period.start)
    const ahead = this.#paidAhead.get(target)
    if (ahead && period?.by === 'given' && ahead.customerId === period.ownerId && period.start - ahead.at < dayMs)
      this.books.post(ahead.customerId, target, 'owed', 'given', ahead.price.cents)
    this.#paidAhead.delete(target)
    this.reversals.onPeriodBegan(delivery)
    this.periods.begins(delivery)
    const open = this.rows
      .of(delivery.target)
      .find(({ state, lane }) => lane === 'customer' && state === 'awaiting_payment')
    if (open) this.flag(delivery.target, 'renewed while a payment was open')
  }

  /** @param at when its last period ended, in business time. */
  onCharged(recurring: Recurring, isPaid: boolean, at: number): void {
    const { target, price, customerId } = recurring
    const what = nameOf(price.packageId)
    const site = [...this.platform.sites.values()].find((candidate) => candidate.target === target)
    const isGone = !site || site.isDeleted || site.ownerId !== customerId
    const until = at - noticeMs
    const isUnwanted = isGone
      ? until - (site?.changedAt ?? 0) > this.timing.sweepMs
      : this.words.of(recurring, until) === 'off'
    const excuses = this.#excusePeriod(recurring, -price.cents, at)
    // Who pays for a smaller plan than another hand gave pays for a part of it, unless it is for what comes next.
    const { period, subscription } = this.platform.deliveries.get(target) ?? {}
    const next = subscription?.plannedPackageId ?? subscription?.packageId
    if (!isGone && period?.by === 'given') {
      const isForNext = period.end - at <= (next === price.packageId ? dayMs : hourMs)
      if (isForNext) {
        if (next !== price.packageId) this.#paidAhead.set(target, { ...recurring, at })
      } else {
        this.books.post(customerId, target, 'owed', 'given', price.cents)
        // What was charged may be planned hours later, and begin at the end of what was given.
        if (period.end - at <= dayMs) {
          this.excuses.add(recurring, 'another hand gave a plan within a paid period', price.cents)
        }
      }
    }
    if (isUnwanted && excuses.length > 0) for (const why of excuses) this.coverage.count('exception', why)
    else if (isUnwanted && isGone) {
      this.violation('charged for a website that is gone or of somebody else', target, what)
    } else if (isUnwanted) {
      this.violation('renewed although the customer had said no', target, what)
    }
    if (!isPaid) this.flag(target, 'a renewal failed')
  }

  onSettled(payment: Payment, before: Recurring | undefined): void {
    const { target, to } = payment
    if (this.provider.debtsOf(payment).length > 0) this.flag(target, 'bought while a renewal was unpaid')
    const period = this.platform.deliveries.get(target)?.period
    if (period?.by === 'written_off') this.flag(target, 'bought while a period was written off')
    const row = this.rows.get(payment.key)
    const facts = row && isPurchase(row.facts) ? row.facts : null
    if (before?.price.packageId === to.packageId) this.flag(target, 'paid for the plan that was charged already')
    if (before && before.periodEndsAt - this.clock.now < noticeMs)
      this.excuses.add(payment, 'a payment was made in the last minutes of a period', before.price.cents)
    const due = facts?.due?.amountMinor ?? 0
    if (row && payment.cents > due)
      this.violation('charged more than was quoted', target, `${payment.cents} for ${due}`)
  }

  onReturned(payment: Payment): void {
    const delivery = this.platform.deliveries.get(payment.target)
    if (delivery?.subscription.packageId === payment.to.packageId)
      this.flag(payment.target, 'returned what was delivered')
  }

  onEvent(event: BackendEvent): void {
    if (event.type === 'periods.diverged') this.#isToldApart(event.changeId)
    const mistake = mistakeIn(event)
    if (mistake) this.violation('a mistake inside the backend', '', mistake)
  }

  /** The provider had begun the next period when another hand turned renewal off on the platform: the partner knows. */
  #isToldApart(watchId: string): void {
    const watch = this.rows.get(watchId)
    const charged = watch && this.provider.of(watch)
    const endedAt = watch && this.#endedLate.get(watch.target)
    if (!charged || endedAt === undefined || this.clock.now - endedAt > this.timing.sweepMs) return
    this.#endedLate.delete(watch.target)
    this.excuses.add(watch, 'said elsewhere in the last minutes of a period', -charged.price.cents)
  }

  /** The provider has begun the next period, and the platform has not. */
  onEndedByHand(account: Account, before: Recurring): void {
    const delivery = this.platform.deliveries.get(account.target)
    const leftMs = delivery ? this.platform.dueOf(delivery) - this.clock.now : Infinity
    if (leftMs < noticeMs && before.periodEndsAt - this.clock.now - leftMs > dayMs)
      this.excuses.add(account, 'said elsewhere in the last minutes of a period', -before.price.cents)
  }

  /** What may be wrong with a period that begins at a moment, and by how much. */
  #excusePeriod(account: Account, cents: number, at: number): Exception[] {
    const { target, customerId } = account
    const since = at - noticeMs
    const why: Exception[] = []
    if (this.words.isFresh(account, since)) why.push('said elsewhere in the last minutes of a period')
    if (this.boundary.struckAt(looked) > since) why.push('a look before the end of a period failed')
    if (this.#isUndecided(account)) why.push('a person had not decided when a period ended')
    const site = this.siteOf(target)
    if (site && (site.changedAt ?? 0) > since - this.timing.sweepMs && site.hasMoved)
      why.push('a website changed hands hours before a period ended')
    for (const exception of why) this.excuses.add({ target, customerId }, exception, cents)
    return why
  }

  /** A customer has agreed to it, and it is on its way: whoever carries it out. */
  isBeingBought(target: string, packageId: string | null): boolean {
    const ownerId = this.platform.ownerOf(target)
    const isBought = ({ state, customerId, facts }: ChangeRow) => {
      if (!isPurchase(facts) || facts.direction !== 'forward') return false
      // What one customer has paid a provider for is not what the next one gets.
      if (customerId !== ownerId && this.plan.payments === 'provider') return false
      const isUnderWay = state === 'paid' || state === 'applying'
      // What the backend could not do, a person may do on the platform.
      const isLeftToAPerson = state === 'needs_attention' && (isPaidFor(facts) || this.plan.payments === 'invoiced')
      if (facts.packageId === packageId) return isUnderWay || isLeftToAPerson
      return isUnderWay && this.plan.payments === 'invoiced'
    }
    return this.rows.of(target).some(isBought)
  }

  /** Who has agreed to a plan that is being called for; `null` when nobody has. */
  buyerOf(target: string, packageId: string | null): string | null {
    return this.#rowBuying(target, packageId)?.customerId ?? null
  }

  /** The row whose call takes effect: that of another customer may be waiting for its refund. */
  #rowBuying(target: string, packageId: string | null): ChangeRow | undefined {
    const isBought = ({ state, facts }: ChangeRow) =>
      state === 'applying' && isPurchase(facts) && facts.packageId === packageId && facts.sentAt !== null
    const sentAt = ({ facts }: ChangeRow) => facts.sentAt ?? 0
    return this.rows
      .of(target)
      .filter(isBought)
      .toSorted((a, b) => sentAt(b) - sentAt(a))[0]
  }

  /** Whether what is being bought was agreed on without looking at that plan. */
  wasAgreedWithout(target: string, packageId: string): boolean {
    return this.#agreed(target).some((before) => !isPriced(before, packageId))
  }

  /** Whether the price of what is being bought counts on that plan. */
  wasAgreedWith(target: string, packageId: string): boolean {
    return this.#agreed(target).some((before) => isPriced(before, packageId))
  }

  /** What stood when the purchases were agreed on whose calls have left. */
  #agreed(target: string): Before[] {
    return this.rows.of(target).flatMap(({ state, facts }) => {
      return state === 'applying' && isPurchase(facts) && facts.sentAt !== null ? [facts.before] : []
    })
  }

  /** Whether what comes next is charged for, by whoever collects. */
  isAskedFor({ target, subscription }: Delivery, at: number): boolean {
    const recurring = this.provider.ofOwner(target)
    if (this.plan.payments === 'invoiced' || !recurring) return this.plan.payments === 'invoiced'
    const begins = [at, Date.parse(subscription.expiresAt)].some(
      (end) => Math.abs(recurring.periodEndsAt - end) < dayMs,
    )
    return begins && recurring.price.packageId === subscription.packageId
  }

  siteOf(target: string): Site | undefined {
    return [...this.platform.sites.values()].find((candidate) => candidate.target === target)
  }

  #isUndecided({ target, customerId }: Account): boolean {
    return this.rows
      .of(target)
      .some((row) => row.state === 'needs_attention' && row.customerId === customerId && decidesRenewal(row))
  }

  #deliver(event: Record<string, unknown>, delay: number, dropped: number, attempt: number): void {
    this.scheduler.after(delay, null, () => {
      this.backend.receive(event, (isTaken) => {
        if (isTaken && dropped === 0) this.newsUnderWay -= 1
        else if (attempt > 60) this.newsUnderWay -= 1
        else this.#deliver(event, Math.min(30_000, 250 * 2 ** attempt), Math.max(0, dropped - 1), attempt + 1)
      })
    })
  }

  /** Kept in mind until it was known what the change comes to: its return is a row of its own, whose end the audit looks at. */
  #isGoingBack(target: string, chargeId: string): boolean {
    return this.rows
      .of(target)
      .some(
        ({ state, facts }) => state === 'applying' && facts.action === 'refund_stray' && facts.chargeId === chargeId,
      )
  }

  /** A website on a plan that was bought a while ago, with the money for it. */
  #addSite(index: number, packageId: string | null): void {
    const id = `site-${index}`
    const customerId = `customer-${this.plan.isPool ? index % 2 : index}`
    const isFirst = !this.platform.deliveries.has(this.plan.isPool ? `customer:${customerId}` : `website:${id}`)
    const site = this.platform.addSite(id, customerId, null)
    if (packageId === null || !isFirst) return
    this.partner.beginsOn(site, soldIn(this.currencyOf(site.target), packageId))
  }
}

/** What a look before the end of a period is made of, and what it leads to. */
const looked =
  /^(platform\.(company|website|websites|package|packages|cancel|resume|downgrade)|provider\.(standing|cancel|resume|schedule|unschedule)|store\.)/

/** Whether it hangs on the decision about a change how a subscription goes on. */
function decidesRenewal({ facts: { action } }: ChangeRow): boolean {
  return action !== 'refund_stray' && action !== 'await_renewal'
}

/** What has ended is named as well, and another hand may have begun it anew. */
function isPriced({ packageId, status }: Before, of: string): boolean {
  return packageId === of && status !== 'ended'
}
