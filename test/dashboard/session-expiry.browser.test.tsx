import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { AnalyticsError } from '../../src/contract/error.ts'
import { DashboardFrame, type DashboardFrameProps } from '../../src/react/dashboard/DashboardFrame.tsx'
import { takeOverClock, type PageClock } from '../../src/testing/clock.ts'
import { openPage } from './dashboard-page.tsx'
import { filterIn, frames, readyFrame, signedFor, state, until } from './real-frames.ts'

const minute = 60_000
const hour = 60 * minute
let clock: PageClock

function openShop({
  expiresInSeconds = 3600,
  ...props
}: Partial<DashboardFrameProps> & { expiresInSeconds?: number } = {}) {
  const asked = vi.fn(async () => signedFor('shop-1', expiresInSeconds))
  const view = openPage(<DashboardFrame websiteId="shop-1" {...props} />, { methods: { getDashboardUrl: asked } })
  return { ...view, asked, expiries: () => view.events.filter(({ type }) => type === 'dashboard.expired').length }
}

const refresh = () => page.getByRole('button', { name: 'Refresh' })
const bar = () => page.getByText('These numbers may be out of date.')

/** Somebody works in the frame: what they have set there is lost when the frame is loaded anew. */
async function workIn(frame: HTMLIFrameElement) {
  await page.frameLocator(page.elementLocator(frame)).getByLabelText('Filter').fill('only bicycles')
  return {
    async expectUntouched() {
      expect(frames()).toEqual([frame])
      expect(await filterIn(frame)).toBe('only bicycles')
    },
  }
}

afterEach(() => {
  cleanup()
  clock.restore()
})

describe.each([
  ['right', 0],
  ['11 minutes slow', -11 * minute],
  ['11 minutes fast', 11 * minute],
])('with a client clock that is %s, a session that expires', (_, wrongByMs) => {
  it('in front of somebody’s eyes gets a bar, and the frame is left alone until they press it', async () => {
    clock = takeOverClock(wrongByMs)
    const { asked, expiries } = openShop({ expiresInSeconds: 1 })
    // On a busy machine it has expired by the time it is there.
    const frame = await until(() => state() !== 'loading' && frames()[0])
    const work = await workIn(frame)
    await expect.element(bar()).toBeVisible()
    expect(state()).toBe('expired')
    clock.pass(2 * hour)
    await work.expectUntouched()
    expect(asked).toHaveBeenCalledOnce()
    expect(expiries()).toBe(1)
    await refresh().click()
    await until(() => frames()[0] !== frame)
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('does so when its time has come, and not before', async () => {
    clock = takeOverClock(wrongByMs)
    const { asked } = openShop()
    const work = await workIn(await readyFrame())
    clock.pass(59 * minute)
    expect(state()).toBe('ready')
    clock.pass(minute)
    await expect.element(bar()).toBeVisible()
    await work.expectUntouched()
    expect(asked).toHaveBeenCalledOnce()
  })

  it('in a hidden tab is a new frame by itself when the tab comes back', async () => {
    clock = takeOverClock(wrongByMs)
    const { asked } = openShop()
    const frame = await readyFrame()
    clock.hideTab()
    clock.pass(2 * hour)
    expect(asked).toHaveBeenCalledOnce()
    expect(frames()).toEqual([frame])
    clock.showTab()
    await until(() => frames()[0] !== frame && state() === 'ready')
    expect(asked).toHaveBeenCalledTimes(2)
    expect(frames()).toHaveLength(1)
    await expect.element(bar()).not.toBeInTheDocument()
  })
})

describe('a client clock that jumps while the page is open', () => {
  it.each([
    ['11 minutes forwards', 11 * minute],
    ['11 minutes back', -11 * minute],
  ])('by %s changes nothing while there is time left', async (_, jumpMs) => {
    clock = takeOverClock()
    const { asked } = openShop()
    const work = await workIn(await readyFrame())
    clock.jump(jumpMs)
    clock.hideTab()
    clock.showTab()
    expect(state()).toBe('ready')
    await work.expectUntouched()
    expect(asked).toHaveBeenCalledOnce()
  })

  it('back never makes the session look younger', async () => {
    clock = takeOverClock()
    openShop()
    const work = await workIn(await readyFrame())
    clock.jump(-5 * hour)
    clock.pass(hour)
    await expect.element(bar()).toBeVisible()
    await work.expectUntouched()
  })

  it('forwards beyond the end takes nothing from under somebody’s eyes, and asks for nothing', async () => {
    clock = takeOverClock()
    const { asked, expiries } = openShop()
    const frame = await readyFrame()
    const work = await workIn(frame)
    for (let times = 0; times < 5; times++) clock.jump(11 * hour)
    await work.expectUntouched()
    expect(asked).toHaveBeenCalledOnce()
    expect(expiries()).toBe(1)
    await refresh().click()
    await until(() => frames()[0] !== frame && state() === 'ready')
    clock.jump(-55 * hour)
    clock.pass(59 * minute)
    expect(state()).toBe('ready')
    expect(asked).toHaveBeenCalledTimes(2)
  })
})

describe('a tab that comes back', () => {
  it('from a sleep in which the monotonic clock stood still gets a new frame', async () => {
    clock = takeOverClock()
    openShop()
    const frame = await readyFrame()
    clock.hideTab()
    clock.sleep(8 * hour)
    clock.showTab()
    await until(() => frames()[0] !== frame && state() === 'ready')
  })

  it('in time keeps its frame', async () => {
    clock = takeOverClock()
    const { asked } = openShop()
    const work = await workIn(await readyFrame())
    clock.hideTab()
    clock.pass(30 * minute)
    clock.showTab()
    await work.expectUntouched()
    expect(asked).toHaveBeenCalledOnce()
  })

  it('with refresh="prompt" asks', async () => {
    clock = takeOverClock()
    const { asked } = openShop({ refresh: 'prompt' })
    const work = await workIn(await readyFrame())
    clock.hideTab()
    clock.pass(2 * hour)
    clock.showTab()
    await expect.element(refresh()).toBeVisible()
    await work.expectUntouched()
    expect(asked).toHaveBeenCalledOnce()
  })

  it('with refresh="never" does nothing', async () => {
    clock = takeOverClock()
    const { asked } = openShop({ refresh: 'never' })
    const work = await workIn(await readyFrame())
    clock.hideTab()
    clock.pass(2 * hour)
    clock.showTab()
    await until(() => state() === 'expired')
    await expect.element(refresh()).not.toBeInTheDocument()
    await work.expectUntouched()
    expect(asked).toHaveBeenCalledOnce()
  })

  it('again and again asks once', async () => {
    clock = takeOverClock()
    const { asked } = openShop()
    const frame = await readyFrame()
    asked.mockImplementation(() => new Promise((resolve) => setTimeout(() => resolve(signedFor('shop-1')), 100)))
    clock.hideTab()
    clock.pass(2 * hour)
    for (let times = 0; times < 30; times++) {
      clock.showTab()
      window.dispatchEvent(new Event('online'))
      clock.hideTab()
    }
    clock.showTab()
    await until(() => frames()[0] !== frame && state() === 'ready')
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('with a URL that has expired on the way asks once more, and not in a circle', async () => {
    clock = takeOverClock()
    const { asked } = openShop({ expiresInSeconds: 0 })
    await until(() => state() === 'expired')
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('while the backend is down keeps its frame and says so', async () => {
    clock = takeOverClock()
    const { asked } = openShop()
    const work = await workIn(await readyFrame())
    asked.mockRejectedValueOnce(new AnalyticsError({ code: 'unreachable', message: 'Down.', retryable: true }))
    clock.hideTab()
    clock.pass(2 * hour)
    clock.showTab()
    await expect.element(page.getByText('The analytics service does not answer.')).toBeVisible()
    await work.expectUntouched()
    await refresh().click()
    await until(() => asked.mock.calls.length >= 3)
  })

  it('with several frames of one website asks once for all of them', async () => {
    clock = takeOverClock()
    const asked = vi.fn(async () => signedFor('shop-1'))
    openPage(
      <>
        <DashboardFrame websiteId="shop-1" />
        <DashboardFrame websiteId="shop-1" />
      </>,
      { methods: { getDashboardUrl: asked } },
    )
    const ready = () => document.querySelectorAll('[data-part=dashboard][data-state=ready]').length === 2
    await until(ready)
    const before = frames()
    clock.hideTab()
    clock.pass(2 * hour)
    clock.showTab()
    await until(() => ready() && frames().every((frame) => !before.includes(frame)))
    expect(asked).toHaveBeenCalledTimes(2)
  })
})
