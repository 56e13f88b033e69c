import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { useFrame } from '../../src/react/frame-context.ts'
import { subscriptionUpgraded, upgradeButtonClicked } from '../../src/testing/frame-message.ts'
import { openPage } from './dashboard-page.tsx'
import { frames, letSay, readyFrame, signedFor, sites, state, strangeFrame, until } from './real-frames.ts'

/** What a modal would see. */
function Asked() {
  const frame = useFrame()
  return <p data-testid="asked">{frame?.upgradeRequest ? 'plans wanted' : 'nothing'}</p>
}

function openShop(websiteId = 'shop-1') {
  const onUpgradeRequest = vi.fn()
  const view = openPage(
    <DashboardFrame websiteId={websiteId} onUpgradeRequest={onUpgradeRequest}>
      <Asked />
    </DashboardFrame>,
    { methods: { getDashboardUrl: async () => signedFor(websiteId) } },
  )
  const asked = () => document.querySelector('[data-testid=asked]')?.textContent
  const ignored = () => view.events.flatMap((event) => (event.type === 'message.ignored' ? [event.reason] : []))
  const clickInside = () =>
    page
      .frameLocator(page.elementLocator(frames()[0] as HTMLIFrameElement))
      .getByRole('button', { name: 'Upgrade' })
      .click()
  return { ...view, onUpgradeRequest, asked, ignored, clickInside }
}

const strangers: HTMLIFrameElement[] = []
const stranger = async (origin: string) => {
  const frame = await strangeFrame(origin)
  strangers.push(frame)
  return frame
}

afterEach(() => {
  for (const frame of strangers.splice(0)) frame.remove()
  cleanup()
})

describe('a message that is not the dashboard’s own opens nothing', () => {
  it('from another frame of the page, on the dashboard’s own origin; a genuine click after it does', async () => {
    const { asked, ignored, clickInside, onUpgradeRequest, events } = openShop()
    await readyFrame()
    await letSay(await stranger(sites.frame), upgradeButtonClicked('shop-1'))
    expect(asked()).toBe('nothing')
    expect(onUpgradeRequest).not.toHaveBeenCalled()
    expect(ignored()).toEqual(['foreign_source'])
    expect(events).toContainEqual({ type: 'message.ignored', reason: 'foreign_source', origin: sites.frame })
    await clickInside()
    await until(() => asked() === 'plans wanted')
    expect(onUpgradeRequest).toHaveBeenCalledOnce()
  })

  it('from another frame of the page, on another origin; a genuine click after it does', async () => {
    const { asked, ignored, clickInside, onUpgradeRequest } = openShop()
    await readyFrame()
    await letSay(await stranger(sites.foreign), upgradeButtonClicked('shop-1'))
    await letSay(await stranger(sites.foreign), subscriptionUpgraded)
    expect(asked()).toBe('nothing')
    expect(onUpgradeRequest).not.toHaveBeenCalled()
    expect(ignored()).toEqual(['foreign_source'])
    await clickInside()
    await until(() => asked() === 'plans wanted')
  })

  it('from the page itself', async () => {
    const { asked, ignored } = openShop()
    await readyFrame()
    const arrived = new Promise((resolve) => addEventListener('message', resolve, { once: true }))
    window.postMessage(upgradeButtonClicked('shop-1'), '*')
    await arrived
    expect(asked()).toBe('nothing')
    expect(ignored()).toEqual(['foreign_source'])
  })

  it('from the dashboard’s own window, once another origin has got into it', async () => {
    const { asked, ignored } = openShop()
    const frame = await readyFrame()
    const gone = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    frame.contentWindow?.location.replace(`${sites.foreign}/dashboard?externalWebsiteId=shop-1`)
    await gone
    await letSay(frame, upgradeButtonClicked('shop-1'))
    expect(asked()).toBe('nothing')
    expect(ignored()).toEqual(['foreign_origin'])
  })

  it('of another shape; a genuine click after it does', async () => {
    const { asked, ignored, clickInside } = openShop()
    const frame = await readyFrame()
    await letSay(frame, { type: 'UPGRADE_BUTTON_CLICKED' })
    await letSay(frame, 'UPGRADE_BUTTON_CLICKED')
    await letSay(frame, { type: 'HEIGHT', height: 9000 })
    expect(asked()).toBe('nothing')
    expect(ignored()).toEqual(['malformed'])
    await clickInside()
    await until(() => asked() === 'plans wanted')
  })

  it('about another website; a genuine click after it does', async () => {
    const { asked, ignored, clickInside } = openShop()
    await letSay(await readyFrame(), upgradeButtonClicked('shop-2'))
    expect(asked()).toBe('nothing')
    expect(ignored()).toEqual(['other_website'])
    await clickInside()
    await until(() => asked() === 'plans wanted')
  })

  it('from a frame that has been replaced', async () => {
    const { redraw, asked } = openShop()
    const old = (await readyFrame()).contentWindow
    redraw(
      <DashboardFrame websiteId="shop-1" key="another">
        <Asked />
      </DashboardFrame>,
    )
    await readyFrame()
    old?.postMessage({ say: upgradeButtonClicked('shop-1') }, '*')
    await letSay(frames()[0] as HTMLIFrameElement, { type: 'ANYTHING' })
    expect(asked()).toBe('nothing')
  })
})

it('ids of all kinds come through a genuine click', async () => {
  const { asked, clickInside } = openShop('läden/1?a=b&c=%2F <shop>')
  await readyFrame()
  await clickInside()
  await until(() => asked() === 'plans wanted')
  expect(state()).toBe('ready')
})
