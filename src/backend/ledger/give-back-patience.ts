import type { Payments } from '../payments/payments.ts'
import type { LedgerTiming } from './timing.ts'

/** For how long it is tried to give money back before that is a person's task. */
export function giveBackPatienceMs({ declares }: Payments, { giveUpMs, approvalMs }: LedgerTiming): number {
  return declares.giveBack === 'on_approval' ? Math.max(giveUpMs, approvalMs) : giveUpMs
}

/** When to ask again whether it was approved: soon at first, and every hour later. */
export function approvalPauseMs(elapsedMs: number): number {
  return Math.min(3_600_000, Math.max(60_000, elapsedMs / 10))
}
