import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalFromMinor, minorFromDecimal } from '../../src/contract/money.ts'

describe('money from the decimals of the platform', () => {
  it('is exact where floating point is not', () => {
    expect([12.99, 124.68, 8.29, 1.005, '39.99', 0].map(minorFromDecimal)).toEqual([1299, 12468, 829, 101, 3999, 0])
  })

  it('comes back the same for every amount of two decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minor) => {
        expect(minorFromDecimal(decimalFromMinor(minor))).toBe(minor)
        expect(minorFromDecimal(Number(decimalFromMinor(minor)))).toBe(minor)
      }),
    )
  })

  it.each(['', 'free', '1,99', '1e3', Number.NaN, Number.POSITIVE_INFINITY, 1e21, '99999999999999999'])(
    'refuses %s',
    (amount) => {
      expect(() => minorFromDecimal(amount)).toThrow(RangeError)
    },
  )
})
