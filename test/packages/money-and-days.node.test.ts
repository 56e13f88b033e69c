import { describe, expect, it } from 'vitest'
import { renderToStaticMarkup } from 'react-dom/server'
import { localeFormat } from '../../src/react/format/locale-format.ts'
import { withBdi } from '../../src/react/format/with-bdi.tsx'

const now = () => new Date('2026-11-24T10:00:00Z')
const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '').replace(/\s/g, ' ')

describe('money', () => {
  it('is exact and keeps its decimals', () => {
    const { money } = localeFormat('en-GB', 'UTC', now)
    expect(bare(money({ amountMinor: 1299, currency: 'EUR' }))).toBe('€12.99')
    expect(bare(money({ amountMinor: 2000, currency: 'USD' }))).toBe('US$20.00')
    expect(bare(money({ amountMinor: 9_007_199_254_740_991, currency: 'EUR' }))).toBe('€90,071,992,547,409.91')
    expect(bare(money({ amountMinor: -551, currency: 'RON' }))).toBe('−RON 5.51')
  })

  it('is written as the locale writes it', () => {
    expect(bare(localeFormat('de-DE', 'UTC', now).money({ amountMinor: 123_456, currency: 'EUR' }))).toBe('1.234,56 €')
  })

  it('keeps its order in a sentence of any script', () => {
    const { money } = localeFormat('en', 'UTC', now)
    const text = withBdi(`Pay ${money({ amountMinor: 720, currency: 'EUR' })} today`)
    expect(renderToStaticMarkup(text)).toBe('<span data-r3="">Pay <bdi>€7.20</bdi> today</span>')
  })
})

describe('days', () => {
  it('are those of the given time zone', () => {
    const late = '2026-11-30T23:30:00Z'
    expect(localeFormat('en-GB', 'UTC', now).day(late)).toBe('30\u00a0November')
    expect(localeFormat('en-GB', 'Asia/Kolkata', now).day(late)).toBe('1\u00a0December')
  })

  it('are short where there is little room', () => {
    expect(localeFormat('en-GB', 'UTC', now).day('2026-12-07T12:00:00Z', 'short')).toBe('7\u00a0Dec')
    expect(localeFormat('en-US', 'UTC', now).day('2026-12-07T12:00:00Z', 'short')).toBe('Dec\u00a07')
  })

  it('name the year when it is another one', () => {
    expect(localeFormat('en-GB', 'UTC', now).day('2027-03-01T12:00:00Z')).toBe('1\u00a0March 2027')
    // Still the old year there.
    expect(localeFormat('en-GB', 'America/New_York', now).day('2027-01-01T02:00:00Z')).toBe('31\u00a0December')
  })
})

describe('how long ago', () => {
  it.each([
    ['2026-11-24T09:59:40Z', '0 minutes ago'],
    ['2026-11-24T09:58:00Z', '2 minutes ago'],
    ['2026-11-24T07:05:00Z', '2 hours ago'],
    ['2026-11-21T10:00:00Z', '3 days ago'],
    // A clock that is behind the server's.
    ['2026-11-24T10:05:00Z', '0 minutes ago'],
  ])('%s was %s', (iso, text) => {
    expect(localeFormat('en', 'UTC', now).ago(iso)).toBe(text)
  })
})
