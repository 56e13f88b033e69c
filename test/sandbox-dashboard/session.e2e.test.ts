import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { launchChromium } from '../chromium.ts'
import { intpcToken } from '../sandbox/platform-client.ts'

let sandbox: Sandbox
let browser: Browser

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await sandbox.stop()
})

async function opened(page: Page): Promise<Page> {
  const token = await intpcToken(demoIntps.website, 'acme')
  await page.goto(`${sandbox.dashboardUrl}?intpc_token=${token}&externalWebsiteId=acme-bikes`)
  await page.getByRole('heading', { name: /Analytics for/ }).waitFor()
  return page
}

test('the token leaves the address, and links and a reload find the session all the same', async () => {
  const page = await opened(await browser.newPage())
  expect(page.url()).toBe(`${sandbox.dashboardUrl}/dashboard/overview`)
  await page.getByRole('link', { name: 'Pages', exact: true }).click()
  await page.waitForURL(`${sandbox.dashboardUrl}/dashboard/pages`)
  await page.reload()
  await page.getByRole('heading', { name: /Analytics for/ }).waitFor()
  expect(page.url()).toBe(`${sandbox.dashboardUrl}/dashboard/pages`)
  await page.close()
})

test('where the browser keeps no storage for the frame, a reload has lost the session', async () => {
  const blank = await browser.newPage()
  await blank.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      },
    })
  })
  const page = await opened(blank)
  await page.reload()
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor()
  await page.close()
})
