import type { AnalyticsError } from '../../contract/error.ts'
import type { UpgradeMessages } from './upgrade-messages.ts'

/** What is said when the outcome of a click is unknown: that it may be tried again, and whose fault it was. */
export function unansweredText({ code }: AnalyticsError, messages: UpgradeMessages): string {
  return code === 'adapter_failed' ? messages.adapterFailed : messages.unanswered
}
