import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { realStart } from './business-clock.ts'
import type { World } from './world.ts'

/** The longest pause between two tries of the ledger, and a little more. */
const longestPauseMs = 35_000

/** Something is under way that takes seconds: a jump of the business clock would make it take months. */
export function isHalfDone(world: World): boolean {
  if (world.newsUnderWay > 0 || world.offers > 0) return true
  return world.rows.all().some((row) => isUnderWay(row) || isPayable(world, row))
}

/** Called for, or the partner has not heard of it. */
export function isUnderWay({ state, facts, wakeAt }: ChangeRow): boolean {
  return state === 'paid' || state === 'applying' || (facts.isUntold && wakeAt !== null)
}

/** A payment that can be made, or has been and is not known yet. */
function isPayable(world: World, { id, state, facts }: ChangeRow): boolean {
  if (state !== 'awaiting_payment' || facts.action === 'await_renewal') return false
  const status = world.provider.paymentOf(id)?.status
  return status === undefined || status === 'open' || status === 'paid'
}

/** Rows that will be looked at again soon, although nobody does anything any more. */
export function restless(world: World): ChangeRow[] {
  const soon = realStart + world.scheduler.now + longestPauseMs
  return world.rows.all().filter((row) => row.wakeAt !== null && row.wakeAt <= soon && !hasDeadline(row, world))
}

/** An unpaid renewal is asked about until its grace is over: that is a deadline, and no unrest. */
function hasDeadline({ state, facts }: ChangeRow, { clock }: World): boolean {
  if (facts.action !== 'await_renewal' || !changeStates[state].isOpen) return false
  return Date.parse(facts.graceEndsAt) > clock.now
}
