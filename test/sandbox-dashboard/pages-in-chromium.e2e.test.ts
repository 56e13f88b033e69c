import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboardCsp } from '../../packages/sandbox/src/core/dashboard/document.ts'
import { byLane } from '../lane.ts'
import { sharedChromium } from '../shared/chromium.ts'
import { examplePages } from './example-pages.ts'
import { exampleView } from './example-site.ts'
import { hostPages } from './page-host.ts'

const { nonce, query } = exampleView()
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let browser: Browser
let host: Awaited<ReturnType<typeof hostPages>>
let partner: Awaited<ReturnType<typeof hostPages>>

/** A page of another site with a frame in it, which remembers what the frame says. */
const partnerPage = `<!doctype html>
  <script>heard = []; onmessage = ({ data, origin }) => heard.push({ data, origin })</script>
  <iframe style="width: 100%; height: 860px"></iframe>`

beforeAll(async () => {
  host = await hostPages(examplePages, dashboardCsp(nonce))
  partner = await hostPages({ '/': () => partnerPage }, "frame-ancestors 'none'")
  browser = await sharedChromium()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
  await partner.stop()
})

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

/** Text that reaches out of the window. Nothing on these pages hides what overflows. */
function cutOffText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const cut: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || !node.textContent?.trim() || parent.closest('.unseen, .hint, script, style, option, .minor'))
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) {
        if (box.left < -0.5 || box.right > innerWidth + 0.5)
          cut.push(`${node.textContent.trim()} ${box.left}–${box.right}`)
      }
    }
    return cut
  })
}

/** On both sides of each change of the layout, and in between. */
const everyWidth = [1280, 1181, 1100, 861, 761, 390, 320]
/** A year is the overview with more days in it. */
const shownPages = Object.keys(examplePages).filter((path) => byLane({ test: path !== '/year', all: true }))

/** Made of what axe has looked at on the pages that they are variants of. */
const sisters: ReadonlySet<string> = new Set([
  '/shared',
  '/silent',
  '/stopped',
  '/unlocked-recordings',
  '/unlocked-heatmaps',
])

type Theme = 'light' | 'dark'
const themes: readonly Theme[] = ['light', 'dark']

const pagesByTheme = new Map<Theme, Promise<Page>>()
/** One page for all that is looked at in a theme: a page of its own costs Chromium several processes. */
function pageIn(colorScheme: Theme): Promise<Page> {
  const page = pagesByTheme.get(colorScheme) ?? browser.newPage({ colorScheme, reducedMotion: 'reduce' })
  pagesByTheme.set(colorScheme, page)
  return page
}

describe.each(shownPages.map((path, index) => ({ path, index })))('$path', ({ path, index }) => {
  // Colours come from one sheet: turn and turn about shows most of what both would.
  const shown = byLane<readonly Theme[]>({ test: [themes[index % 2]!], all: themes })
  // The widths between look the same to axe: colours and structure change at these two alone.
  const asked = [index % 4 < 2 ? 1280 : 390]
  const forAxe = byLane({ test: sisters.has(path) ? [] : asked, all: [1280, 390] })
  const widths = byLane({ test: [...asked, 320], all: everyWidth })
  it.each(shown)('is accessible and whole in %s, at every width', async (colorScheme) => {
    const page = await pageIn(colorScheme)
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(host.origin) && !request.url().startsWith('data:')) complaints.push(request.url())
    })
    await page.goto(host.origin + path)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      expect(await cutOffText(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      if (forAxe.includes(width)) expect(await violationsOf(page)).toEqual([])
    }
    expect(complaints).toEqual([])
    for (const event of ['console', 'pageerror', 'request'] as const) page.removeAllListeners(event)
  })
})

describe('the page at work', () => {
  async function framed(path: string) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } })
    await page.goto(partner.partnerOrigin)
    await page.locator('iframe').evaluate((frame: HTMLIFrameElement, src) => (frame.src = src), host.origin + path)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { level: 1 }).waitFor()
    return { page, frame, heard: () => page.evaluate<{ data: unknown; origin: string }[]>('heard') }
  }

  it('tells the parent frame of a click on any upgrade button, with every documented field', async () => {
    const { page, frame, heard } = await framed('/dashboard/overview')
    expect(await heard()).toEqual([])
    const buttons = frame.getByRole('button', { name: /upgrade|unlock/i })
    expect(await buttons.count()).toBe(3)
    for (const button of await buttons.all()) await button.click()
    await expect.poll(async () => (await heard()).length).toBe(3)
    for (const { data, origin } of await heard()) {
      expect(origin).toBe(host.origin)
      expect(data).toEqual({
        type: 'UPGRADE_BUTTON_CLICKED',
        data: {
          intpWebsiteId: 'acme-bikes',
          intpCustomerId: 'acme',
          packageName: 'Basic',
          packageId: 'basic-monthly',
          inTrial: false,
          expiresAt: '2026-12-01T00:00:00.000Z',
          billingInterval: 'monthly',
        },
      })
    }
    await page.close()
  })

  it('says SUBSCRIPTION_UPGRADED twice when the platform has sold, and leads back', async () => {
    const { page, frame, heard } = await framed('/upgrade/done')
    await expect
      .poll(heard)
      .toEqual(Array.from({ length: 2 }, () => ({ data: { type: 'SUBSCRIPTION_UPGRADED' }, origin: host.origin })))
    await frame.getByRole('link', { name: 'Back to the dashboard' }).click()
    await frame.getByRole('heading', { name: 'Analytics for bikes.acme.test' }).waitFor()
    await page.close()
  })

  it('goes from the platform’s own upgrade link over a plan to its checkout', async () => {
    const { page, frame, heard } = await framed('/platform-managed')
    await frame.getByRole('link', { name: 'Upgrade', exact: true }).click()
    await frame.getByRole('heading', { name: 'Choose a plan for bikes.acme.test' }).waitFor()
    await frame.getByRole('link', { name: 'Choose Advanced' }).click()
    await frame.getByRole('button', { name: /^Pay €/ }).waitFor()
    expect(await heard()).toEqual([])
    await page.close()
  })

  it('moves between its sections by links that keep the token, which then leaves the address', async () => {
    const page = await browser.newPage()
    await page.goto(`${host.origin}/dashboard/overview?${query}`)
    for (const name of ['Pages', 'Sources', 'Devices', 'Recordings', 'Overview']) {
      const asked = page.waitForRequest((request) =>
        request.url().endsWith(`/dashboard/${name.toLowerCase()}?${query}`),
      )
      await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name }).click()
      await asked
      await page.waitForURL(`**/dashboard/${name.toLowerCase()}`)
    }
    await page.close()
  })

  it('shows days of one’s own choice, without the script', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${host.origin}/dashboard/overview`)
    await page.getByText('Custom').click()
    await page.getByLabel('From', { exact: true }).fill('2026-06-01')
    await page.getByLabel('To', { exact: true }).fill('2026-06-07')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(`**/dashboard/overview?${query}&startDate=2026-06-01&endDate=2026-06-07`)
    await page.close()
  })

  it('shows the numbers of a day under the pointer', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`${host.origin}/dashboard/overview`)
    const hint = page.locator('.hint').nth(5)
    expect(await hint.locator('.hint-value').isVisible()).toBe(false)
    await hint.locator('.catch').hover()
    expect(await hint.locator('.hint-value').isVisible()).toBe(true)
    expect(await page.locator('.hint-value:visible').count()).toBe(1)
    await page.close()
  })
})

describe('the payment page', () => {
  const outcomes: (readonly [name: string, outcome: string])[] = [
    ['Pay €7.20', 'pay'],
    ['Decline', 'decline'],
    ['Pay twice', 'pay_twice'],
    ['Ask my bank', 'ask_bank'],
    ['Close', 'close'],
  ]
  it.each(byLane({ test: outcomes.slice(0, 2), all: outcomes }))(
    'posts %s as the outcome %s',
    async (name, outcome) => {
      expect(await postedBy('/pay', name)).toBe(`outcome=${outcome}`)
    },
  )

  it.each([
    ['Approve €7.20', 'approve'],
    ['Refuse', 'refuse'],
  ])('posts %s at the bank as the outcome %s', async (name, outcome) => {
    expect(await postedBy('/consent', name)).toBe(`outcome=${outcome}`)
  })

  async function postedBy(path: string, name: string): Promise<string | null> {
    const page = await pageIn('light')
    await page.goto(host.origin + path)
    // Without content, so that the page stays and no navigation meets that of the next test.
    await page.route(`${host.origin}/pay/1`, (route) => route.fulfill({ status: 204 }))
    const [posted] = await Promise.all([
      page.waitForResponse(`${host.origin}/pay/1`),
      page.getByRole('button', { name }).click(),
    ])
    await page.unroute(`${host.origin}/pay/1`)
    return posted.request().postData()
  }
})
