import { addMonths } from '../../packages/sandbox/src/core/platform/periods.ts'
import { nameOf } from './catalogue.ts'
import { money } from './story.ts'
import type { World } from './world.ts'

export interface Price {
  packageId: string
  cents: number
  interval: 'monthly' | 'yearly'
}

/** Whose charge, and for what. */
export interface Account {
  customerId: string
  target: string
}

/** `failing` declines a renewal; with `slow` it stays open until the card is another. */
export type Card = 'good' | 'failing' | 'slow'

/** A charge that comes again at the end of each period, in business time. */
export interface Recurring extends Account {
  websiteId: string
  price: Price
  scheduled: Price | null
  renews: boolean
  /** The change that has turned renewal off or on last; `null` for somebody in the provider's pages, or nobody. */
  renewalSetBy: string | null
  periodEndsAt: number
  card: Card
  /** The payment that set it. */
  setBy: string
}

/** An invoice for a period, that is not paid. It stays when the recurring charge ends. */
export interface Debt extends Account {
  id: string
  /** `open` is being collected, `overdue` was declined, `disputed` was paid and is claimed back at the customer's bank. */
  status: 'open' | 'overdue' | 'disputed'
  websiteId: string
  cents: number
  /** Also where it is claimed back by now. */
  wasPaid: boolean
  /** The end of the period that it is for. */
  periodEndsAt: number
  /** Since when it is unpaid, in business time: since its period began, or since it was claimed back. */
  unpaidSince: number
  /** Since when it is overdue, in business time; `null` while it is not. */
  overdueAt: number | null
}

/** The provider says no, for good. */
export class ProviderRefusal extends Error {
  readonly code: 'paid' | 'key_reused' | 'no_payment' | 'not_paid' | 'no_charge' | 'not_renewing' | 'balance_changed'

  constructor(code: ProviderRefusal['code']) {
    super(code.replace('_', ' '))
    this.code = code
  }
}

/** Who finds renewal as it is to be has not turned it. */
function turned(found: Recurring, renews: boolean, renewalSetBy: string | null): Recurring {
  return found.renews === renews ? found : { ...found, renews, renewalSetBy }
}

export function keyOf({ customerId, target }: Account): string {
  return `${customerId} ${target}`
}

/** The charges that renew, what is unpaid, and what is held for each customer, with a posting for everything that moves money. */
export class RecurringModel {
  readonly recurring = new Map<string, Recurring>()
  readonly debts: Debt[] = []
  /** The last renewal of each account that was paid: it can be claimed back. */
  readonly #paid = new Map<string, Debt>()
  /** What is held for a customer, whichever website it came from. */
  readonly balances = new Map<string, number>()
  protected readonly world: World

  constructor(world: World) {
    this.world = world
  }

  of(account: Account): Recurring | undefined {
    return this.recurring.get(keyOf(account))
  }

  /** What whoever has a website now is charged for it. */
  ofOwner(target: string): Recurring | undefined {
    return this.of({ target, customerId: this.world.platform.ownerOf(target) })
  }

  debtsOf({ customerId, target }: Account): Debt[] {
    return this.debts.filter((debt) => debt.target === target && debt.customerId === customerId)
  }

  balanceOf(customerId: string): number {
    return this.balances.get(customerId) ?? 0
  }

  /** Another charge from the end of the period on; where nothing is charged, only one of nothing. */
  schedule(account: Account, to: Price): void {
    const current = this.of(account)
    if (!current && to.cents === 0) return
    if (!current?.renews) throw new ProviderRefusal('not_renewing')
    this.#change(account, `smaller charge planned: ${money(to.cents)}`, (found) => ({ ...found, scheduled: to }))
  }

  unschedule(account: Account): void {
    this.#change(account, 'planned charge dropped', (found) => ({ ...found, scheduled: null }))
  }

  cancel(account: Account, by: string | null = null): void {
    this.#change(account, 'renewal off', (found) => ({ ...turned(found, false, by), scheduled: null }))
  }

  /** Refused when there is no charge: renewal is never on with nothing behind it. */
  resume(account: Account, by: string | null = null): void {
    if (!this.of(account)) throw new ProviderRefusal('not_renewing')
    this.#change(account, 'renewal on', (found) => turned(found, true, by))
  }

  /** Ends it immediately and writes off what is unpaid; not when the invoice that is the reason was paid meanwhile, claimed back or not. */
  end(account: Account, unpaidInvoiceId: string | null): 'ended' | 'paid' {
    const { story, books, platform } = this.world
    const { target, customerId } = account
    const debts = this.debtsOf(account)
    const isUnpaid = debts.some(({ id, status }) => id === unpaidInvoiceId && status !== 'disputed')
    if (unpaidInvoiceId !== null && !isUnpaid) return 'paid'
    const found = this.of(account)
    if (found) story.tell('provider', `${target} charge ended at once`)
    this.recurring.delete(keyOf(account))
    for (const debt of debts) {
      this.debts.splice(this.debts.indexOf(debt), 1)
      story.tell('provider', `${target} ${money(debt.cents)} written off`)
      books.post(customerId, target, 'written_off', 'owed', debt.cents)
      platform.writeOff(account, debt.periodEndsAt)
      this.world.flag(target, 'written off')
    }
    return 'ended'
  }

  /** What somebody does in the provider's own pages, so that the merchant hears of it. */
  byHand(account: Account, action: 'cancel' | 'resume' | 'end' | 'unschedule' | 'schedule', to?: Price): boolean {
    const found = this.of(account)
    if (!found) return false
    if (action === 'schedule' && !(to && found.renews)) return false
    if (action === 'resume' && found.renews) return false
    // The page does not offer what is so already.
    if (action === 'cancel' && !found.renews) return false
    this.world.flag(account.target, `${action} in the provider's pages`)
    if (found.scheduled !== null) this.world.flag(account.target, 'planned charge dropped by hand')
    if (action === 'end') this.end(account, null)
    else if (action === 'schedule') this.schedule(account, to!)
    else this[action](account)
    this.tellOf(found, action === 'end' ? 'recurring.ended' : 'recurring.changed')
    return true
  }

  /** Whether the card works; one that works again pays what is overdue. */
  setCard(account: Account, card: Card): void {
    const found = this.of(account)
    if (found) {
      this.recurring.set(keyOf(account), { ...found, card })
      this.world.story.tell('provider', `${account.target} card is ${card}`)
    }
    if (card === 'good') this.payDebts(account)
    if (card === 'failing') for (const debt of this.debtsOf(account)) if (debt.status === 'open') this.#decline(debt)
  }

  /** The customer claims the last renewal back at the bank. A dispute that is lost leaves it unpaid. */
  dispute(account: Account, outcome: 'opened' | 'won' | 'lost'): void {
    const { books, story } = this.world
    const { customerId, target } = account
    const paid = this.#paid.get(keyOf(account))
    const debt = outcome === 'opened' ? paid : this.debtsOf(account).find(({ status }) => status === 'disputed')
    if (!debt || debt.cents === 0) return
    story.tell('provider', `${target} dispute of ${money(debt.cents)} ${outcome}`)
    this.world.flag(target, 'disputed')
    switch (outcome) {
      case 'opened':
        this.#paid.delete(keyOf(account))
        this.debts.push({ ...debt, status: 'disputed', unpaidSince: this.world.clock.now, overdueAt: null })
        books.post(customerId, target, 'owed', 'disputed', debt.cents)
        this.tellOf(debt, 'recurring.changed')
        break
      case 'won':
        this.debts.splice(this.debts.indexOf(debt), 1)
        books.post(customerId, target, 'disputed', 'owed', debt.cents)
        this.tellOf(debt, 'recurring.changed')
        break
      case 'lost':
        books.post(customerId, target, 'disputed', 'returned', debt.cents)
        this.#decline(debt)
        break
      default:
        outcome satisfies never
    }
  }

  /** On the provider's page for unpaid invoices, also when nothing is charged any more. */
  payDebts(account: Account): void {
    const { target, customerId } = account
    for (const debt of this.debtsOf(account).filter(({ status }) => status !== 'disputed')) {
      this.debts.splice(this.debts.indexOf(debt), 1)
      this.#paid.set(keyOf(account), { ...debt, wasPaid: true })
      this.world.story.tell('provider', `${target} overdue ${money(debt.cents)} paid`)
      this.world.books.post(customerId, target, 'received', 'owed', debt.cents)
      this.world.flag(target, 'overdue paid')
      this.tellOf(debt, 'renewal.paid', debt.id)
    }
  }

  /** Renews or ends a charge that has come to the end of its period. */
  fallDue(found: Recurring): void {
    const price = found.scheduled ?? found.price
    const { story, books, ids, coverage } = this.world
    const { target, customerId, websiteId } = found
    if (!found.renews || price.cents === 0) {
      story.tell('provider', `${target} charge has ended`)
      this.recurring.delete(keyOf(found))
      this.tellOf(found, 'recurring.ended')
      return
    }
    const invoiceId = ids.next('invoice', customerId)
    const used = Math.min(Math.max(0, this.balanceOf(customerId)), price.cents)
    const cents = price.cents - used
    const isPaid = found.card === 'good' || cents === 0
    const next: Recurring = {
      ...found,
      price,
      scheduled: null,
      periodEndsAt: addMonths(new Date(found.periodEndsAt), price.interval === 'yearly' ? 12 : 1).getTime(),
    }
    this.recurring.set(keyOf(found), next)
    this.hold(found, -used)
    const { periodEndsAt } = next
    const account = { customerId, target, websiteId }
    const invoice: Debt = {
      id: invoiceId,
      status: 'open',
      ...account,
      cents,
      wasPaid: isPaid,
      periodEndsAt,
      unpaidSince: this.world.clock.now,
      overdueAt: null,
    }
    if (isPaid) {
      books.post(customerId, target, 'received', 'owed', cents)
      this.#paid.set(keyOf(found), invoice)
    } else this.debts.push(invoice)
    coverage.count('provider', isPaid ? 'renewed' : 'renewal failed')
    story.tell(
      'provider',
      `${target} renewed ${nameOf(price.packageId)} for ${money(cents)}${isPaid ? '' : ', unpaid'}`,
    )
    this.world.onCharged(next, isPaid, found.periodEndsAt)
    if (isPaid) this.tellOf(next, 'renewal.paid', invoiceId)
    else if (found.card === 'failing') this.#decline(invoice)
  }

  /** Keeps credit for a customer, or uses it up. */
  protected hold({ customerId, target }: Account, cents: number): void {
    this.balances.set(customerId, this.balanceOf(customerId) + cents)
    this.world.books.post(customerId, target, 'owed', 'held', cents)
  }

  protected tellOf(
    { target, customerId, websiteId }: Account & { websiteId: string },
    type: string,
    invoiceId?: string,
  ) {
    const about = { target, customerId, websiteId }
    if (invoiceId !== undefined) this.world.news({ type, invoiceId, ...about })
    else this.world.news({ type, eventId: this.world.ids.next('event', customerId), ...about })
  }

  #decline(debt: Debt): void {
    debt.status = 'overdue'
    debt.overdueAt = this.world.clock.now
    this.tellOf(debt, 'renewal.failed', debt.id)
  }

  #change(account: Account, what: string, change: (found: Recurring) => Recurring): void {
    const found = this.of(account)
    if (!found) return
    const next = change(found)
    this.recurring.set(keyOf(account), next)
    const isSame = next.renews === found.renews && next.scheduled?.packageId === found.scheduled?.packageId
    if (!isSame) this.world.story.tell('provider', `${account.target} ${what}`)
  }
}
