import type { UpgradeMessages } from '../messages/upgrade-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import type { UpgradeView } from './use-upgrade.ts'

/** What every step gets. */
export interface StepParts {
  websiteId: string
  upgrade: UpgradeView
  messages: UpgradeMessages
  words: PlanWords
  close: () => void
}
