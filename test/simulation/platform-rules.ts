import type { Package, Subscription } from '../../packages/sandbox/src/core/platform/state.ts'
import * as rules from '../../packages/sandbox/src/core/platform/subscription-rules.ts'

export type PlatformCall = 'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'deactivate'

/** What a call means, by the sandbox's own rules. */
export function ruleOf(
  call: PlatformCall,
  before: Subscription,
  chosen: { current: Package; free: Package; target: Package },
  now: Date,
): rules.Outcome {
  switch (call) {
    case 'upgrade':
      return rules.upgrade(before, chosen, false, now)
    case 'downgrade':
      return rules.downgrade(before, chosen)
    case 'cancel':
      return rules.cancel(before, chosen.free)
    case 'resume':
      return rules.resume(before)
    case 'deactivate':
      return rules.deactivate(before)
    default:
      return call satisfies never
  }
}
