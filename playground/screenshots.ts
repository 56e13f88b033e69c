import { mkdirSync } from 'node:fs'
import { startPlayground } from './playground.ts'
import { launchChromium } from '../test/chromium.ts'
import { pictureSettings, walkThroughAcme } from '../test/looks/acme-screens.ts'
import { walkThroughSite } from '../test/looks/site-screens.ts'
import { builtSite } from '../test/workbench/built-site.ts'

/** Takes the pictures under `docs/images` from Acme Shops, the workbench and the docs: `npm run screenshots`. */
const folder = 'docs/images'
mkdirSync(folder, { recursive: true })
const browser = await launchChromium()

const playground = await startPlayground({ port: 0 })
// In the evening: at night the curve of visits ends in a day that has hardly begun.
const { platform } = playground.sandbox
platform.moveClock({ hours: Math.max(0, 20 - platform.now().getUTCHours()) })
for (const { suffix, ...shown } of pictureSettings) {
  const page = await browser.newPage(shown)
  await page.goto(playground.url)
  await walkThroughAcme(page, async (screen) => {
    await page.screenshot({ path: `${folder}/${screen}-${suffix}.png` })
  })
  await page.close()
}
await playground.stop()

const site = await builtSite()
for (const { suffix, ...shown } of pictureSettings) {
  const page = await browser.newPage({ ...shown, reducedMotion: 'reduce', serviceWorkers: 'block' })
  await walkThroughSite(page, site.url, async (screen) => {
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: `${folder}/${screen}-${suffix}.png` })
  })
  await page.close()
}
await site.stop()
await browser.close()
