import { isPurchase, type ChangeFacts } from '../../src/backend/ledger/change-facts.ts'
import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeState } from '../../src/contract/subscription-change.ts'
import { auditDebts } from './debts.ts'
import type { Payment } from './provider-model.ts'
import { money } from './story.ts'
import type { World } from './world.ts'

/** What prices by the minute and amounts by the cent may differ by. */
const toleranceCents = 60

/**
 * Whether the books are right while nothing is under way. What a customer owes is what is overdue with the provider, less
 * what was charged for changes that are before a person; what is held is what the provider holds.
 */
export function audit(world: World, when: string): void {
  const { books, plan, partner } = world
  partner.billsAllByHand()
  for (const { customerId, target, ledger } of books.pairs()) {
    const sum = Object.values(ledger).reduce((total, cents) => total + cents, 0)
    if (sum !== 0) throw new Error('A posting had one side only.')
    if (isBetween(world, target)) continue
    const overdue = world.debtsOf({ customerId, target }).reduce((total, debt) => total + debt.cents, 0)
    const unpaid = overdue + world.periods.unbilledOf({ customerId, target })
    const possible = sumsOf(unsettledCharges(world, target)).map((charged) => unpaid - charged)
    const differences = possible.map((owed) => ledger.owed - owed)
    if (differences.some((cents) => Math.abs(cents) <= toleranceCents)) continue
    const why = differences.map((cents) => world.excuses.explain({ customerId, target }, lessened(cents))).find(Boolean)
    if (why) {
      for (const exception of why) world.coverage.count('exception', exception)
      continue
    }
    const said = ledger.owed > Math.max(...possible) ? 'was delivered and never asked for' : 'was taken for nothing'
    world.violation(`money ${said}`, target, `${customerId} ${money(Math.abs(differences[0]!))} ${when}`)
  }
  if (plan.payments === 'provider') auditBalances(world, when)
  auditDebts(world, when)
}

/** What is held belongs to the customer, not to one website. */
function auditBalances(world: World, when: string): void {
  const { books, provider } = world
  const held = new Map<string, number>()
  for (const { customerId, ledger } of books.pairs()) held.set(customerId, (held.get(customerId) ?? 0) - ledger.held)
  for (const [customerId, cents] of held) {
    if (Math.abs(cents - provider.balanceOf(customerId)) <= toleranceCents) continue
    world.violation('the balance is not what is held', customerId, `${money(cents)} ${when}`)
  }
}

function lessened(cents: number): number {
  return Math.sign(cents) * (Math.abs(cents) - toleranceCents)
}

/** Only one side's period has begun. What another hand gave may have put the two hours apart. */
function isBetween({ provider, platform, clock }: World, target: string): boolean {
  const delivery = platform.deliveries.get(target)
  const ends = [provider.ofOwner(target)?.periodEndsAt, delivery && platform.dueOf(delivery)]
  const [first, last] = ends.filter((end) => end !== undefined).toSorted((a, b) => a - b)
  const isOnlyOneBegun = first !== undefined && last !== undefined && last - first > dayMs && first - clock.now < dayMs
  return isOnlyOneBegun || ends.some((end) => isNear(end, clock.now))
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

function isNear(end: number | undefined, now: number): boolean {
  return end !== undefined && Math.abs(end - now) < hourMs
}

/** What a person settles by hand, or has settled, as nobody here knows; and what is still to be found by a last look. */
function unsettledCharges(world: World, target: string): number[] {
  const isBilled = world.plan.payments === 'invoiced'
  const rows = world.rows.of(target).filter(({ state, wakeAt }) => isBeforeAPerson(state) || wakeAt !== null)
  return rows.flatMap(({ id, facts, state }) => {
    if (facts.action !== 'refund_stray') {
      const payment = world.provider.paymentOf(id)
      if (!payment) return isBeforeAPerson(state) && isBilled ? [-billedFor(facts)] : []
      if (isBeforeAPerson(state)) return [takenBy(payment), forfeitedFor(world, target, facts), creditOf(facts)]
      // The provider is asked once more, after the time to pay: what was paid twice is returned then.
      const isLookedAt = isPurchase(facts) && facts.lastLook === 'open' && !changeStates[state].isOpen
      const kept = isLookedAt ? payment.charges.filter(({ isReturned }) => !isReturned) : []
      return kept.slice(state === 'applied' ? 1 : 0).map(({ cents }) => cents)
    }
    const charges = [...world.provider.payments.values()].flatMap((payment) => payment.charges)
    return charges.filter((charge) => charge.id === facts.chargeId && !charge.isReturned).map(({ cents }) => cents)
  })
}

function isBeforeAPerson(state: ChangeState): boolean {
  return state === 'needs_attention' || state === 'closed'
}

/** What the partner bills for a change, once it is told of it. */
function billedFor(facts: ChangeFacts): number {
  if (!isPurchase(facts)) return 0
  return (facts.due?.amountMinor ?? 0) - (facts.quote.leftOver?.amount.amountMinor ?? 0)
}

/** Below zero: what was agreed on for a period that may have gone with its website by then. */
function creditOf(facts: ChangeFacts): number {
  const lines = isPurchase(facts) ? facts.quote.lines : []
  return lines.find(({ kind }) => kind === 'credit')?.amount.amountMinor ?? 0
}

/** What was left of the paid period before, where its end was agreed on and another hand has begun the plan, which may be over. */
function forfeitedFor({ platform }: World, target: string, facts: ChangeFacts): number {
  const delivery = platform.deliveries.get(target)
  const isAgreed = isPurchase(facts) && facts.quote.ends.includes('paid_period')
  return isAgreed && delivery?.unusedFor === facts.packageId ? delivery.unused : 0
}

/** What a payment has taken from the customer, and has not given back or kept for it: an open one holds a part of the balance. */
function takenBy({ charges, status, balanceUsed, credit }: Payment): number {
  const charged = charges.filter(({ isReturned }) => !isReturned).reduce((sum, { cents }) => sum + cents, 0)
  if (status === 'open') return balanceUsed
  return status === 'paid' ? charged + balanceUsed - credit : charged
}

/** Every sum that some of them make: what is before a person may have been delivered or not. */
function sumsOf(amounts: readonly number[]): number[] {
  let sums = [0]
  for (const amount of amounts) sums = [...sums, ...sums.map((sum) => sum + amount)]
  return sums
}
