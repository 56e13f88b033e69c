import { english, type Language } from '../react/provider/catalogue.ts'

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = english.dashboard

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = english.packages

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = english.upgrade

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = english.subscription

/** English, which the kit speaks without it: for a list of all languages of a page, or as the start of another one. */
export const en: Language = { locale: 'en', dashboard, packages, upgrade, subscription }
