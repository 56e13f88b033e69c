import { englishDoorway, englishFrame, type DashboardMessages } from '../dashboard/dashboard-messages.ts'
import { englishPackages, type PackagesMessages } from '../packages/packages-messages.ts'
import { englishSubscription, type SubscriptionMessages } from '../subscription/subscription-messages.ts'
import { englishUpgrade, type UpgradeMessages } from '../upgrade/upgrade-messages.ts'

/**
 * Every text of the kit, by feature. A component carries its own section in English, so an embed pays only for the texts
 * it shows; a language is a whole catalogue, and a partner may replace single texts.
 */
export interface MessageCatalogue {
  dashboard: DashboardMessages
  packages: PackagesMessages
  upgrade: UpgradeMessages
  subscription: SubscriptionMessages
}

/** The sections' own texts, put together. */
export const english: MessageCatalogue = {
  dashboard: { ...englishFrame, ...englishDoorway },
  packages: englishPackages,
  upgrade: englishUpgrade,
  subscription: englishSubscription,
}

/** A whole language. */
export interface Language extends MessageCatalogue {
  /** How it writes numbers, money and dates where the provider is given no `locale`. */
  locale: string
}

/** Texts to use instead of the English ones: a whole language, or single texts of it. */
export type MessageOverrides = { readonly locale?: string | undefined } & {
  readonly [Section in keyof MessageCatalogue]?: TextOverrides<MessageCatalogue[Section]> | undefined
}

/** Any of the texts, also within a group of them. What is `undefined` replaces nothing. */
export type TextOverrides<Texts> = {
  readonly [Key in keyof Texts]?:
    | (Texts[Key] extends string | ((...facts: never[]) => string) ? Texts[Key] : TextOverrides<Texts[Key]>)
    | undefined
}
