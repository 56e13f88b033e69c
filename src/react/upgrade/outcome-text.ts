import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import type { UpgradeMessages } from '../messages/upgrade-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import type { UpgradeStep } from './upgrade-machine.ts'

/** The sentence about how a change ended. What was refused before it became a change has none. */
export function outcomeText(
  step: UpgradeStep,
  change: SubscriptionChange | null,
  view: SubscriptionView | null,
  messages: UpgradeMessages,
  words: PlanWords,
): string {
  if (step === 'done') return change && view ? doneText(change, view, messages, words) : ''
  if (change?.state === 'needs_attention') return messages.needsAttention({ reference: change.reference })
  if (change?.state === 'abandoned' || change?.state === 'refunded' || change?.state === 'closed')
    return messages[change.state]
  return step === 'failed' ? messages.failed : messages.refused
}

function doneText(
  { intent }: SubscriptionChange,
  { subscription }: SubscriptionView,
  messages: UpgradeMessages,
  words: PlanWords,
): string {
  if (subscription.status === 'none') return ''
  const planned = subscription.status === 'active' && intent.kind === 'choose' ? subscription.planned : null
  const { limit } = subscription.plan
  const endsAt = 'endsAt' in subscription ? subscription.endsAt : null
  return messages.done({
    kind: planned ? 'planned' : intent.kind,
    name: planned ? words.name(planned) : words.nameOfCurrent(subscription),
    day: endsAt && words.format.day(endsAt),
    limit: limit === null ? null : words.limit(limit),
  })
}
