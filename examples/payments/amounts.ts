import type { Money, RecurringPrice } from 'react-3as/server'

/** `12.99`, as providers that count in decimals take it: by text, since `19.99 * 100` is not 1999 in floating point. */
export function decimalOf({ amountMinor }: Money): string {
  const digits = String(amountMinor).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export const amountOf = (money: Money) => ({ value: decimalOf(money), currency: money.currency })

/** Cents of a decimal with two places; 0 where there is none. */
export function minorOf(decimal: string | undefined | null): number {
  return Number((decimal ?? '0.00').replace('.', ''))
}

/** The day on which the period after this one begins. */
export function nextPeriod(from: string, interval: RecurringPrice['interval']): string {
  const date = new Date(from)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + (interval === 'yearly' ? 12 : 1))
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.toISOString()
}
