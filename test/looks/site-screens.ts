import type { Page } from 'playwright'

/** What the documentation shows of the site itself. */
export const siteScreens = ['workbench', 'workbench-code', 'docs'] as const

/** Leads a page through the workbench and the docs, and stops at each of `siteScreens` once it is all there. */
export async function walkThroughSite(
  page: Page,
  url: string,
  at: (screen: (typeof siteScreens)[number]) => Promise<void>,
): Promise<void> {
  await page.goto(url)
  await page.locator('.status[data-status="running"]').waitFor()
  const dashboard = page.frameLocator('iframe[title="Preview"]').frameLocator('iframe')
  await dashboard.getByRole('heading', { level: 1 }).waitFor()
  const paneTab = page.getByRole('navigation', { name: 'What to show' }).getByRole('button', { name: 'Code' })
  const isNarrow = await paneTab.isVisible()
  if (!isNarrow) {
    await page.locator('.cm-content').waitFor()
    await page.getByRole('heading', { name: 'Component' }).waitFor()
    await page.getByRole('region', { name: 'Events' }).getByRole('row').nth(1).waitFor()
  }
  await at('workbench')
  if (isNarrow) await paneTab.click()
  await page.getByRole('tab', { name: 'server' }).click()
  await page.locator('.cm-content').getByText('createPartnerHandler').first().waitFor()
  // The colours come after the words, from the top down: where all of it is in sight, its last lines have them too.
  if (isNarrow) await page.locator('.cm-line', { hasText: 'const app' }).locator('span').first().waitFor()
  await at('workbench-code')
  await page.goto(`${url}docs/quick-start.html`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await at('docs')
}
