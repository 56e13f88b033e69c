import type { Page } from 'playwright'

/**
 * Leads a page of Acme Shops through the screens that the documentation shows, and stops at each of them once nothing
 * moves any more. The page has just been opened.
 */
export async function walkThroughAcme(page: Page, at: (screen: string) => Promise<void>): Promise<void> {
  const stopAt = async (screen: string) => {
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
    await at(screen)
  }
  const dashboard = page.frameLocator('iframe')
  await dashboard.getByRole('heading', { level: 1 }).waitFor()
  // Shown before it has loaded; from then on it is listened to.
  await page.locator('[data-part=dashboard][data-state=ready]').waitFor()
  // A frame of another site is drawn by a process of its own, which may be late.
  await dashboard
    .locator('body')
    .evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  await stopAt('playground')
  await dashboard.getByRole('button', { name: 'Upgrade' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('label', { hasText: /^Pro/ }).click()
  await dialog.locator('[data-part="upgrade-cost"]', { hasText: /invoice/ }).waitFor()
  await stopAt('plans')
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^Upgrade now/ }).waitFor()
  await stopAt('review')
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await page.getByRole('button', { name: 'Manage plan' }).click()
  await page.getByText(/^Renews on/).waitFor()
  await stopAt('plan')
}

/** How the pictures under `docs/images` are taken: `plans-dark-390.png` is the screen `plans` with the suffix `dark-390`. */
export const pictureSettings = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ].map((viewport) => ({ suffix: `${colorScheme}-${viewport.width}`, colorScheme, viewport })),
)
