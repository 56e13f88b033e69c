import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { renderToString } from 'react-dom/server.browser'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { lockScroll } from '../../src/react/ui/scroll-lock.ts'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { openPage } from '../dashboard/dashboard-page.tsx'
import { frames, readyFrame, signedFor, sites, until } from '../dashboard/real-frames.ts'
import { renderInProvider } from '../packages/in-provider.tsx'
import '../../src/styles.css'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const title = (name: string) => screen.findByRole('heading', { name })

describe('a page that the browser translates', () => {
  /** As browsers do it: each text gets elements of theirs around it, and is replaced by another one. */
  function translate() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.localName === 'font') continue
      const font = document.createElement('font')
      font.append(document.createTextNode(text.data))
      text.replaceWith(font)
    }
  }

  it('lets somebody upgrade, and shows the prices of what is chosen', async () => {
    const failed = vi.spyOn(console, 'error').mockImplementation(() => {})
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open footnote="Prices exclude VAT." />)
    await title('Choose a plan')
    for (const plan of ['Pro Monthly', 'Business Monthly', 'Pro Monthly']) {
      const radio = await screen.findByRole('radio', { name: plan })
      translate()
      radio.click()
      const price = plan.startsWith('Pro') ? '€24.99' : '€49.99'
      await waitFor(() => expect(document.querySelector('[data-part=upgrade-cost]')?.textContent).toContain(price))
    }
    translate()
    await press('Review the change')
    await title('Review the change')
    translate()
    await waitFor(() => expect(document.querySelector('[data-part=receipt-total]')?.textContent).toContain('€19.40'))
    translate()
    await press('Back to the plans')
    await title('Choose a plan')
    translate()
    await press('Review the change')
    await title('Review the change')
    translate()
    await press(/^Upgrade now/)
    await title('You are on Pro')
    expect(failed).not.toHaveBeenCalled()
  })

  it('lets somebody turn auto-renewal off and on in the panel', async () => {
    const failed = vi.spyOn(console, 'error').mockImplementation(() => {})
    renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />, { state: 'heavy_use' })
    await screen.findByText(/^Renews on/)
    translate()
    await press('Turn off auto-renewal…')
    await title('Turn off auto-renewal?')
    translate()
    await press('Turn off auto-renewal')
    await screen.findByText(/^Runs until/)
    translate()
    await press('Turn auto-renewal back on')
    await screen.findByText(/^Renews on/)
    expect(failed).not.toHaveBeenCalled()
  })
})

describe('a page into which an extension puts elements and attributes of its own', () => {
  /** As password managers, spelling checkers and dark modes do: before and after what is there, and on it. */
  function intrude() {
    const foreign = () => document.createElement('ext-badge')
    for (const element of document.querySelectorAll<HTMLElement>('[data-r3]:not(svg, svg *, input, iframe)')) {
      if (!element.querySelector(':scope > ext-badge')) element.prepend(foreign())
      element.append(foreign())
      element.setAttribute('data-ext-theme', 'dark')
      element.style.setProperty('--ext-color', '#111')
    }
  }

  function Shop() {
    const [isOpen, setOpen] = useState(true)
    return (
      <>
        <DashboardFrame websiteId="acme-bikes">
          <UpgradeModal websiteId="acme-bikes" open={isOpen} onOpenChange={setOpen} footnote="Prices exclude VAT." />
        </DashboardFrame>
        <SubscriptionPanel websiteId="acme-bikes" />
      </>
    )
  }

  it('lets somebody upgrade, and turn auto-renewal off and on, with the dashboard beside it', async () => {
    const failed = vi.spyOn(console, 'error').mockImplementation(() => {})
    renderInProvider(<Shop />, { dashboardUrl: (websiteId) => signedFor(websiteId).url })
    const before = await readyFrame()
    for (const [plan, price] of [
      ['Business Monthly', '€49.99'],
      ['Pro Monthly', '€24.99'],
    ] as const) {
      const radio = await screen.findByRole('radio', { name: plan })
      intrude()
      radio.click()
      await waitFor(() => expect(document.querySelector('[data-part=upgrade-cost]')?.textContent).toContain(price))
    }
    intrude()
    await press('Review the change')
    await title('Review the change')
    intrude()
    await waitFor(() => expect(document.querySelector('[data-part=receipt-total]')?.textContent).toContain('€19.40'))
    intrude()
    await press(/^Upgrade now/)
    await title('You are on Pro')
    // With the new plan the dashboard is loaded anew.
    await until(() => frames().length === 1 && frames()[0] !== before)
    intrude()
    await press('Back to analytics')
    await press('Turn off auto-renewal…')
    await title('Turn off auto-renewal?')
    intrude()
    await press('Turn off auto-renewal')
    await screen.findByText(/^Runs until/)
    intrude()
    await press('Turn auto-renewal back on')
    await screen.findByText(/^Renews on/)
    expect(failed).not.toHaveBeenCalled()
  })
})

describe('a page that the browser has kept as it was, and brings back', () => {
  const bringBack = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))

  it('asks without a wait whether the change was paid meanwhile, and goes on', async () => {
    const { adapter } = renderInProvider(<UpgradeModal websiteId="acme-bikes" open onRedirect={() => {}} />, {
      state: 'redirect',
    })
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    await press('Review the change')
    await press(/^Continue to payment/)
    await title('Pay for your upgrade')
    adapter.pay()
    const before = adapter.calls.length
    bringBack()
    // In the same moment: the next poll would ask as well.
    expect(adapter.calls.slice(before).map(({ route }) => route)).toContain('getChange')
    await title('You are on Pro')
  })

  it('knows that the session of its dashboard is over, and leaves what is on the screen', async () => {
    const { events } = openPage(<DashboardFrame websiteId="shop-1" />, {
      methods: { getDashboardUrl: async () => signedFor('shop-1') },
      allowedOrigins: [sites.frame],
    })
    const frame = await readyFrame()
    const { now } = Date
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 2 * 3_600_000)
    bringBack()
    // In the same moment, without waiting for a timer: they stood still.
    expect(events.map(({ type }) => type)).toContain('dashboard.expired')
    await screen.findByText('These numbers may be out of date.')
    expect(frames()).toEqual([frame])
  })
})

describe('a page with parts that are transformed', () => {
  it('shows the payment in the middle of the window, whole', async () => {
    await page.viewport(1280, 800)
    renderInProvider(
      <div style={{ transform: 'translateZ(0)', width: 400, height: 300, overflow: 'hidden', marginTop: 40 }}>
        <UpgradeModal websiteId="acme-bikes" open renderPayment={() => <p>Card number</p>} />
      </div>,
      { state: 'embedded_payment' },
    )
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    await press('Review the change')
    await press(/^Upgrade now|^Pay|·/)
    await screen.findByText('Card number')
    const { left, right, top, bottom } = (
      document.querySelector('[data-part=upgrade]') as HTMLElement
    ).getBoundingClientRect()
    expect(Math.abs(left - (innerWidth - right))).toBeLessThanOrEqual(1)
    expect(Math.abs(top - (innerHeight - bottom))).toBeLessThanOrEqual(1)
    const foot = document.querySelector('[data-part=upgrade-foot]') as HTMLElement
    const { x, y } = foot.getBoundingClientRect()
    expect(foot.contains(document.elementFromPoint(x + 5, y + 20))).toBe(true)
  })
})

describe('a page on which others lock the scrolling too', () => {
  const { style } = document.documentElement
  const isLocked = () => getComputedStyle(document.documentElement).overflowY === 'hidden'

  it('scrolls again when all have let go, whoever began and whoever ends first', () => {
    const ours = lockScroll()
    const before = style.overflow
    style.overflow = 'hidden'
    ours()
    expect(isLocked()).toBe(true)
    style.overflow = before
    expect(isLocked()).toBe(false)

    style.overflow = 'hidden'
    const later = lockScroll()
    style.overflow = ''
    expect(isLocked()).toBe(true)
    later()
    expect(isLocked()).toBe(false)
  })

  it('leaves a dialog of ours to the pointer where a library takes it from the whole body', async () => {
    document.body.style.pointerEvents = 'none'
    try {
      renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
      await title('Choose a plan')
      const close = document.querySelector('[data-part=upgrade-close]') as HTMLElement
      const { x, y } = close.getBoundingClientRect()
      expect(close.contains(document.elementFromPoint(x + 10, y + 10))).toBe(true)
    } finally {
      document.body.style.pointerEvents = ''
    }
  })
})

it('server HTML whose style attributes a policy has dropped becomes as high and as full as it is meant to be', async () => {
  const ui = (
    <AnalyticsProvider adapter={{ call: () => new Promise(() => {}) }}>
      <DashboardFrame websiteId="shop-1" height={620} />
    </AnalyticsProvider>
  )
  const html = renderToString(ui).replace(/ style="[^"]*"/g, '')
  const container = document.createElement('div')
  container.innerHTML = html
  document.body.append(container)
  const heightOf = (selector: string) => container.querySelector<HTMLElement>(selector)?.offsetHeight
  expect(heightOf('[data-part=frame]')).not.toBe(620)
  render(ui, { container, hydrate: true })
  await until(() => heightOf('[data-part=frame]') === 620)
  expect(heightOf('[data-part=frame-cards] > *')).toBeGreaterThan(40)
  cleanup()
  container.remove()
})

it('the title that gets the focus has no ring, whatever the page says of what has it', async () => {
  const host = document.createElement('style')
  host.textContent = ':focus-visible, h2:focus { outline: 3px solid red }'
  document.head.append(host)
  try {
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
    const heading = await title('Choose a plan')
    await waitFor(() => expect(document.activeElement).toBe(heading))
    expect(getComputedStyle(heading).outlineStyle).toBe('none')
  } finally {
    host.remove()
  }
})

describe('the way out of the frame', () => {
  it('covers nothing of the dashboard, and moves nothing when it appears', async () => {
    await page.viewport(390, 844)
    openPage(<DashboardFrame websiteId="shop-1" height={500} />, {
      methods: { getDashboardUrl: async () => signedFor('shop-1') },
      allowedOrigins: [sites.frame],
    })
    const early = await until(() => document.querySelector('[data-part=frame-view]')?.getBoundingClientRect())
    const frame = await readyFrame()
    const view = frame.getBoundingClientRect()
    expect(view.height).toBe(early.height)
    const way = screen.getByRole('button', { name: 'Open in a new tab' }).getBoundingClientRect()
    expect(way.top).toBeGreaterThanOrEqual(view.bottom)
    expect(way.height).toBeGreaterThanOrEqual(44)
    expect(document.querySelector('[data-part=frame]')?.getBoundingClientRect().height).toBe(500)
  })
})
