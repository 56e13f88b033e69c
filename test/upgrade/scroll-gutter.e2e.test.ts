import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { Browser } from 'playwright'
import { chromium } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumArgs, requireChromium } from '../chromium.ts'

let browser: Browser
beforeAll(async () => {
  // Playwright hides scrollbars, and they are what this is about.
  browser = await chromium.launch({
    executablePath: requireChromium(),
    args: chromiumArgs,
    ignoreDefaultArgs: ['--hide-scrollbars'],
  })
})
afterAll(() => browser.close())

const source = await readFile(new URL('../../src/react/ui/scroll-lock.ts', import.meta.url), 'utf8')
const script = stripTypeScriptTypes(source).replace('export ', '')

it.each([
  ['a page with a scrollbar', 3000, 15],
  ['a page without one', 100, 0],
])('%s does not jump when it is locked and unlocked', async (_what, height, scrollbar) => {
  const page = await browser.newPage()
  await page.setContent(
    `<style>body { margin: 0 } ::-webkit-scrollbar { width: 15px }</style><p style="height:${height}px">`,
  )
  const widths = await page.evaluate(`(() => {
    ${script}
    const width = () => document.querySelector('p').getBoundingClientRect().width
    const before = width()
    const unlock = lockScroll()
    const locked = width()
    unlock()
    return { before, locked, after: width(), scrollbar: innerWidth - document.documentElement.clientWidth }
  })()`)
  const { before } = widths as { before: number }
  expect(widths).toEqual({ before, locked: before, after: before, scrollbar })
  await page.close()
})
