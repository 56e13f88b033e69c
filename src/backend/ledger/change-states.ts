import type { ChangeState } from '../../contract/subscription-change.ts'

interface StateRule {
  /** True while the change can still move by itself or by a person. */
  readonly isOpen: boolean
  readonly next: readonly ChangeState[]
}

/**
 * Every state of a change and where it can go. `applying` repeats: each call to the platform is written down before it
 * leaves. An end is an end: nothing leads out of it, and only whether the partner knows of it is still written down.
 */
export const changeStates: Readonly<Record<ChangeState, StateRule>> = {
  awaiting_payment: {
    isOpen: true,
    next: ['awaiting_payment', 'paid', 'applied', 'refused', 'failed', 'abandoned', 'needs_attention'],
  },
  paid: { isOpen: true, next: ['paid', 'applying', 'applied', 'refunded', 'needs_attention'] },
  applying: { isOpen: true, next: ['applying', 'applied', 'refused', 'refunded', 'abandoned', 'needs_attention'] },
  needs_attention: { isOpen: true, next: ['needs_attention', 'awaiting_payment', 'applying', 'closed'] },
  applied: { isOpen: false, next: ['applied'] },
  refused: { isOpen: false, next: ['refused'] },
  failed: { isOpen: false, next: ['failed'] },
  abandoned: { isOpen: false, next: ['abandoned'] },
  refunded: { isOpen: false, next: ['refunded'] },
  closed: { isOpen: false, next: ['closed'] },
}

/** Closed to a change that has been paid. */
const unpaidStates: ReadonlySet<ChangeState> = new Set(['awaiting_payment', 'refused', 'failed', 'abandoned'])

/** @throws Error when the table has no such step: a mistake in the ledger, never in what came from outside. */
export function assertStep(from: ChangeState, to: ChangeState, isPaid: boolean): void {
  if (isPaid && unpaidStates.has(to)) throw new Error(`A change that was paid cannot become ${to}.`)
  if (!changeStates[from].next.includes(to)) throw new Error(`A change cannot go from ${from} to ${to}.`)
}
