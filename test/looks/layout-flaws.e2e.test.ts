import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedChromium } from '../shared/chromium.ts'
import { layoutFlaws } from './layout-flaws.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await sharedChromium()
  page = await browser.newPage({ viewport: { width: 400, height: 300 } })
})
afterAll(() => browser.close())

const flawsOf = async (html: string) => {
  await page.setContent(`<!doctype html><body style="margin: 0; font: 16px sans-serif">${html}`)
  return layoutFlaws(page)
}

it.each([
  ['text past its box', '<p class="box" style="width: 40px; white-space: nowrap">A long sentence', /cut off by p\.box/],
  [
    'text past a box around it',
    '<div class="box" style="overflow: hidden; height: 20px"><p>One<p>Two</div>',
    /“Two” is cut off by div\.box/,
  ],
  [
    'text past the window',
    '<div style="overflow-x: clip; width: 600px"><p style="margin-left: 390px">Word</div>',
    /“Word” is cut off by the window/,
  ],
  ['a page that scrolls sideways', '<div style="width: 600px; height: 9px">', /200 px too wide/],
  [
    'text over text',
    '<p>One line</p><p style="margin-top: -30px">Another line',
    /“One line” and “Another line” lie over each other/,
  ],
])('finds %s', async (_, html, flaw) => {
  expect((await flawsOf(html)).join('\n')).toMatch(flaw)
})

it.each([
  [
    'what can be scrolled to',
    '<div style="overflow: auto; width: 40px; height: 20px; white-space: nowrap"><p>A long sentence<p>Two</div>',
  ],
  [
    'what is for screen readers alone',
    '<span style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)">A long sentence</span>',
  ],
  ['what is not shown', '<details style="width: 60px"><summary>More</summary>Anexceptionallylongword</details>'],
])('lets %s pass', async (_, html) => {
  expect(await flawsOf(html)).toEqual([])
})
