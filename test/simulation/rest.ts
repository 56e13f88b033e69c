import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import type { World } from './world.ts'

/** The longest pause between two tries of the ledger, and a little more. */
export const longestPauseMs = 35_000

/** Something is under way that takes seconds: a jump of the business clock would make it take months. */
export function isHalfDone(world: World): boolean {
  return isBusy(world) || world.rows.all().some((row) => isPayable(world, row))
}

/** The same, but that an offer of the provider to pay may be open. */
export function isBusy(world: World): boolean {
  const { newsUnderWay, offers, boundary, rows } = world
  if (newsUnderWay > 0 || offers > 0 || boundary.onTheirWay > 0) return true
  return rows.all().some((row) => isUnderWay(world, row) || isPaidUnnoticed(world, row))
}

/** Called for, or the partner has not heard of it. What a provider has to approve takes days. */
function isUnderWay({ reversals }: World, { id, state, facts, wakeAt }: ChangeRow): boolean {
  return (
    state === 'paid' ||
    (state === 'applying' && !reversals.isWaitingForApproval(id)) ||
    (facts.isUntold && wakeAt !== null)
  )
}

function isPaidUnnoticed({ provider }: World, { id, state }: ChangeRow): boolean {
  return state === 'awaiting_payment' && provider.paymentOf(id)?.status === 'paid'
}

/** A payment that can be made, or has been and is not known yet. */
function isPayable(world: World, { id, state, facts }: ChangeRow): boolean {
  if (state !== 'awaiting_payment' || facts.action === 'await_renewal') return false
  const status = world.provider.paymentOf(id)?.status
  return status === undefined || status === 'open' || status === 'paid'
}

/** Rows that will be looked at again soon, although nobody does anything any more. */
export function restless(world: World): ChangeRow[] {
  const soon = world.clock.now + longestPauseMs
  return world.rows.all().filter((row) => row.wakeAt !== null && row.wakeAt <= soon && !hasDeadline(row, world))
}

/** A look that should have been made by now. */
export function isLookDue({ rows, clock }: World): boolean {
  return rows.all().some(({ facts, wakeAt }) => facts.action === 'watch' && wakeAt !== null && wakeAt <= clock.now)
}

/** An unpaid renewal is asked about until its grace is over: that is a deadline, and no unrest. */
function hasDeadline({ state, facts }: ChangeRow, { clock }: World): boolean {
  if (facts.action !== 'await_renewal' || !changeStates[state].isOpen) return false
  return Date.parse(facts.graceEndsAt) > clock.now
}
