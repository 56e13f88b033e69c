import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Browser, Page } from 'playwright'
import { createServer } from 'vite'
import { launchChromium } from '../test/chromium.ts'
import { stylesFromSource } from './styles.ts'

/** Makes the contact sheets under `docs/contact-sheets`: `npm run screenshots`. Each component, as different people see it. */
interface Scene {
  caption: string
  query: string
  height: number
  /** What is pressed until it is there: parts, and plans by their names. */
  presses: readonly string[]
  /** Selector of what is there once it is. Default: whatever is a screen. */
  shows?: string
}

interface Shot extends Scene {
  width: number
  forced?: boolean
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
const confirmed = [...toReview, 'upgrade-primary']
const panel = (caption: string, state: string, height = 340): Scene => ({
  caption,
  query: `what=panel&state=${state}`,
  height,
  presses: [],
})
const outcome = (caption: string, state: string, step: string, presses: readonly string[] = confirmed): Scene => ({
  caption,
  query: `what=modal&state=${state}`,
  height: 700,
  presses,
  shows: `[data-part=upgrade][data-step=${step}] [data-part=outcome]`,
})
const frame = (caption: string, query: string, state: string): Scene => ({
  caption,
  query: `what=frame&${query}`,
  height: 470,
  presses: [],
  shows: `[data-part=dashboard][data-state=${state}]`,
})
/** Of each component its main states; what is in the pages of hosts is the first. */
const scenes = {
  picker: [
    { caption: 'plans', query: 'what=picker', height: 560, presses: [] },
    { caption: 'smaller plan planned', query: 'what=picker&state=planned_downgrade', height: 560, presses: [] },
  ],
  review: [
    { caption: 'review', query: 'what=modal', height: 760, presses: toReview },
    {
      caption: 'review of a smaller plan',
      query: 'what=modal&state=heavy_use',
      height: 760,
      presses: ['Basic', 'upgrade-primary'],
      shows: '[data-part=review-warning]',
    },
  ],
  outcomes: [
    outcome('done', 'basic', 'done'),
    outcome('declined', 'declined', 'failed'),
    outcome('settling', 'settling', 'settling'),
    outcome('needs attention', 'needs_attention', 'needs_attention'),
    outcome('not paid yet', 'payment_open', 'running', []),
  ],
  panel: [
    panel('heavy use', 'heavy_use'),
    panel('payment due', 'payment_due', 380),
    panel('smaller plan planned', 'planned_downgrade'),
    panel('ending', 'ending'),
    panel('trial', 'trial'),
    panel('viewer', 'viewer'),
    panel('in progress', 'payment_open'),
  ],
  frame: [
    { ...frame('first second', 'state=loading', 'loading'), shows: '[data-part=frame-loading]' },
    frame('not found', 'state=unknown_website', 'error'),
    frame('ready', '', 'ready'),
    frame('expired', 'expires=1', 'expired'),
  ],
} satisfies Record<string, [Scene, ...Scene[]]>
const hosts = ['tailwind-3', 'tailwind-4', 'bootstrap', 'normalize', 'plain', 'mui', 'antd', 'admin']

const sheets: [string, Shot[]][] = []
for (const [name, shown] of Object.entries<Scene[]>(scenes)) {
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
    return { ...scene, width: 1280, caption: `${name} in ${host}`, query: `${scene.query}&host=${host}` }
  })
sheets.push(
  ['hosts-picker', inHosts('picker')],
  ['hosts-review-and-panel', [...inHosts('review'), ...inHosts('panel')]],
)

const anyScreen = ['picker-price', 'panel-sentence', 'frame-say', 'review', 'outcome']
  .map((part) => `[data-part=${part}]`)
  .join()

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

async function take(from: Browser, { query, width, height, forced, presses, shows }: Shot): Promise<Buffer> {
  const page = await from.newPage({
    viewport: { width, height },
    colorScheme: query.includes('scheme=dark') ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(forced && { forcedColors: 'active' as const }),
  })
  await page.goto(`${base}?${query}`)
  for (const name of presses) {
    await settled(page)
    const target = /^[A-Z]/.test(name)
      ? page.locator('label', { hasText: new RegExp(`^${name}`) })
      : page.locator(`[data-part=${name}]:not([aria-disabled=true])`)
    await target.click()
  }
  await settled(page, shows)
  const image = await page.screenshot({ type: 'jpeg', quality: 85 })
  await page.close()
  return image
}

/** Until it is there, and nothing is a skeleton any more that will be something else. */
async function settled(page: Page, shows = anyScreen): Promise<void> {
  await page.locator(shows).first().waitFor()
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
  await page.screenshot({ path: `${folder}/${name}.jpg`, type: 'jpeg', quality: 62, fullPage: true })
  await page.close()
}
