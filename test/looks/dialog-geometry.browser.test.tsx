import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { renderInProvider } from '../packages/in-provider.tsx'
import '../../src/styles.css'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
afterEach(cleanup)

const part = (name: string) => document.querySelector(`[data-part=${name}]`) as HTMLElement
const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const title = (name: string) => screen.findByRole('heading', { name }, { timeout: 4000 })

/** Where the dialog, its close button and its last button end, in pixels. */
function corners(): number[] {
  const last = [...document.querySelectorAll('[data-part=upgrade-foot] > button')].at(-1) as Element
  return [part('upgrade'), part('upgrade-close'), last].flatMap((element) => {
    const { right, bottom } = element.getBoundingClientRect()
    return [right, bottom]
  })
}

/** Within a pixel: the height of a line is not a whole one in every font. */
function expectUnmoved(first: number[]) {
  const farthest = Math.max(...corners().map((corner, index) => Math.abs(corner - (first[index] ?? Infinity))))
  expect(farthest).toBeLessThanOrEqual(1)
}

describe.each([
  [1280, 800],
  [390, 844],
])('in a window of %i by %i', (width, height) => {
  it('nothing moves from step to step', async () => {
    await page.viewport(width, height)
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open footnote="Prices exclude VAT." />)
    await title('Choose a plan')
    await screen.findByRole('radio', { name: 'Pro Monthly' })
    const first = corners()
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    expectUnmoved(first)
    await press('Review the change')
    await title('Review the change')
    expectUnmoved(first)
    await waitFor(() => expect(part('receipt-total').textContent).toContain('€19.40'))
    expectUnmoved(first)
    await press(/^Upgrade now/)
    await title('You are on Pro')
    expectUnmoved(first)
  })

  it('no button takes the place of another while the price is asked for', async () => {
    await page.viewport(width, height)
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open />, { state: 'quote_loading' })
    await screen.findByRole('radio', { name: 'Pro Monthly' })
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    await press('Review the change')
    await title('Review the change')
    const waiting = part('upgrade-primary')
    expect(waiting.getAttribute('aria-disabled')).toBe('true')
    expect(waiting.getBoundingClientRect().top).toBeGreaterThan(part('upgrade-back').getBoundingClientRect().bottom)
  })
})

it('at 400 % zoom nothing lies over what has the focus', async () => {
  await page.viewport(320, 225)
  renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
  const radios = await screen.findAllByRole<HTMLInputElement>('radio')
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
  for (const radio of radios) {
    radio.focus()
    const { left, top, width, height } = radio.getBoundingClientRect()
    const seen = document.elementFromPoint(left + width / 2, top + height / 2)
    expect(radio.parentElement?.contains(seen) || seen === radio, radio.id).toBe(true)
  }
})

/** Goes on to the review, scrolls to its price and finds nothing over it. */
async function seePriceOfReview(): Promise<void> {
  renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
  ;(await screen.findByRole('radio', { name: 'Pro Monthly' })).click()
  screen.getByRole('button', { name: 'Review the change' }).click()
  await waitFor(() => expect(part('receipt-total').textContent).toContain('€19.40'))
  const total = part('receipt-total')
  total.scrollIntoView({ block: 'center' })
  const { left, top, height } = total.getBoundingClientRect()
  expect(total.contains(document.elementFromPoint(left + 5, top + height / 2))).toBe(true)
}

it('at 400 % zoom the price of the review can be scrolled to, with nothing over it', async () => {
  await page.viewport(320, 225)
  await seePriceOfReview()
})

it('in letters twice as large on a narrow page, head and foot leave room for the price, and no word is broken', async () => {
  const style = document.createElement('style')
  style.textContent = 'html { font-size: 200% }'
  document.head.append(style)
  try {
    await page.viewport(390, 800)
    await seePriceOfReview()
    for (const name of ['upgrade-head', 'upgrade-foot']) {
      expect(part(name).scrollHeight, name).toBeLessThanOrEqual(part(name).clientHeight + 1)
    }
    const heading = part('upgrade-title')
    const lines = Math.round(heading.offsetHeight / parseFloat(getComputedStyle(heading).lineHeight))
    expect(lines).toBeLessThanOrEqual(3)
  } finally {
    style.remove()
  }
})

it('the panel takes about the same place before its plan is there', async () => {
  await page.viewport(1280, 800)
  renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />, { state: 'loading' })
  const before = part('panel').offsetHeight
  cleanup()
  renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />, { state: 'yearly' })
  await screen.findByText(/^Renews on/)
  expect(Math.abs(part('panel').offsetHeight / before - 1)).toBeLessThan(0.1)
})
