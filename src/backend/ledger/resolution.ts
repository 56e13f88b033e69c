import type { SubscriptionChange } from '../../contract/subscription-change.ts'

/**
 * What a person decides about a change that needs attention. `retry` goes on with it. `refund` takes it back and returns its
 * money. `close` ends it as settled by hand, and touches neither money nor plan; a payment that is first reported afterwards is
 * a decision of its own.
 */
export type Decision = 'retry' | 'refund' | 'close'

/** What came of the decision. */
export type Resolution =
  /** As it was decided, or on its way there: `change` says how far it is. */
  | { outcome: 'as_decided'; change: SubscriptionChange }
  /** A last look before the refund showed that the plan is there: it stays, and so does its money. */
  | { outcome: 'already_applied'; change: SubscriptionChange }
