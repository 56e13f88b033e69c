import { decimalFromMinor, type Money } from '../../contract/money.ts'

/** Numbers, money and days as a locale writes them. */
export interface LocaleFormat {
  /** With its decimals, always. Wrapped in Unicode isolates, so that a right-to-left sentence does not turn it around. */
  money: (money: Money) => string
  number: (value: number) => string
  /** Of whole percent: 20 is “20%”. */
  percent: (value: number) => string
  /** How many days, with the word for them in the right form. */
  days: (count: number) => string
  /**
   * Day and month, and the year when it is not the running one. The day is not parted from its month at the end of a line.
   * Default: the month in full.
   */
  day: (iso: string, month?: 'long' | 'short') => string
  /** How long before `now`, in the largest whole unit: the time of day would need the reader's time zone. Default: the viewer's clock. */
  ago: (iso: string, now?: string) => string
}

/**
 * Formats for one locale. Dates are read in `timeZone`, so that server and browser write the same day.
 *
 * @example localeFormat('de-DE', 'UTC').money({ amountMinor: 720, currency: 'EUR' }) // 7,20 € between isolates
 */
export function localeFormat(locale: string, timeZone: string, now = () => new Date()): LocaleFormat {
  const currencies = new Map<string, Intl.NumberFormat>()
  const numbers = new Intl.NumberFormat(locale)
  const year = (date: Date) => date.toLocaleDateString('en', { timeZone, year: 'numeric' })
  return {
    money({ amountMinor, currency }) {
      const format = currencies.get(currency) ?? new Intl.NumberFormat(locale, { style: 'currency', currency })
      currencies.set(currency, format)
      // English and others have a hyphen for a minus, which is shorter than the digits beside it.
      const text = format.format(decimalFromMinor(amountMinor) as `${number}`).replace('-', '\u2212')
      return `\u2068${text}\u2069`
    },
    number: (value) => numbers.format(value),
    percent: (value) => new Intl.NumberFormat(locale, { style: 'percent' }).format(value / 100),
    days: (count) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(count),
    day(iso, month = 'long') {
      const date = new Date(iso)
      const withYear = year(date) === year(now()) ? {} : { year: 'numeric' as const }
      const text = date.toLocaleDateString(locale, { timeZone, day: 'numeric', month, ...withYear })
      return text.replace(/(\d\.?) (?=\p{L})/u, '$1\u00a0').replace(/(\p{L}) (?=\d{1,2}(?!\d))/u, '$1\u00a0')
    },
    ago(iso, at) {
      const minutes = Math.max(0, Math.round(((at ? Date.parse(at) : now().getTime()) - Date.parse(iso)) / 60_000))
      const [count, unit] =
        minutes < 60
          ? ([minutes, 'minute'] as const)
          : minutes < 1440
            ? ([Math.floor(minutes / 60), 'hour'] as const)
            : ([Math.floor(minutes / 1440), 'day'] as const)
      return new Intl.RelativeTimeFormat(locale).format(-count, unit)
    },
  }
}
