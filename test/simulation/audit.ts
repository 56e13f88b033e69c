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
  const { books, provider, plan } = world
  for (const { customerId, target, ledger } of books.pairs()) {
    const sum = Object.values(ledger).reduce((total, cents) => total + cents, 0)
    if (sum !== 0) throw new Error('A posting had one side only.')
    if (isClosed(world, target)) continue
    const overdue = provider.debtsOf({ customerId, target }).reduce((total, debt) => total + debt.cents, 0)
    const possible = sumsOf([...chargesBeforeAPerson(world, target), ...chargesToBeFound(world, target)]).map(
      (charged) => overdue - charged,
    )
    if (!possible.some((owed) => Math.abs(owed - ledger.owed) <= toleranceCents)) {
      const said = ledger.owed > Math.max(...possible) ? 'was delivered and never asked for' : 'was taken for nothing'
      world.violation(`money ${said}`, target, `${customerId} ${money(Math.abs(ledger.owed - possible[0]!))} ${when}`)
    }
  }
  if (plan.payments !== 'provider') return
  auditBalances(world, when)
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

/** Books that say nothing: for a reason of `exceptions.ts`, or since only one side's period has begun. */
function isClosed(world: World, target: string): boolean {
  const delivery = world.platform.deliveries.get(target)
  const ends = [world.provider.ofOwner(target)?.periodEndsAt, delivery && world.platform.dueOf(delivery)]
  const isBetween = ends.some((end) => end !== undefined && Math.abs(end - world.clock.now) < 60 * 60_000)
  return world.isExcused(target) || isBetween
}

function chargesBeforeAPerson(world: World, target: string): number[] {
  const rows = world.rows.of(target).filter(({ state }) => state === 'needs_attention')
  return rows.flatMap(({ id, facts }) => {
    if (facts.action !== 'refund_stray') {
      const payment = world.provider.paymentOf(id)
      return payment ? [takenBy(payment)] : []
    }
    const charges = [...world.provider.payments.values()].flatMap((payment) => payment.charges)
    return charges.filter((charge) => charge.id === facts.chargeId && !charge.isReturned).map(({ cents }) => cents)
  })
}

/** Second charges whose news was lost: they are found when the payment's window is over. */
function chargesToBeFound(world: World, target: string): number[] {
  return [...world.provider.payments.values()].flatMap((payment) => {
    const facts = world.rows.get(payment.key)?.facts
    const isLookedAtLater = payment.target === target && facts && 'lastLook' in facts && facts.lastLook === 'open'
    const kept = payment.charges.filter(({ isReturned }) => !isReturned)
    return isLookedAtLater ? kept.slice(1).map(({ cents }) => cents) : []
  })
}

/** What a payment has taken from the customer, and has not given back or kept for it. */
function takenBy({ charges, status, balanceUsed, credit }: Payment): number {
  const charged = charges.filter(({ isReturned }) => !isReturned).reduce((sum, { cents }) => sum + cents, 0)
  return status === 'paid' ? charged + balanceUsed - credit : charged
}

/** Every sum that some of them make: what is before a person may have been delivered or not. */
function sumsOf(amounts: readonly number[]): number[] {
  let sums = [0]
  for (const amount of amounts) sums = [...sums, ...sums.map((sum) => sum + amount)]
  return sums
}
