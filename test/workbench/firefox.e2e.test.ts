import type { Browser, ElementHandle, Frame, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedSite } from '../shared/site.ts'
import type { BuiltSite } from './built-site.ts'
import { findFirefox, openFirefox } from './open-firefox.ts'

const patience = { timeout: 60_000 }
const command = findFirefox()

let site: BuiltSite
let browser: Browser | undefined
beforeAll(async () => {
  site = await sharedSite()
  if (command !== undefined) browser = await openFirefox(command)
})
afterAll(async () => {
  await browser?.close()
  await site.stop()
})

const frameIn = (page: Page, parent: Frame) => page.waitForFrame((frame) => frame.parentFrame() === parent, patience)

/** What begins so, once it is there. */
async function find(frame: Frame, selector: string, start: string): Promise<ElementHandle> {
  const found = await frame.waitForFunction(
    (among, words) =>
      [...document.querySelectorAll(among)].find(
        (each) => each.textContent?.trim().startsWith(words) && each.getAttribute('aria-disabled') !== 'true',
      ),
    { ...patience, polling: 100 },
    selector,
    start,
  )
  return found as ElementHandle
}

const click = async (frame: Frame, selector: string, start: string) =>
  (await find(frame, selector, start)).evaluate((element) => (element as HTMLElement).click())

it('sells an upgrade in Firefox, once', async ({ skip }) => {
  if (!browser) {
    skip('No Firefox: install one (Debian: apt-get install firefox-esr), or set FIREFOX_PATH to it.')
    return
  }
  const page = await browser.newPage()
  await page.setViewport({ width: 1440, height: 1000 })
  await page.goto(site.url)
  const preview = await frameIn(page, page.mainFrame())
  const dashboard = await frameIn(page, preview)
  await click(dashboard, 'button', 'Upgrade')
  await click(preview, '[data-part="upgrade"] label', 'Pro')
  await click(preview, '[data-part="upgrade"] button', 'Review the change')
  await click(preview, '[data-part="upgrade"] button', 'Upgrade')
  await find(preview, 'h1, h2, h3', 'You are on Pro')
  const events = await page.$$eval('.log tr', (rows) => rows.map((row) => row.textContent ?? ''))
  expect(events.filter((event) => event.includes('subscription.upgraded'))).toHaveLength(1)
})
