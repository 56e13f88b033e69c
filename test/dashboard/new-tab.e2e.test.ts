import react from '@vitejs/plugin-react'
import type { Browser, Page } from 'playwright'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { serveFrames } from '../frame-server.ts'
import { sharedChromium } from '../shared/chromium.ts'

let frames: Awaited<ReturnType<typeof serveFrames>>
let shop: ViteDevServer
let browser: Browser
let page: Page

beforeAll(async () => {
  frames = await serveFrames()
  shop = await createServer({
    configFile: false,
    root: new URL('new-tab-page', import.meta.url).pathname,
    cacheDir: new URL('../../node_modules/.vite-new-tab', import.meta.url).pathname,
    plugins: [react()],
    server: { port: 0, host: 'localhost' },
    logLevel: 'error',
  })
  await shop.listen()
  browser = await sharedChromium()
})
afterAll(async () => {
  await browser.close()
  await shop.close()
  frames.stop()
})
afterEach(() => page.context().close())

async function openShop() {
  // Tall enough for all of it: a click right after scrolling may still be sent to the frame that was there before.
  const context = await browser.newContext({ viewport: { width: 1000, height: 1200 } })
  page = await context.newPage()
  await page.goto(`${shop.resolvedUrls?.local[0]}?frames=${encodeURIComponent(frames.origin)}`)
  await page.locator('[data-part=dashboard][data-state=ready]').waitFor()
  return page.getByRole('button', { name: 'Open in a new tab' })
}

describe('the dashboard in a new tab', () => {
  it('has a URL of its own, and neither a way back to the page nor its address', async () => {
    const button = await openShop()
    const [tab] = await Promise.all([page.waitForEvent('popup'), button.click()])
    await tab.waitForURL(`${frames.origin}/**`)
    expect(new URL(tab.url()).searchParams.get('intpc_token')).toBe('token-2')
    expect(await tab.title()).toBe('from nowhere')
    expect(await tab.evaluate(() => window.opener)).toBeNull()
    expect(await page.locator('iframe').getAttribute('src')).toContain('token-1')
  })

  it('closes again when there is no URL for it, and the page says why', async () => {
    const button = await openShop()
    await page.evaluate(() => Reflect.set(window, 'isDown', true))
    const [tab] = await Promise.all([page.waitForEvent('popup'), button.click()])
    await page.evaluate(() => (Reflect.get(window, 'goDown') as () => void)())
    await expect.poll(() => tab.isClosed()).toBe(true)
    await page.getByText('The analytics service does not answer.').waitFor()
    expect(await page.locator('iframe').count()).toBe(1)
  })

  it('is said to be kept shut where the browser does so', async () => {
    const button = await openShop()
    await page.evaluate(() => Reflect.set(window, 'open', () => null))
    await button.click()
    await page.getByText('Your browser did not open a new tab.').waitFor()
    expect(page.context().pages()).toHaveLength(1)
  })
})
