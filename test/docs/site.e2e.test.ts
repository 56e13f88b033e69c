import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, posix } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressOf, sections } from '../../playground/docs/contents.ts'
import { byLane } from '../lane.ts'
import { sharedChromium } from '../shared/chromium.ts'
import { sharedSite } from '../shared/site.ts'
import type { BuiltSite } from '../workbench/built-site.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const guides = sections.flatMap(({ pages }) => pages).map(addressOf)

let site: BuiltSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([sharedSite(), sharedChromium()])
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

async function opened(address: string, look: { width?: number; theme?: 'light' | 'dark' } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: 900 },
    colorScheme: look.theme ?? 'light',
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  await page.goto(site.url + address)
  return page
}

it('every link leads to a page, a picture or a heading that is there', () => {
  const files = new Set(readdirSync(site.folder, { recursive: true, encoding: 'utf8' }))
  const documents = [...files]
    .filter((address) => address.startsWith('docs/') && address.endsWith('.html'))
    .map((address) => [address, readFileSync(join(site.folder, address), 'utf8')] as const)
  const anchors = new Map(
    documents.map(([address, html]) => [address, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]),
  )
  const elsewhere = /^(\w+:|\.\.\/(\.\.\/)*(index\.html)?$)/
  const broken = documents.flatMap(([from, html]) =>
    [...html.matchAll(/(?:href|src)="([^"]+)"/g)]
      .map(([, link = '']) => link)
      .filter((link) => {
        if (elsewhere.test(link)) return false
        const [path = '', anchor] = link.split('#')
        const target = path === '' ? from : posix.normalize(posix.join(posix.dirname(from), path))
        return !files.has(target) || (anchor && anchors.has(target) && !anchors.get(target)?.has(anchor))
      })
      .map((link) => `${from}: ${link}`),
  )
  expect(broken).toEqual([])
})

it('finds by what a reader types, without a server', async () => {
  const page = await opened('docs/index.html')
  await page.keyboard.press('/')
  const search = page.getByRole('dialog', { name: 'Search the docs' })
  await search.getByRole('searchbox').fill('content security')
  await search.getByRole('link', { name: /Security: Content Security Policy/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/docs\/security\.html#content-security-policy$/)
  await page.context().close()
})

it('leads on a narrow screen, by keyboard, from any page to any other', async () => {
  const page = await opened('docs/components/PackagePicker.html', { width: 390 })
  await page.getByText('All pages').press('Enter')
  await page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name: 'Quick start' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Quick start' }).waitFor()
  await page.context().close()
})

it('keeps the theme that was chosen', async () => {
  const page = await opened('docs/index.html')
  await page.getByRole('button', { name: 'Show the dark theme' }).click()
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Limits' }).click()
  await page.getByRole('button', { name: 'Show the light theme' }).waitFor()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
  await page.context().close()
})

const looks = [
  { width: 1280, theme: 'light' },
  { width: 390, theme: 'dark' },
  ...byLane({
    test: [],
    all: [
      { width: 1280, theme: 'dark' },
      { width: 390, theme: 'light' },
    ] as const,
  }),
] as const
const looked = byLane({ test: ['docs/components/PackagePicker.html', 'docs/payments.html'], all: guides })

describe.each(looks)('at $width in $theme', ({ width, theme }) => {
  let page: Page
  beforeAll(async () => {
    page = await opened('docs/index.html', { width, theme })
  })
  afterAll(() => page.context().close())

  it.each(looked)('%s has nothing that axe finds, and nothing to scroll sideways', async (address) => {
    await page.goto(site.url + address)
    await page.evaluate(axeSource)
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    )
    expect(violations.map(({ id, nodes }) => `${id} ${String(nodes[0]?.target)}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
  })
})
