import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dashboardCsp } from '../../packages/sandbox/src/core/dashboard/document.ts'
import { openAcme } from '../journey/acme-in-chromium.ts'
import { examplePages } from '../sandbox-dashboard/example-pages.ts'
import { exampleView } from '../sandbox-dashboard/example-site.ts'
import { hostPages } from '../sandbox-dashboard/page-host.ts'
import { walkThroughAcme } from './acme-screens.ts'
import { launchWithFont } from './chromium-with-font.ts'
import { layoutFlaws } from './layout-flaws.ts'
import { startStorybook, type Storybook } from './storybook-page.ts'

/** What Debian, Ubuntu and containers have as their sans-serif: the first is a fifth wider than the second. */
const families = ['DejaVu Sans', 'Liberation Sans', 'Noto Sans']
const widths = [1280, 1024, 861, 640, 390, 320]

/** Those with the most text, and each shape that the components take. */
const stories = [
  ...['expired', 'url-not-allowed', 'plan-upgraded'].map((name) => `components-dashboardframe--${name}`),
  ...['yearly', 'with-slots', 'german', 'odd-packages', 'planned-downgrade'].map(
    (name) => `components-packagepicker--${name}`,
  ),
  ...['yearly', 'german', 'payment-due', 'needs-attention', 'pool'].map(
    (name) => `components-subscriptionpanel--${name}`,
  ),
  ...['pick', 'review-in-german', 'review-downgrade', 'review-with-balance'].map(
    (name) => `components-upgrademodal--${name}`,
  ),
  ...['keep', 'done', 'declined', 'running-unpaid'].map((name) => `components-upgrademodal--${name}`),
]

/** A browser for each family that is installed. */
const browsers = new Map<string, Browser>()
let dashboards: Awaited<ReturnType<typeof hostPages>>
let storybook: Storybook

beforeAll(async () => {
  dashboards = await hostPages(examplePages, dashboardCsp(exampleView().nonce))
  storybook = await startStorybook()
  for (const family of families) {
    const browser = await launchWithFont(family)
    if (browser) browsers.set(family, browser)
  }
  const absent = families.filter((family) => !browsers.has(family))
  console.info(
    `Shown in ${[...browsers.keys()].join(', ')}${absent.length > 0 ? `; not installed: ${absent.join(', ')}` : ''}.`,
  )
})
afterAll(async () => {
  for (const browser of browsers.values()) await browser.close()
  await Promise.all([dashboards?.stop(), storybook?.stop()])
})

/** Opens something in each family, and looks at it at every width. One sentence for each flaw. */
async function flawsInEachFamily(open: (page: Page) => Promise<unknown>): Promise<string[]> {
  const flaws: string[] = []
  for (const [family, browser] of browsers) {
    const page = await browser.newPage({ reducedMotion: 'reduce' })
    await open(page)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      flaws.push(...(await layoutFlaws(page)).map((flaw) => `${family}, ${width} px: ${flaw}`))
    }
    await page.close()
  }
  return flaws
}

it('at least one of the families is installed', () => {
  expect(browsers.size, `none of ${families.join(', ')}`).toBeGreaterThan(0)
})

it.each(Object.keys(examplePages))('the sandbox’s page %s holds', async (path) => {
  const flaws = await flawsInEachFamily(async (page) => {
    await page.goto(dashboards.origin + path)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
  })
  expect(flaws).toEqual([])
})

it.each(stories)('the story %s holds', async (story) => {
  expect(await flawsInEachFamily((page) => storybook.show(page, story))).toEqual([])
})

it('the screens of Acme Shops hold', async () => {
  const acme = await openAcme()
  try {
    const flaws: string[] = []
    for (const [family, browser] of browsers) {
      for (const width of [1280, 768, 390, 320]) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, reducedMotion: 'reduce' })
        await page.goto(acme.url)
        await walkThroughAcme(page, async (screen) => {
          flaws.push(...(await layoutFlaws(page)).map((flaw) => `${family}, ${width} px, ${screen}: ${flaw}`))
        })
        await page.close()
      }
    }
    expect(flaws).toEqual([])
  } finally {
    await acme.stop()
  }
})
