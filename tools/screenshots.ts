import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright'
import { startPlayground } from '../playground/playground.ts'
import { launchChromium } from '../test/chromium.ts'

/** Takes the pictures under `docs/images` from the running playground: `npm run screenshots`. */
const folder = 'docs/images'
mkdirSync(folder, { recursive: true })
const playground = await startPlayground({ port: 0 })
const browser = await launchChromium()

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  await page.screenshot({ path: `${folder}/${name}.png` })
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    const page = await browser.newPage({ viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme })
    await page.goto(playground.url)
    const dashboard = page.frameLocator('iframe')
    await dashboard.getByRole('heading', { level: 1 }).waitFor()
    await take(page, `playground-${colorScheme}-${width}`)
    await dashboard.getByRole('button', { name: 'Upgrade' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('label', { hasText: /^Pro/ }).click()
    await dialog.locator('[data-part="upgrade-cost"]', { hasText: /invoice/ }).waitFor()
    await take(page, `plans-${colorScheme}-${width}`)
    await dialog.getByRole('button', { name: 'Review the change' }).click()
    await dialog.getByRole('button', { name: /^Upgrade now/ }).waitFor()
    await take(page, `review-${colorScheme}-${width}`)
    await dialog.getByRole('button', { name: 'Close' }).first().click()
    await page.getByRole('button', { name: 'Manage plan' }).click()
    await page.getByText(/^Renews on/).waitFor()
    await take(page, `plan-${colorScheme}-${width}`)
    await page.close()
  }
}
await browser.close()
await playground.stop()
