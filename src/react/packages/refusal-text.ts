import type { AnalyticsError } from '../../contract/error.ts'
import type { PackagesMessages } from './packages-messages.ts'

/** Why the backend did not take a choice, where it says so and there are words for it. */
export function refusalText(error: AnalyticsError, { reasons }: PackagesMessages): string | undefined {
  if (!error.is('refused') || !error.details) return undefined
  const { reason } = error.details
  return reason in reasons ? reasons[reason as keyof typeof reasons] : undefined
}
