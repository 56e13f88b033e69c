import type { ChangeState, SubscriptionChange } from '../../contract/subscription-change.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import type { OutcomeFacts } from './first-upgrade-messages.ts'
import type { UpgradeMessages } from './upgrade-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import type { UpgradeStep } from './upgrade-machine.ts'

/** The sentence about how a change ended. What was refused before it became a change has none. */
export function outcomeText(
  step: UpgradeStep | ChangeState,
  change: SubscriptionChange | null,
  view: SubscriptionView | null,
  messages: UpgradeMessages,
  words: PlanWords,
): string {
  // There is no sentence for a kind of change that a newer backend has added.
  if (step === 'done') return change && view ? (messages.done(doneFacts(change, view, words)) ?? messages.closed) : ''
  if (step === 'closed') return messages.closed
  if (change?.state === 'abandoned' || change?.state === 'refunded') return messages[change.state]
  return step === 'failed' ? messages.failed : messages.refused
}

/** What a change has come to, by what a fresh read shows. */
export function doneFacts(
  { intent }: SubscriptionChange,
  { subscription }: SubscriptionView,
  words: PlanWords,
): OutcomeFacts {
  if (subscription.status === 'none') return { kind: intent.kind, name: '', day: null, limit: null }
  const planned = subscription.status === 'active' && intent.kind === 'choose' ? subscription.planned : null
  const { limit } = subscription.plan
  const endsAt = 'endsAt' in subscription ? subscription.endsAt : null
  return {
    kind: planned ? 'planned' : intent.kind,
    name: planned ? words.name(planned) : words.nameOfCurrent(subscription),
    day: endsAt && words.format.day(endsAt),
    limit: limit === null || limit === 0 ? null : words.limit(limit),
  }
}
