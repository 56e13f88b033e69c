const utc = { timeZone: 'UTC' } as const
const wholeNumber = new Intl.NumberFormat('en-GB')
const shortNumber = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 })
const fullDate = new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric', month: 'short', year: 'numeric' })
const weekdayDate = new Intl.DateTimeFormat('en-GB', { ...utc, weekday: 'short', day: 'numeric', month: 'short' })
const shortDate = new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric', month: 'short' })
const clockTime = new Intl.DateTimeFormat('en-GB', { ...utc, hour: '2-digit', minute: '2-digit' })
const countryNames = new Intl.DisplayNames('en', { type: 'region' })

export const number = (value: number): string => wholeNumber.format(value)
/** `1.2K`, for the axis of a chart. */
export const compactNumber = (value: number): string => shortNumber.format(value)

/** A percentage of 0–100; below ten with one decimal. */
export function percent(value: number): string {
  return `${value.toFixed(value > 0 && value < 10 ? 1 : 0)}%`
}

/** `58s`, `1m 04s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole}s` : `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`
}

/** `26 Oct 2026`, from a day or a moment in ISO 8601. Text that is not a date stays as it is. */
export const date = (iso: string): string => formatted(fullDate, iso)
export const dayAndMonth = (iso: string): string => formatted(shortDate, iso)
export const weekday = (iso: string): string => formatted(weekdayDate, iso)
export const time = (moment: number): string => clockTime.format(moment)

function formatted(format: Intl.DateTimeFormat, iso: string): string {
  const moment = Date.parse(iso)
  return Number.isNaN(moment) ? iso : format.format(moment)
}

export function dateRange(startDate: string, endDate: string): string {
  return fullDate.formatRange(Date.parse(startDate), Date.parse(endDate))
}

/** `€14.99`; an amount in minor units. */
export function money(amountMinor: number, currency: string): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(amountMinor / 100)
}

export function country(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code
}

/** The platform's names for its trials, and a package without a name, in words. */
export function planName(packageName: string): string {
  if (/^unlimited_.*free_trial$/.test(packageName)) return 'Free trial'
  return packageName.trim() || 'Unnamed plan'
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
