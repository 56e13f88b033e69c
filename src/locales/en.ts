import type { Language } from '../react/messages/catalogue.ts'
import { englishDashboard } from '../react/messages/dashboard-messages.ts'
import { englishPackages } from '../react/messages/packages-messages.ts'
import { englishSubscription } from '../react/messages/subscription-messages.ts'
import { englishUpgrade } from '../react/messages/upgrade-messages.ts'

/** English, which the kit speaks without it: for a list of all languages of a page, or as the start of another one. */
export const en: Language = {
  locale: 'en',
  dashboard: englishDashboard,
  packages: englishPackages,
  upgrade: englishUpgrade,
  subscription: englishSubscription,
}
