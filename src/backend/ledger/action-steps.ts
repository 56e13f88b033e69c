import type { ChangeAction } from './change-row.ts'

/** The calls that change a subscription on the platform. */
export type PlatformCall = 'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'deactivate'

/** The calls that change a recurring charge; each can be repeated. */
export type BillingCall = 'schedule' | 'cancel' | 'resume' | 'unschedule' | 'end' | 'refund_stray'

/**
 * One step of a change. On the platform a step is a goal, since what has to be called for it may depend on what stands
 * there; a billing step has its undoing where the platform may still say no after it.
 */
export type Step = { on: 'platform'; goal: PlatformGoal } | { on: 'billing'; call: BillingCall; undo?: BillingCall }

export type PlatformGoal =
  | 'package'
  | 'planned'
  | 'renewal_off'
  | 'renewal_on'
  | 'plan_kept'
  | 'unpaid_ended'
  | 'mirrored'

const upgrade: readonly Step[] = [{ on: 'platform', goal: 'package' }]

/**
 * What each action does, in order: a crash between two steps must never charge for nothing. Renewal is turned off with the
 * provider first and on with the platform first; a smaller charge is scheduled before the smaller plan.
 */
export const actionSteps: Readonly<Record<ChangeAction, readonly Step[]>> = {
  start: upgrade,
  restart: upgrade,
  upgrade,
  switch_interval: upgrade,
  downgrade: [
    { on: 'billing', call: 'schedule', undo: 'unschedule' },
    { on: 'platform', goal: 'planned' },
  ],
  cancel: [
    { on: 'billing', call: 'cancel', undo: 'resume' },
    { on: 'platform', goal: 'renewal_off' },
  ],
  resume: [
    { on: 'platform', goal: 'renewal_on' },
    { on: 'billing', call: 'resume' },
  ],
  keep: [
    { on: 'platform', goal: 'plan_kept' },
    { on: 'billing', call: 'unschedule' },
  ],
  nothing: [],
  await_renewal: [],
  end_unpaid: [
    { on: 'billing', call: 'end' },
    { on: 'platform', goal: 'unpaid_ended' },
  ],
  mirror_billing: [{ on: 'platform', goal: 'mirrored' }],
  refund_stray: [{ on: 'billing', call: 'refund_stray' }],
}
