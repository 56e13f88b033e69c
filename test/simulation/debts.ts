import { isPurchase } from '../../src/backend/ledger/change-facts.ts'
import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { mostDecidingMs } from './call-rules.ts'
import { isOf, type Period } from './platform-model.ts'
import type { Account, Debt } from './recurring-model.ts'
import { money } from './story.ts'
import type { World } from './world.ts'

const hourMs = 3_600_000

/** Once the world is quiet, what is overdue is asked for: by a row that has a deadline, or by a person. */
export function auditDebts(world: World, when: string): void {
  const { provider, invoices, rows, clock, timing, boundary } = world
  if (!boundary.isHealed) return
  for (const { customerId, target, cents, overdueAt, unpaidSince } of [...provider.debts, ...invoices.debts]) {
    // Where the news was lost, a look on a schedule finds it.
    if (overdueAt === null || clock.now - Math.max(overdueAt, unpaidSince) < timing.sweepMs + hourMs) continue
    if (rows.of(target).some((row) => row.customerId === customerId && asksForMoney(row))) continue
    // Nothing can be ended any more for what a partner has billed for a website of before.
    if (world.plan.payments === 'invoiced' && world.siteOf(target)?.hasMoved) continue
    world.violation('what is overdue is not asked for', target, `${money(cents)} ${when}`)
  }
}

function asksForMoney({ state, facts }: ChangeRow): boolean {
  if (state === 'needs_attention' || state === 'closed') return true
  const isAboutMoney = ['await_renewal', 'end_unpaid', 'end_charge'].includes(facts.action)
  return isAboutMoney && changeStates[state].isOpen
}

/**
 * By itself the backend writes off what has been overdue for as long as the policy says, or is owed for a website that is gone.
 */
export function checkWriteOff(world: World, account: Account, writtenOff: readonly Debt[]): void {
  const { platform, clock, timing } = world
  const site = [...platform.sites.values()].find(({ target }) => target === account.target)
  if (!site || site.isDeleted || site.ownerId !== account.customerId) return
  // It is owed for a website that was deleted, or given away, and is back under the same id.
  if (site.hasMoved && writtenOff.some(({ unpaidSince }) => unpaidSince < site.changedAt)) return
  // A wall clock may be ten minutes fast. What else is unpaid is written off with what was overdue for long enough.
  const isOver = writtenOff.some(
    ({ overdueAt }) => overdueAt !== null && clock.now - overdueAt >= timing.renewalGraceMs - hourMs,
  )
  const [first] = writtenOff
  if (first && !isOver) world.violation('written off before the grace was over', account.target, money(first.cents))
}

/** A charge is ended for what it was to be ended for, and not that of a plan that its customer has bought since. */
export function checkEnding(world: World, { changeId, ...account }: Account & { changeId: string }): void {
  const { platform, provider, clock, rows } = world
  const facts = rows.get(changeId)?.facts
  const isTakenBack = facts?.action === 'give_back_and_end'
  if (!isTakenBack && facts?.action !== 'end_charge') return
  const period = platform.deliveries.get(account.target)?.period
  if (!period || period.by !== 'customer' || period.ownerId !== account.customerId) return
  if (isTakenBack && (period.changeId === undefined || period.changeId === facts.of)) return
  const isTheirs = platform.ownerOf(account.target) === account.customerId
  // It has come back, or been made again, since that was decided on.
  if (clock.now - (world.siteOf(account.target)?.changedAt ?? 0) < mostDecidingMs) return
  const isCharged = provider.of(account)?.price.packageId === period.packageId
  if (!isTheirs || !isCharged || clock.now - period.start < mostDecidingMs) return
  const why = isTakenBack ? 'one that was taken back' : 'a website of before'
  world.violation(`the charge of a plan that runs was ended for ${why}`, account.target, period.packageId)
}

/** A person has closed what asked for it. */
function isSettledByHand({ rows }: World, target: string, invoiceId: string): boolean {
  const isAbout = ({ facts }: ChangeRow) => facts.action === 'await_renewal' && facts.invoiceId === invoiceId
  return rows.of(target).some((row) => row.state === 'closed' && isAbout(row))
}

/**
 * A plan begins, for a price less what was left of the one before. That one was paid for, as far as it could be known when the
 * call was decided on.
 *
 * @param replaced the period that was running until then.
 */
export function checkCredit(world: World, target: string, packageId: string | null, replaced: Period | null): void {
  const { platform, provider, plan, clock, rows } = world
  const account = { target, customerId: platform.ownerOf(target) }
  const bought = rows
    .of(target)
    .flatMap(({ id, state, customerId, facts, startedAt }) =>
      changeStates[state].isOpen && customerId === account.customerId && isPurchase(facts)
        ? [{ ...facts, id, startedAt }]
        : [],
    )
    .find((facts) => facts.packageId === packageId && facts.attempts > 0)
  const credit = bought?.quote.lines.find(({ kind }) => kind === 'credit')
  if (!bought || !credit) return
  // Another hand chose the very plan that is paid for, in the middle of its period, and what is left of that counts again.
  const wasPaidFor = provider.paymentOf(bought.id)?.before?.price.packageId === replaced?.packageId
  if (replaced?.by === 'given' && wasPaidFor)
    world.excuses.add(account, 'another hand gave a plan within a paid period', -credit.amount.amountMinor)
  const isUnpaid = world
    .debtsOf(account)
    .some(
      (debt) =>
        replaced &&
        isOf(debt, replaced) &&
        clock.now - debt.unpaidSince >= mostDecidingMs &&
        !isSettledByHand(world, target, debt.id),
    )
  if (!isUnpaid && replaced?.by !== 'written_off') return
  const writtenOffAt = replaced?.writtenOffAt ?? 0
  // Of a provider's page nobody hears until later; the partner's own invoicing tells of it.
  const isHeardOf = plan.payments === 'invoiced' && clock.now - writtenOffAt >= mostDecidingMs
  if (!isUnpaid && writtenOffAt > bought.startedAt && !isHeardOf) {
    const why = 'a charge was ended by hand while a plan was being bought'
    world.excuses.add(account, why, -credit.amount.amountMinor)
    return
  }
  world.violation('credit for an unpaid period', target, money(-credit.amount.amountMinor))
}
