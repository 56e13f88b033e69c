import type { ChangeAction } from './change-facts.ts'

/** The calls that change a subscription on the platform. */
export type PlatformCall = 'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'deactivate'

/** The calls that change a recurring charge; each can be repeated. */
export type BillingCall = 'schedule' | 'cancel' | 'resume' | 'unschedule'

/** What has to stand on the platform. What is called for it may depend on what stands there. */
export type PlatformGoal =
  | 'package'
  | 'planned'
  | 'renewal_off'
  | 'renewal_on'
  /** Off for a plan that is being taken back. */
  | 'renewal_stopped'
  | 'plan_kept'
  | 'unpaid_ended'
  /** Platform and provider agree; the way there may be a call to either. */
  | 'aligned'

/** One step of a change. What a customer's change has done at the provider is put back when it cannot be finished. */
export type Step =
  | {
      on: 'platform'
      goal: PlatformGoal
      undo?: PlatformGoal
      /** True where only the half of it that may have been done is undone: once it is whole, nothing is left to undo. */
      undoesHalf?: true
    }
  | { on: 'billing'; call: BillingCall }
  /** Ends the recurring charge, of an unpaid renewal only while that is unpaid. */
  | { on: 'charge_end' }
  /** Gives back a part of what was paid for a change. */
  | { on: 'give_back' }
  /** Returns one charge that belongs to no change. */
  | { on: 'stray_charge' }

const purchase: readonly Step[] = [{ on: 'platform', goal: 'package' }]

/**
 * What each action does, in order: a crash between two steps must never charge for nothing. Renewal is turned off with the
 * provider first and on with the platform first; a smaller charge is scheduled before the smaller plan.
 */
export const actionSteps: Readonly<Record<ChangeAction, readonly Step[]>> = {
  start: purchase,
  restart: purchase,
  upgrade: purchase,
  switch_interval: purchase,
  downgrade: [
    { on: 'billing', call: 'schedule' },
    { on: 'platform', goal: 'planned' },
  ],
  cancel: [
    { on: 'billing', call: 'cancel' },
    { on: 'platform', goal: 'renewal_off' },
  ],
  resume: [
    { on: 'platform', goal: 'renewal_on', undo: 'renewal_off' },
    { on: 'billing', call: 'resume' },
  ],
  keep: [
    // Half way it reads as ending: what was planned is planned again by the watch, once renewal is on.
    { on: 'platform', goal: 'plan_kept', undo: 'renewal_on', undoesHalf: true },
    { on: 'billing', call: 'unschedule' },
  ],
  await_renewal: [],
  end_unpaid: [{ on: 'charge_end' }, { on: 'platform', goal: 'unpaid_ended' }],
  align: [{ on: 'platform', goal: 'aligned' }],
  end_charge: [{ on: 'charge_end' }],
  refund_stray: [{ on: 'stray_charge' }],
  // The money first: what keeps the plan from ending is before a person then, and does not hold this up.
  give_back: [{ on: 'give_back' }],
  give_back_and_end: [{ on: 'give_back' }, { on: 'charge_end' }, { on: 'platform', goal: 'unpaid_ended' }],
  stop_renewal: [
    { on: 'billing', call: 'cancel' },
    { on: 'platform', goal: 'renewal_stopped' },
  ],
  returned: [],
  watch: [],
  past: [],
}
