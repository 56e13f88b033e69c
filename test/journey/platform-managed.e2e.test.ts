import { afterEach, expect, it } from 'vitest'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme | undefined
afterEach(() => acme?.stop())

it('lets a platform-managed dashboard sell by itself, and says once that the plan was upgraded', async () => {
  acme = await openAcme({ partner: 'platformManaged' })
  const { page, dashboard, platform } = acme
  const said: string[] = []
  await page.exposeFunction('heard', (text: string) => said.push(text))
  await page.locator('[data-part="frame-status"]').evaluate((status) => {
    const heard = (window as unknown as { heard: (text: string) => void }).heard
    window.addEventListener('message', ({ data }: MessageEvent<{ type?: string }>) => heard(`message ${data.type}`))
    new MutationObserver(() => heard(`status ${status.textContent}`)).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })

  await dashboard
    .getByRole('link', { name: /upgrade/i })
    .first()
    .click()
  await dashboard.getByRole('link', { name: /Pro/ }).first().click()
  await dashboard
    .getByRole('button', { name: /pay|buy|subscribe/i })
    .first()
    .click()

  await page.getByText('Your new plan is active.').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.getByText('Pro plan').waitFor()
  expect((await platform.websites.getByIntpWebsiteId('acme-bikes')).packageName).toBe('Pro')
  expect(said.filter((text) => text === 'message SUBSCRIPTION_UPGRADED')).toHaveLength(2)
  // What the page heard reaches the test a moment later.
  await expect.poll(() => said.filter((text) => text.startsWith('status Your new plan is active.')).length).toBe(1)
})
