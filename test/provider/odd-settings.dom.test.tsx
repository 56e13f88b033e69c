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
