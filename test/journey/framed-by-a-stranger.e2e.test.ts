import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme
let stranger: Server
beforeEach(async () => {
  acme = await openAcme()
  stranger = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(
      `<!doctype html><title>Win a bike</title><iframe title="acme" src="${acme.url}" width="1200" height="850"></iframe>`,
    )
  })
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  stranger.close()
  await acme.stop()
})

it('confirms no change on a page that a stranger has framed', async () => {
  const { page, platform } = acme
  await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`)
  const framed = page.frameLocator('iframe[title="acme"]')
  await framed.getByRole('button', { name: 'See plans' }).click()
  const dialog = framed.getByRole('dialog')
  await dialog.locator('label', { hasText: /^Pro/ }).click()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^Upgrade now/ }).click()
  await dialog.getByText('Open it in a tab of its own.').waitFor()
  expect((await platform.websites.getByIntpWebsiteId('acme-bikes')).packageName).toBe('Basic')
  expect(acme.sandbox.platform.calls({ operation: 'websiteSubscriptions.upgrade' })).toEqual([])
})
