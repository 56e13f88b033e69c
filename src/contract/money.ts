import { integer, written } from './checks.ts'
import type { SchemaOf } from './primitives.ts'
import { object, type Infer } from './zod-schemas.ts'

/** A currency, by its ISO 4217 code. 3AS sells in EUR, USD and RON today; a new one shows as `Intl` writes it. */
export const currencySchema = written(/^[A-Z]{3}$/)
export type Currency = 'EUR' | 'USD' | 'RON' | (string & {})

/** Asking `Intl` takes longer than all else that is done to read a package. There are few codes, all of three letters. */
const centsByCode = new Map<string, boolean>()

/**
 * True for a code whose amounts have two decimals. Others (JPY has none, KWD three) are never sold: an amount in hundredths
 * would mean something else to each payment provider.
 */
export function hasCents(currency: string): boolean {
  const known = centsByCode.get(currency)
  if (known !== undefined) return known
  if (!/^[A-Z]{3}$/.test(currency)) return false
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const has = format.resolvedOptions().maximumFractionDigits === 2
  centsByCode.set(currency, has)
  return has
}

/** An amount in minor units (cents, bani, pence), so that sums are exact. */
const money = object({ amountMinor: integer(), currency: currencySchema })
export interface Money extends Infer<typeof money> {}
export const moneySchema: SchemaOf<Money> = money

/** An amount to pay, in minor units: never negative. */
export const dueAmountSchema = integer(0)

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Minor units of a decimal amount, read digit by digit: `19.99 * 100` is not 1999 in floating point.
 * A third decimal rounds half away from zero.
 *
 * @throws RangeError when the text is not a plain decimal or the amount is too large to be exact.
 * @example minorFromDecimal(19.99) // 1999
 */
export function minorFromDecimal(amount: string | number): number {
  if (typeof amount === 'number') {
    // The number that is written with two decimals is the one that comes out here, and no other. Most prices are such.
    const minor = Math.round(amount * 100)
    if (Math.abs(minor) < 1e15 && minor / 100 === amount) return minor === 0 ? 0 : minor
  }
  const text = typeof amount === 'number' && Math.abs(amount) < 1e-6 ? '0' : String(amount).trim()
  const match = decimal.exec(text)
  if (!match) throw new RangeError('An amount must be a plain decimal number, such as 12.99.')
  const [, sign, whole = '', fraction = ''] = match
  const digits = fraction.padEnd(3, '0')
  const minor = Number(whole + digits.slice(0, 2)) + (digits.charAt(2) >= '5' ? 1 : 0)
  if (!Number.isSafeInteger(minor)) throw new RangeError('The amount is too large to be counted exactly.')
  return sign && minor !== 0 ? -minor : minor
}

/** The decimal text of an amount, as `Intl.NumberFormat` and payment pages take it: `1299` is `"12.99"`. */
export function decimalFromMinor(amountMinor: number): string {
  const digits = String(Math.abs(amountMinor)).padStart(3, '0')
  return `${amountMinor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
