import type { AppliedChange, BilledPeriod, GiveBackOrder, MayStart, PaymentOrder } from './payment-order.ts'
import type { Payments } from './payments.ts'

export interface InvoicedOptions {
  /**
   * Called after a change has been applied, so that the partner can bill it. It may be called more than once for one change
   * (after a crash, or when it threw): `changeId` tells. A hook that throws is called again later.
   */
  onApplied?: ((applied: AppliedChange) => Promise<void> | void) | undefined
  /**
   * Called when a period has begun by itself: a renewal, a planned switch, or the fall to the free plan. Found by a look at the
   * platform every few hours and around each period's end. It may be called more than once for one period: `key` tells. A
   * hook that throws is called again.
   */
  onPeriod?: ((period: BilledPeriod) => Promise<void> | void) | undefined
  /**
   * Called when `changes.reverse` gives money back: for a credit note. It may be called more than once: `reversalId` tells. A
   * hook that throws is called again.
   */
  onGiveBack?: ((order: GiveBackOrder) => Promise<void> | void) | undefined
  /**
   * Asked before a plan is started or enlarged, or its interval is changed; not about renewal or a smaller plan.
   * `account_on_hold` refuses it with that reason. When it throws it is asked again; after an hour the change is refused.
   * @defaultValue always 'yes'
   */
  mayStart?: ((order: PaymentOrder) => Promise<MayStart> | MayStart) | undefined
  /** What becomes of credit that exceeds today's price: on the partner's next invoice, or gone. @defaultValue 'carried' */
  leftOverCredit?: 'carried' | 'lost' | undefined
}

/**
 * Nothing is collected by the kit: the partner puts what was agreed on its own invoice. Chosen by name, because a change is
 * then applied before anything is paid.
 *
 * @example payments: invoiced({ onApplied: ({ changeId, customerId, quote }) => invoices.add(changeId, customerId, quote) })
 */
export function invoiced({
  onApplied,
  onPeriod,
  onGiveBack,
  mayStart,
  leftOverCredit = 'carried',
}: InvoicedOptions = {}): Payments {
  const declares = {
    preview: 'none',
    unpaidChange: 'applies_at_once',
    recurring: 'partner',
    schedules: false,
    seller: 'partner',
    news: 'none',
    settles: 'at_once',
    currencies: 'any',
  } as const
  const facts = {
    name: 'invoiced',
    leftOverCredit,
    needsReturnUrl: false,
    ...(onApplied && { applied: onApplied }),
    ...(onPeriod && { period: onPeriod }),
    ...(mayStart && { mayStart }),
  }
  if (!onGiveBack) return { ...facts, declares: { ...declares, giveBack: 'by_hand' } }
  const giveBack = {
    payment: nothing,
    charge: nothing,
    part: async (order: GiveBackOrder) => {
      await onGiveBack(order)
      return done
    },
  }
  return { ...facts, giveBack, declares: { ...declares, giveBack: 'at_once' } }
}

const done = { state: 'done' } as const

/** No money has come in by the kit, so there is none to return without a person's decision. */
const nothing = async () => done
