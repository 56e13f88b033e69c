import type { InvoiceReport } from '../../src/backend/back-office/billing.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { mostDecidingMs } from './call-rules.ts'
import { centsOf, packageOf } from './catalogue.ts'
import { noticeMs } from './exceptions.ts'
import { keyOf, type Account, type Debt } from './recurring-model.ts'
import { money } from './story.ts'
import type { World } from './world.ts'

/** What the partner's own invoicing tells the backend of an invoice. */
export type Report = InvoiceReport['kind']

/** One of the partner's invoices. Until something else is known, its amount counts as received. */
export interface Invoice extends Omit<Debt, 'status' | 'unpaidSince'> {
  status: 'sent' | 'overdue' | 'disputed' | 'written_off'
  /** When the backend was told of that, in business time; `null` while it is being told. */
  toldAt: number | null
  /** The same in virtual time, in which a worker stalls. */
  heardAt: number
}

/** The partner's own invoicing: what it has billed, what of that is not paid, and what it says of it. */
export class Invoices {
  readonly #written: Invoice[] = []
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /**
   * What was agreed counts as received.
   *
   * @param periodEndsAt of the period that it is for. @defaultValue the end of the running one
   */
  write(account: Account, cents: number, periodEndsAt = this.#endOf(account)): void {
    const { books, ids, clock, scheduler } = this.#world
    const { customerId, target } = account
    books.post(customerId, target, 'received', 'owed', cents)
    const site = this.#world.siteOf(target)
    if (cents <= 0 || !site) return
    const id = ids.next('invoice', customerId)
    const about = { customerId, target, websiteId: site.id, cents, periodEndsAt }
    const told = { toldAt: clock.now, heardAt: scheduler.now }
    this.#written.push({ id, ...about, status: 'sent', wasPaid: false, overdueAt: null, ...told })
  }

  /** What is not paid, and is not given up. */
  debtsOf(account: Account): Debt[] {
    return this.debts.filter((debt) => keyOf(debt) === keyOf(account))
  }

  get debts(): Debt[] {
    return this.#written.flatMap((invoice): Debt[] => {
      const { status, toldAt } = invoice
      if (status !== 'overdue' && status !== 'disputed') return []
      return [{ ...invoice, status, unpaidSince: toldAt ?? Infinity }]
    })
  }

  /** The newest one of which something can be said. */
  lastFor(account: Account, report: Report): Invoice | undefined {
    const from: readonly Invoice['status'][] =
      report === 'paid' ? ['overdue', 'disputed'] : report === 'overdue' ? ['sent', 'disputed'] : ['sent', 'overdue']
    return this.#written.findLast(
      (invoice) =>
        keyOf(invoice) === keyOf(account) &&
        invoice.toldAt !== null &&
        from.includes(invoice.status) &&
        !(report === 'paid' && this.#isTooLate(invoice)),
    )
  }

  /** Something becomes of an invoice; the backend is told of it afterwards. */
  becomes(invoice: Invoice, report: Report): void {
    const { books, story, clock } = this.#world
    const { id, customerId, target, cents } = invoice
    story.tell('invoicing', `${target} invoice ${id} of ${money(cents)} is ${report.replace('_', ' ')}`)
    this.#world.flag(target, `an invoice was reported as ${report.replace('_', ' ')}`)
    const wasPaid = invoice.status === 'sent'
    if (report === 'paid') books.post(customerId, target, 'received', 'owed', cents)
    else if (wasPaid) books.post(customerId, target, 'owed', 'received', cents)
    invoice.toldAt = null
    invoice.overdueAt = null
    invoice.status = report === 'paid' ? 'sent' : report
    if (report === 'overdue') invoice.overdueAt = clock.now
    if (report !== 'written_off') return
    this.#writeOff(invoice, Infinity)
    this.#excuseNext(invoice)
  }

  /** What is to end for it in the last minutes of a period may be the next one, which is not billed then. */
  #excuseNext(account: Account): void {
    const { platform, clock, excuses } = this.#world
    const { subscription, period } = platform.deliveries.get(account.target) ?? {}
    if (!subscription || !period || period.end - clock.now >= noticeMs) return
    const next = packageOf(subscription.plannedPackageId ?? subscription.packageId)
    excuses.add(account, 'said elsewhere in the last minutes of a period', -centsOf(next))
  }

  /** The backend has taken it. */
  isTold(invoice: Invoice): void {
    const { clock, scheduler, platform } = this.#world
    if (invoice.toldAt === null) Object.assign(invoice, { toldAt: clock.now, heardAt: scheduler.now })
    const period = platform.deliveries.get(invoice.target)?.period
    if (period?.writtenOffAt === Infinity) period.writtenOffAt = clock.now
  }

  /** The plan is being ended for an invoice that is not paid: the partner gives it up. */
  isEnding(target: string): void {
    const facts = this.#rowCalling(target)?.facts
    if (facts?.action === 'end_unpaid') this.isGivenUp(facts.invoiceId)
  }

  isGivenUp(invoiceId: string): void {
    const invoice = this.#find(invoiceId)
    if (!invoice || invoice.status === 'sent' || invoice.status === 'written_off') return
    const { clock, story } = this.#world
    story.tell('invoicing', `${invoice.target} invoice ${invoiceId} of ${money(invoice.cents)} is given up`)
    invoice.status = 'written_off'
    this.#writeOff(invoice, clock.now)
  }

  /** A plan is ended only for an invoice that the policy, or the partner, has given up. */
  checkEnding({ target, facts, id }: ChangeRow): void {
    const invoice = facts.action === 'end_unpaid' ? this.#find(facts.invoiceId) : undefined
    const { clock, scheduler, timing, decided } = this.#world
    if (!invoice || invoice.toldAt === null || scheduler.now - invoice.heardAt < mostDecidingMs || decided.has(id))
      return
    const { status, overdueAt, cents } = invoice
    const isOver = overdueAt !== null && clock.now - overdueAt >= timing.renewalGraceMs - hourMs
    if (status === 'written_off' || (status === 'overdue' && isOver)) return
    const rule = status === 'sent' ? 'a plan was ended although it was paid' : 'written off before the grace was over'
    this.#world.violation(rule, target, money(cents))
  }

  /** @param at when the backend knows of it. */
  #writeOff(invoice: Invoice, at: number): void {
    const { customerId, target, cents, periodEndsAt } = invoice
    this.#world.books.post(customerId, target, 'written_off', 'owed', cents)
    // Another period may end on the same day, and is told from it by the second.
    const end = this.#world.platform.deliveries.get(target)?.period?.end ?? Infinity
    if (Math.abs(end - periodEndsAt) <= secondMs) this.#world.platform.writeOff(invoice, periodEndsAt, at)
  }

  /** It says until when it can be paid. */
  #isTooLate({ overdueAt }: Invoice): boolean {
    const { clock, timing } = this.#world
    return overdueAt !== null && clock.now - overdueAt > timing.renewalGraceMs - hourMs
  }

  /** A plan is being ended for an invoice: not one that was bought after it had been reported. */
  checkEnded(target: string): void {
    const period = this.#world.platform.deliveries.get(target)?.period
    const row = this.#rowCalling(target)
    if (row?.facts.action !== 'end_unpaid') return
    this.checkEnding(row)
    const toldAt = this.#find(row.facts.invoiceId)?.toldAt
    // Which of them came first is told by a wall clock, which may be ten minutes wrong.
    const isClear = this.#world.plan.clockSkews.length === 1
    if (!toldAt || !isClear || period?.changeId === undefined || period.start - toldAt < mostDecidingMs) return
    this.#world.violation('a plan was ended for an invoice of before', target, money(period.cents))
  }

  /** What is to end for a customer of before is not what a call for the next one ends, nor is what has sent none, or an earlier one. */
  #rowCalling(target: string): ChangeRow | undefined {
    const { rows, platform } = this.#world
    const ownerId = platform.ownerOf(target)
    const sentAt = ({ facts }: ChangeRow) => facts.sentAt ?? 0
    return rows
      .of(target)
      .filter(({ customerId, state, facts }) => customerId === ownerId && state === 'applying' && facts.sentAt !== null)
      .toSorted((a, b) => sentAt(b) - sentAt(a))[0]
  }

  #endOf({ target }: Account): number {
    return this.#world.platform.deliveries.get(target)?.period?.end ?? this.#world.clock.now
  }

  #find(invoiceId: string): Invoice | undefined {
    return this.#written.find(({ id }) => id === invoiceId)
  }
}

const secondMs = 1_000
const hourMs = 3_600_000
