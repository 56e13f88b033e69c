import { readFileSync, readdirSync } from 'node:fs'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAcme, type Acme } from '../journey/acme-in-chromium.ts'
import { sharedChromium } from '../shared/chromium.ts'
import { pictureSettings, walkThroughAcme } from './acme-screens.ts'
import { layoutFlaws } from './layout-flaws.ts'
import { siteScreens } from './site-screens.ts'

/** What a PNG says of itself in its first chunk. */
const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) })

let acme: Acme
let browser: Browser
const taken: string[] = []

beforeAll(async () => {
  acme = await openAcme()
  browser = await sharedChromium()
})
afterAll(async () => {
  await browser?.close()
  await acme?.stop()
})

describe('the pictures of the documentation, taken anew', () => {
  it.each(pictureSettings)('in $suffix they show whole screens, without a complaint', async ({ suffix, ...shown }) => {
    const page = await browser.newPage(shown)
    const wrong: string[] = []
    page.on('console', (message) => {
      if (/^(error|warning)$/.test(message.type())) wrong.push(message.text())
    })
    page.on('pageerror', (error) => wrong.push(error.message))
    await page.goto(acme.url)
    await walkThroughAcme(page, async (screen) => {
      wrong.push(...(await layoutFlaws(page)).map((flaw) => `${screen}: ${flaw}`))
      const file = `${screen}-${suffix}.png`
      expect(sizeOf(await page.screenshot())).toEqual(sizeOf(readFileSync(`docs/images/${file}`)))
      taken.push(file)
    })
    await page.close()
    expect(wrong).toEqual([])
  })

  it('are those that lie under docs/images', () => {
    const ofSite = siteScreens.flatMap((screen) => pictureSettings.map(({ suffix }) => `${screen}-${suffix}.png`))
    expect([...taken, ...ofSite].sort()).toEqual(readdirSync('docs/images').sort())
  })
})
