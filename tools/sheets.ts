import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Browser, Page } from 'playwright'
import { createServer } from 'vite'
import { launchChromium } from '../test/chromium.ts'
import { stylesFromSource } from './styles.ts'

/** Makes the contact sheets under `docs/contact-sheets`: `npm run screenshots`. Each component, as different people see it. */
interface Shot {
  caption: string
  query: string
  width: number
  height: number
  forced?: boolean
  /** What is pressed until it is there: parts, and `Pro` for the plan. */
  presses: readonly string[]
}

const people = [
  { caption: 'light', query: '' },
  { caption: 'dark', query: 'scheme=dark' },
  { caption: 'bold', query: 'theme=bold' },
  { caption: 'forced colours', query: '', forced: true },
  { caption: 'German', query: 'locale=de-DE' },
  { caption: 'Arabic', query: 'locale=ar' },
]
const toReview = ['Pro', 'upgrade-primary']
const scenes = {
  picker: [{ caption: 'plans', query: 'what=picker', height: 560, presses: [] }],
  review: [{ caption: 'review', query: 'what=modal', height: 760, presses: toReview }],
  outcomes: [
    { caption: 'done', query: 'what=modal', height: 700, presses: [...toReview, 'upgrade-primary'] },
    { caption: 'declined', query: 'what=modal&state=declined', height: 700, presses: [...toReview, 'upgrade-primary'] },
  ],
  panel: [
    { caption: 'heavy use', query: 'what=panel&state=heavy_use', height: 340, presses: [] },
    { caption: 'payment due', query: 'what=panel&state=payment_due', height: 380, presses: [] },
  ],
  frame: [
    { caption: 'first second', query: 'what=frame&state=loading', height: 470, presses: [] },
    { caption: 'not found', query: 'what=frame&state=unknown_website', height: 470, presses: [] },
  ],
}
const hosts = ['tailwind-3', 'tailwind-4', 'bootstrap', 'normalize', 'plain', 'mui', 'antd', 'admin']

const sheets: [string, Shot[]][] = []
for (const [name, shown] of Object.entries(scenes)) {
  const shots = (widths: readonly number[]) =>
    people.flatMap((person) =>
      shown.flatMap((scene) =>
        widths.map((width) => ({
          ...scene,
          ...person,
          width,
          height: width < 1000 ? 780 : scene.height,
          caption: `${scene.caption}, ${person.caption}, ${width}`,
          query: `${scene.query}&${person.query}`,
        })),
      ),
    )
  sheets.push([`${name}-wide`, shots([1280])], [`${name}-narrow`, shots([390, 320])])
}
const inHosts = (name: keyof typeof scenes) =>
  hosts.map((host) => {
    const [scene] = scenes[name]
    return { ...scene!, width: 1280, caption: `${name} in ${host}`, query: `${scene!.query}&host=${host}` }
  })
sheets.push(
  ['hosts-picker', inHosts('picker')],
  ['hosts-review-and-panel', [...inHosts('review'), ...inHosts('panel')]],
)

const folder = 'docs/contact-sheets'
// `npm run screenshots -- outcomes` takes those of one name alone.
const [, , only = ''] = process.argv
if (!only) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const server = await createServer({
  root: 'tools/sheets',
  configFile: false,
  plugins: [react(), stylesFromSource()],
  cacheDir: join(tmpdir(), 'react-3as-sheets'),
  logLevel: 'error',
  server: { port: 0, host: '127.0.0.1', hmr: false, fs: { allow: [process.cwd()] } },
})
await server.listen()
const base = server.resolvedUrls?.local[0] ?? ''
const browser = await launchChromium()
for (const [name, shots] of sheets.filter(([sheet]) => sheet.startsWith(only))) {
  const pictures: { caption: string; width: number; image: Buffer }[] = []
  for (const shot of shots)
    pictures.push({ caption: shot.caption, width: shot.width, image: await take(browser, shot) })
  await compose(browser, name, pictures)
  console.log(`${folder}/${name}.jpg`)
}
await browser.close()
await server.close()

async function take(from: Browser, { query, width, height, forced, presses }: Shot): Promise<Buffer> {
  const page = await from.newPage({
    viewport: { width, height },
    colorScheme: query.includes('scheme=dark') ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(forced && { forcedColors: 'active' as const }),
  })
  await page.goto(`${base}?${query}`)
  await settled(page)
  for (const part of presses) {
    const target =
      part === 'Pro'
        ? page.locator('label', { hasText: /^Pro/ })
        : page.locator(`[data-part=${part}]:not([aria-disabled=true])`)
    await target.click()
    await settled(page)
  }
  const image = await page.screenshot({ type: 'jpeg', quality: 85 })
  await page.close()
  return image
}

/** Until nothing is a skeleton any more that will be something else. */
async function settled(page: Page): Promise<void> {
  await page
    .locator(
      '[data-part=picker-price], [data-part=panel-sentence], [data-part=frame-loading], [data-part=frame-say], [data-part=review], [data-part=outcome]',
    )
    .first()
    .waitFor()
  await page.waitForFunction(
    () => !document.querySelector('[data-part=review] [data-part=skeleton], [data-part=picker][data-state=loading]'),
  )
}

/** All pictures of a sheet, side by side, half as large. */
async function compose(
  from: Browser,
  name: string,
  pictures: readonly { caption: string; width: number; image: Buffer }[],
): Promise<void> {
  const page = await from.newPage({ viewport: { width: 1320, height: 100 } })
  const figures = pictures.map(
    ({ caption, width, image }) =>
      `<figure><img src="data:image/jpeg;base64,${image.toString('base64')}" width="${width > 1000 ? 640 : width / 2}"><figcaption>${caption}</figcaption></figure>`,
  )
  await page.setContent(
    `<style>body { margin: 10px; display: flex; flex-wrap: wrap; gap: 12px; font: 12px sans-serif } figure { margin: 0 } img { display: block; border: 1px solid #ccc }</style>${figures.join('')}`,
  )
  await page.screenshot({ path: `${folder}/${name}.jpg`, type: 'jpeg', quality: 72, fullPage: true })
  await page.close()
}
