import type { FirstUpgradeMessages } from './first-upgrade-messages.ts'
import type { UpgradeMessages } from './upgrade-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import type { UpgradeModalProps } from './upgrade-modal-props.ts'
import type { UseUpgradeResult } from './use-upgrade.ts'

/** What every step gets. */
export interface StepParts<Messages = UpgradeMessages> {
  websiteId: string
  upgrade: UseUpgradeResult
  messages: Messages
  words: PlanWords
  close: () => void
}

/** The same for what is there before anything is chosen. */
export type FirstStepParts = StepParts<FirstUpgradeMessages>

/** What the steps after the plans get, before it is known which of them it is. */
export interface LaterStepsProps {
  parts: FirstStepParts
  modal: Pick<UpgradeModalProps, 'footnote' | 'terms' | 'renderPayment' | 'renderFeatures' | 'contact' | 'onViewPlan'>
  /** True where a dashboard is behind the dialog. */
  isInFrame: boolean
}
