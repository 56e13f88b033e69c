'use client'
import type { ReactNode } from 'react'
import type { SubscriptionView } from '../../contract/subscription.ts'
import { withBdi } from '../format/with-bdi.tsx'
import type { SubscriptionMessages } from '../messages/subscription-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'

interface SubscriptionFactsProps {
  view: SubscriptionView
  messages: SubscriptionMessages
  words: PlanWords
}

/** Plan, price, limit, and in a pool this website's share. What is not known is left out. */
export function SubscriptionFacts({ view: { subscription, usage }, messages, words }: SubscriptionFactsProps) {
  if (subscription.status === 'none') return null
  const { plan } = subscription
  const isTrial = 'trial' in subscription && subscription.trial?.kind === 'unlimited'
  const row = (term: string, value: ReactNode) => (
    <div data-part="subscription-row">
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  )
  return (
    <dl data-part="subscription-facts">
      {row(
        messages.facts.plan,
        isTrial
          ? words.nameOfCurrent(subscription)
          : `${words.nameOfCurrent(subscription)}, ${words.messages.intervals[plan.interval].toLowerCase()}`,
      )}
      {plan.price &&
        !isTrial &&
        row(messages.facts.price, withBdi(words.price({ price: plan.price, interval: plan.interval })))}
      {plan.limit !== null && row(messages.facts.limit, words.limit(plan.limit))}
      {usage.kind === 'pool_share' &&
        row(messages.facts.used, messages.touchpoints({ count: words.format.number(usage.used) }))}
    </dl>
  )
}
