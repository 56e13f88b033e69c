import { mkdirSync } from 'node:fs'
import { startPlayground } from './playground.ts'
import { launchChromium } from '../test/chromium.ts'
import { pictureSettings, walkThroughAcme } from '../test/looks/acme-screens.ts'

/** Takes the pictures under `docs/images` from the running playground: `npm run screenshots`. */
const folder = 'docs/images'
mkdirSync(folder, { recursive: true })
const playground = await startPlayground({ port: 0 })
// In the evening: at night the curve of visits ends in a day that has hardly begun.
const { platform } = playground.sandbox
platform.moveClock({ hours: Math.max(0, 20 - platform.now().getUTCHours()) })
const browser = await launchChromium()
for (const { suffix, ...shown } of pictureSettings) {
  const page = await browser.newPage(shown)
  await page.goto(playground.url)
  await walkThroughAcme(page, async (screen) => {
    await page.screenshot({ path: `${folder}/${screen}-${suffix}.png` })
  })
  await page.close()
}
await browser.close()
await playground.stop()
