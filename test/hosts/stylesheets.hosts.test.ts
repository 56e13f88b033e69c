import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from '../chromium.ts'
import { frameworksIn } from './stylesheets/frameworks.ts'

const folder = inject('hostsFolder')
const stranger = inject('stranger')
const kit = (file: string) => readFileSync(join(stranger, 'node_modules/react-3as/dist', file), 'utf8')
const ours = kit('styles.css')
const oursInLayer = kit('styles.layer.css')
const { unlayered, tailwind4 } = frameworksIn(folder)

/** Packages are those of the stranger: above this file the repository's own would be found. */
const fromTarball: Plugin = {
  name: 'from-tarball',
  setup(bundling) {
    bundling.onResolve({ filter: /^[^./]/ }, ({ path, kind, resolveDir, pluginData }) =>
      pluginData === fromTarball || resolveDir.startsWith(stranger)
        ? undefined
        : bundling.resolve(path, { kind, resolveDir: stranger, pluginData: fromTarball }),
    )
  },
}

let browser: Browser
let script: string
beforeAll(async () => {
  browser = await launchChromium()
  const { outputFiles } = await build({
    entryPoints: [new URL('stylesheets/page.tsx', import.meta.url).pathname],
    plugins: [fromTarball],
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  script = outputFiles[0]?.text ?? ''
})
afterAll(() => browser.close())

async function open(hash = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1024, height: 768 } })
  await page.route('http://host.test/**', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>Acme</title><div id="root"></div><script type="module" src="/page.js"></script>',
        }),
  )
  await page.goto(`http://host.test/${hash}`)
  await page.getByText('Resets on 15 December').waitFor()
  await page.getByText('Business').first().waitFor()
  // Loaded while the page is idle: what is compared must not grow meanwhile.
  await page.locator('dialog[data-part=upgrade]').waitFor({ state: 'attached' })
  return page
}

const dress = (page: Page, sheets: readonly string[]) =>
  page.evaluate((all) => globalThis.dressed.dress(...all), sheets)
const looksOf = (page: Page, selector: string) => page.evaluate((wanted) => globalThis.dressed.looks(wanted), selector)

/** How kit and host look by themselves. */
async function alone(page: Page, host: readonly string[]) {
  await dress(page, [ours])
  const kitAlone = await looksOf(page, '[data-r3]')
  await dress(page, host)
  return { kitAlone, hostAlone: await looksOf(page, '#host *') }
}

async function expectUndisturbed(page: Page, { kitAlone, hostAlone }: Awaited<ReturnType<typeof alone>>) {
  expect(await looksOf(page, '[data-r3]')).toEqual(kitAlone)
  expect(await looksOf(page, '#host *')).toEqual(hostAlone)
  expect(await page.evaluate(() => globalThis.dressed.invisibleTexts())).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}

describe.each(Object.entries(unlayered))('with %s, whole', (_, framework) => {
  it('kit and page look as they do without each other, whichever stylesheet comes first', async () => {
    const page = await open()
    const before = await alone(page, [framework])
    for (const order of [
      [framework, ours],
      [ours, framework],
    ]) {
      await dress(page, order)
      await expectUndisturbed(page, before)
    }
    await page.close()
  })
})

describe('with Tailwind 4, which orders its layers', () => {
  it.each([
    ['after it', [tailwind4, oursInLayer]],
    ['before it', [oursInLayer, tailwind4]],
    ['after it, without a layer', [tailwind4, ours]],
    ['before it, without a layer', [ours, tailwind4]],
  ])('kit and page look as they do without each other: ours %s', async (_, order) => {
    const page = await open()
    const before = await alone(page, [tailwind4])
    await dress(page, order)
    await expectUndisturbed(page, before)
    await page.close()
  })
})

it('with CssBaseline of Material UI kit and page look as they do without each other', async () => {
  const bare = await open()
  await dress(bare, [ours])
  const kitAlone = await looksOf(bare, '[data-r3]')
  await bare.close()
  const page = await open('#mui')
  await dress(page, [])
  const hostAlone = await looksOf(page, '#host *')
  await dress(page, [ours])
  await expectUndisturbed(page, { kitAlone, hostAlone })
  await page.close()
})
