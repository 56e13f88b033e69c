import type { Purchase } from './change-facts.ts'
import type { LedgerParts } from './ledger-parts.ts'

/** For how long a payment may still be made, or be under way. */
export function paymentWindowMs({ payments, timing }: Pick<LedgerParts, 'payments' | 'timing'>, { payment }: Purchase) {
  const isUnderWay = payment.kind === 'started' && payment.step.kind === 'wait'
  const takesDays = payments.declares.settles === 'days' && isUnderWay
  return takesDays ? Math.max(timing.paymentWindowMs, timing.settlementMs) : timing.paymentWindowMs
}

/** After which a payment can no longer be reported. */
export function longestWindowMs({ payments, timing }: Pick<LedgerParts, 'payments' | 'timing'>): number {
  const { paymentWindowMs: usual, settlementMs } = timing
  return payments.declares.settles === 'days' ? Math.max(usual, settlementMs) : usual
}
