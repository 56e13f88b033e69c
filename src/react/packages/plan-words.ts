'use client'
import { useMemo } from 'react'
import type { Package, TouchpointLimit } from '../../contract/package.ts'
import type { Subscription } from '../../contract/subscription.ts'
import type { Money } from '../../contract/money.ts'
import { useFormat } from '../format/use-format.ts'
import { englishPackages } from './packages-messages.ts'
import { useMessages } from '../use-messages.ts'

/** What is said of a plan, wherever one is shown. */
export function usePlanWords() {
  const messages = useMessages('packages', englishPackages)
  const format = useFormat()
  return useMemo(() => {
    /** What is counted, in the form that goes with the number. */
    const unit = (count: TouchpointLimit) => (typeof messages.unit === 'string' ? messages.unit : messages.unit(count))
    const limit = (held: TouchpointLimit) =>
      messages.limit({ limit: held, count: held === 'unlimited' ? '' : format.number(held), unit: unit(held) })
    /** A plan without a name is called by its limit. */
    const name = (plan: { name: string | null; limit?: TouchpointLimit | null }) =>
      plan.name ?? (plan.limit === null || plan.limit === undefined ? '' : limit(plan.limit))
    return {
      messages,
      format,
      unit,
      limit,
      name,
      /** The running plan: a trial is not called by the platform's name for it. */
      nameOfCurrent: (subscription: Subscription) => {
        if (subscription.status === 'none') return ''
        const isTrial = 'trial' in subscription && subscription.trial?.kind === 'unlimited'
        return isTrial ? messages.trial : name(subscription.plan)
      },
      price: ({ price, interval }: { price: Money; interval: Package['interval'] }) =>
        price.amountMinor === 0
          ? `\u2068${messages.free}\u2069`
          : messages.price({ amount: format.money(price), interval }),
    }
  }, [messages, format])
}
export type PlanWords = ReturnType<typeof usePlanWords>
