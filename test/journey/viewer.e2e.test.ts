import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme
beforeEach(async () => {
  acme = await openAcme()
})
afterEach(() => acme.stop())

it('shows a viewer the dashboard as a watcher, and no way to change a plan', async () => {
  const { page, dashboard } = acme
  await page.getByLabel('Signed in as').selectOption('colleague')
  await page.getByRole('button', { name: 'See plans' }).waitFor({ state: 'detached' })
  await dashboard.getByRole('heading', { level: 1, name: /bikes\.acme\.test/ }).waitFor()
  expect(await dashboard.getByRole('button', { name: /upgrade|unlock/i }).count()).toBe(0)
  const claims =
    new URL((await page.locator('iframe').getAttribute('src')) ?? '').searchParams.get('intpc_token')?.split('.')[1] ??
    ''
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ intpc_id: 'acme-viewer' })
})

it('refuses a viewer who asks the backend directly, and the plan stays', async () => {
  const { page, platform } = acme
  await page.getByLabel('Signed in as').selectOption('colleague')
  await page.getByRole('button', { name: 'See plans' }).waitFor({ state: 'detached' })
  const before = await platform.websites.getByIntpWebsiteId('acme-bikes')
  const answer = await page.evaluate(async () => {
    const response = await fetch('/api/analytics/changes', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-react-3as': '1' },
      body: JSON.stringify({ websiteId: 'acme-bikes', idempotencyKey: 'a-key-of-my-own', intent: { kind: 'cancel' } }),
    })
    return { status: response.status, body: (await response.json()) as unknown }
  })
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
  const after = await platform.websites.getByIntpWebsiteId('acme-bikes')
  expect([after.status, after.packageId]).toEqual([before.status, before.packageId])
})
