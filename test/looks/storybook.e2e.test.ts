import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedChromium } from '../shared/chromium.ts'
import { startStorybook, type Storybook } from './storybook-page.ts'

let browser: Browser
let storybook: Storybook
beforeAll(async () => {
  browser = await sharedChromium()
  storybook = await startStorybook()
})
afterAll(async () => {
  await Promise.all([browser?.close(), storybook?.stop()])
})

it('each page of Storybook is there, its pictures too, and leads to pages that are', async () => {
  const { origin, entries } = storybook
  const pages = Object.keys(entries).filter((id) => entries[id]?.type === 'docs')
  const wrong: string[] = []
  for (const id of pages) {
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 } })
    page.on('pageerror', (error) => wrong.push(`${id}: ${error.message}`))
    await page.goto(`${origin}/iframe.html?id=${id}&viewMode=docs`)
    await page.locator('.sbdocs-content h1').first().waitFor()
    const links = await page
      .locator('a[href^="?path="]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
    for (const link of links) {
      const [, to = ''] = /^\?path=\/(?:docs|story)\/([\w-]+)/.exec(link) ?? []
      if (!entries[to]) wrong.push(`${id}: ${link} leads nowhere`)
    }
    const pictures = page.locator('.sbdocs-content img')
    await expect
      .poll(() =>
        pictures.evaluateAll((found) => found.every((picture) => (picture as HTMLImageElement).naturalWidth > 0)),
      )
      .toBe(true)
    await page.close()
  }
  expect(pages).toContain('start-here-welcome--docs')
  expect(pages.filter((id) => id.startsWith('components-')).length).toBeGreaterThanOrEqual(4)
  expect(wrong).toEqual([])
})
