import type { AnalyticsAdapter } from '../../adapter/analytics-adapter.ts'
import { isString, shape, type Schema } from '../../contract/schema.ts'
import { subscriptionRoute } from '../../contract/subscription-route.ts'

/** What plans are made of, as it was asked for before the code was there that knows its shape. */
export interface EarlyPlans {
  subscription: Promise<unknown>
  packages: Promise<unknown>
  /** By the clock of `performance`. */
  askedAt: number
}

const asItCame: Schema = { '~standard': { version: 1, vendor: 'react-3as', validate: (value) => ({ value }) } }
const unread = { ...subscriptionRoute, input: shape({ websiteId: isString }), output: asItCame }

/** Asks for what plans are made of, beside the code that shows them. */
export function askForPlans(adapter: AnalyticsAdapter, websiteId: string): EarlyPlans {
  const ask = async (name: string, path: `/${string}`) => adapter.call({ ...unread, name, path }, { websiteId })
  const early = { subscription: ask(unread.name, unread.path), packages: ask('listPackages', '/packages') }
  // Whoever takes it hears of a failure.
  for (const answer of Object.values(early)) answer.catch(() => undefined)
  return { ...early, askedAt: performance.now() }
}
