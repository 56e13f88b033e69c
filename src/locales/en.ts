import type { Language } from '../react/provider/catalogue.ts'
import { englishDoorway, englishFrame } from '../react/dashboard/dashboard-messages.ts'
import { englishPackages } from '../react/packages/packages-messages.ts'
import { englishSubscription } from '../react/subscription/subscription-messages.ts'
import { englishUpgrade } from '../react/upgrade/upgrade-messages.ts'

/** English, which the kit speaks without it: for a list of all languages of a page, or as the start of another one. */
export const en: Language = {
  locale: 'en',
  dashboard: { ...englishFrame, ...englishDoorway },
  packages: englishPackages,
  upgrade: englishUpgrade,
  subscription: englishSubscription,
}
