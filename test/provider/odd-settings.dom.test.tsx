import { render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AnalyticsProvider, type AnalyticsProviderProps } from '../../src/react/provider/AnalyticsProvider.tsx'
import { knownLocale, knownTimeZone } from '../../src/react/format/known-locale.ts'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
import { createMemoryAdapter } from '../../src/testing/memory-adapter.ts'

afterEach(() => void vi.restoreAllMocks())

const show = (props: Partial<AnalyticsProviderProps>) =>
  render(
    <AnalyticsProvider adapter={createMemoryAdapter()} {...props}>
      <PackagePicker websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
const price = async () => (await screen.findByText(/24[.,]99/)).textContent?.replace(/\s/g, ' ')

describe('a locale', () => {
  it.each([
    ['de_DE', '24,99 €'],
    ['de_DE.UTF-8', '24,99 €'],
    ['en_US', '€24.99'],
    ['not a locale', '€24.99'],
    ['', '€24.99'],
    ['C', '€24.99'],
  ])('written as %j draws the page', async (locale, written) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    show({ locale })
    expect(await price()).toBe(written)
  })

  it.each([
    ['fr-CH', 'fr'],
    ['is', 'en'],
    ['de-AT', 'de-AT'],
    ['zh_Hant_TW', 'zh-Hant-TW'],
  ])('%s is %s where server and browser differ otherwise', (wanted, known) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(knownLocale(wanted)).toBe(known)
  })

  it('that is not known is spoken of once', () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    knownLocale('tlh')
    knownLocale('tlh')
    expect(warned).toHaveBeenCalledOnce()
  })
})

it.each(['Etc/Unknown', 'Mars/Olympus', ''])(
  'a time zone named %j draws the page, with days of UTC',
  async (timeZone) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    show({ timeZone })
    expect(await price()).toBe('€24.99')
    expect(knownTimeZone(timeZone)).toBe('UTC')
  },
)

it('texts that are undefined, and groups in which some are replaced, keep the others', async () => {
  show({ messages: { packages: { intervals: { yearly: 'Per annum' }, recommended: undefined, legend: undefined } } })
  expect(await screen.findByRole('radio', { name: 'Monthly' })).toBeTruthy()
  expect(screen.getByRole('radio', { name: /^Per annum/ })).toBeTruthy()
  expect(screen.getByText('Recommended')).toBeTruthy()
  expect(screen.getByRole('group', { name: 'Plans' })).toBeTruthy()
})

describe('an entry in a list of origins', () => {
  const notesOn = async (props: Partial<AnalyticsProviderProps>) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    show(props)
    await price()
    return warned.mock.calls.map(([text]) => `${text}`)
  }
  it.each(['stats.example.com', 'localhost:3000', 'https://*.example.com', "'self'"])(
    'that is none, %s, is spoken of in development, by list',
    async (text) => {
      const notes = await notesOn({ allowedOrigins: [text], allowedAncestors: [text] })
      expect(notes).toHaveLength(2)
      expect(notes[0]).toContain(`"${text}" in allowedOrigins is not an origin`)
      expect(notes[1]).toContain(`"${text}" in allowedAncestors is not an origin`)
    },
  )

  it('with a path counts without it, and that is spoken of', async () => {
    const notes = await notesOn({ allowedOrigins: ['https://stats.example.com/overview'] })
    expect(notes).toEqual([expect.stringContaining('only https://stats.example.com counts')])
  })

  it('may be written in capitals, with a slash at its end, or with its usual port', async () => {
    expect(await notesOn({ allowedOrigins: ['HTTPS://Stats.example.com/', 'https://stats.example.com:443'] })).toEqual(
      [],
    )
  })
})
