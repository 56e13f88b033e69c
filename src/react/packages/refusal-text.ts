import type { AnalyticsError } from '../../contract/error.ts'
import type { UnavailableReason } from '../../contract/plan-choice.ts'
import type { PackagesMessages } from '../messages/packages-messages.ts'

/** Why the backend did not take a choice, where it says so and there are words for it. */
export function refusalText({ details }: AnalyticsError, { reasons }: PackagesMessages): string | undefined {
  const said = details as { reason?: UnavailableReason } | null | undefined
  return said?.reason && reasons[said.reason]
}
