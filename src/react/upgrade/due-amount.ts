import type { Money } from '../../contract/money.ts'
import type { Quote } from '../../contract/quote.ts'
import { englishFirstUpgrade, type FirstUpgradeMessages } from './first-upgrade-messages.ts'

/** What is due today by a quote; zero when nothing is. */
export function dueAmount({ dueToday, to }: Quote): Money {
  return dueToday.kind === 'nothing' ? { amountMinor: 0, currency: to.price.currency } : dueToday.amount
}

/** An amount of a quote as it may be shown: with the word that tax comes on top, where it does. */
export function withTax({ tax }: Quote, amount: string, { plusTax }: Pick<FirstUpgradeMessages, 'plusTax'>): string {
  // That is never left out, even by a catalogue that says nothing.
  return tax?.kind === 'added_later' ? plusTax({ amount }) || englishFirstUpgrade.plusTax({ amount }) : amount
}
