import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { firstScene, scenes, type Scene } from '../../playground/workbench/scenes.ts'
import { startOf } from '../../playground/workbench/choices.ts'
import { environmentOf } from '../../playground/workbench/code/environment.ts'
import { serverFiles } from '../../playground/workbench/code/server-files.ts'
import { writeFiles } from '../../playground/workbench/code/written-files.ts'
import { byLane, testOfTheLongLane } from '../lane.ts'
import { sharedChromium } from '../shared/chromium.ts'
import { sharedSite } from '../shared/site.ts'
import type { BuiltSite } from './built-site.ts'
import { openWorkbench, type OpenWorkbench } from './open-workbench.ts'

const looks = [
  [1280, 'light'],
  [1280, 'dark'],
  [768, 'light'],
  [390, 'light'],
  [390, 'dark'],
] as const
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let site: BuiltSite
let browser: Browser
let bench: OpenWorkbench
beforeAll(async () => {
  ;[site, browser] = await Promise.all([sharedSite(), sharedChromium()])
})
afterEach(() => bench.close())
afterAll(async () => {
  await browser.close()
  await site.stop()
})

const open = async (hash = '', options: Parameters<typeof openWorkbench>[2] = {}) => {
  bench = await openWorkbench(browser, site.url + hash, options)
  return bench
}

/** Puts a text in the place of the page's whole code. */
async function rewrite({ page, editor }: OpenWorkbench, code: string): Promise<void> {
  await editor.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(code)
}

it('shows the dashboard of a platform that is in the tab, and sells an upgrade', async () => {
  const { preview, dashboard, inspector, running, complaints } = await open()
  await running()
  await dashboard.getByText('bikes.acme.test').first().waitFor()
  // Shown before it has loaded; from then on it is listened to.
  await preview.locator('[data-part=dashboard][data-state=ready]').waitFor()
  await dashboard.getByRole('button', { name: 'Upgrade' }).first().click()
  const dialog = preview.getByRole('dialog')
  await dialog.locator('label', { hasText: /^Pro/ }).click()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^Upgrade/ }).click()
  await dialog.getByRole('heading', { name: 'You are on Pro' }).waitFor()
  expect(await inspector.getByRole('row', { name: /UPGRADE_BUTTON_CLICKED let in/ }).count()).toBe(1)
  expect(await inspector.getByRole('row', { name: /startChange answered/ }).count()).toBe(1)
  expect(await inspector.getByRole('row', { name: /ledger .*: applying/ }).count()).toBe(1)
  expect(await inspector.getByRole('row', { name: /ledger .*: applied/ }).count()).toBe(1)
  expect(await inspector.getByRole('row', { name: /platform subscription\.upgraded/ }).count()).toBe(1)
  expect(complaints).toEqual([])
})

it('loads at most 140 kB of a platform, and at most 350 before the page is there', async () => {
  site.takeLoaded()
  // The service worker fetches the rest when all of that has been loaded.
  const { running } = await open('', { viewport: { width: 390, height: 844 }, serviceWorkers: 'block' })
  await running()
  const loaded = site.takeLoaded()
  const sizes = [...loaded].map(([file, bytes]) => ({ file, bytes }))
  const platform = sizes.filter(({ file }) => file.includes('platform-worker'))
  expect(platform.map(({ bytes }) => bytes <= 140_000)).toEqual([true])
  expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(350_000)
})

testOfTheLongLane('copies the file that is shown, whole', async () => {
  const { page, running } = await open('', { permissions: ['clipboard-read', 'clipboard-write'] })
  await running()
  const shown = writeFiles(startOf(firstScene, 'light'))
  const ofServer = serverFiles('express', 'none')
  const server = ofServer[0]!
  const files = {
    'page.tsx': shown.page,
    'provider.tsx': shown.provider,
    'styles.css': shown.styles,
    'main.tsx': shown.main,
    '.env': environmentOf('express', ofServer),
    server: server.text,
  }
  for (const [tab, text] of Object.entries(files)) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('button', { name: `Copy ${tab === 'server' ? server.path : tab}` }).click()
    await page.getByRole('button', { name: /^Copied/ }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
  }
})

testOfTheLongLane('copies the server of a host with its sign-in, and each of its files', async () => {
  const { page, running } = await open('#server=next&signIn=auth-js', {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await running()
  await page.getByRole('tab', { name: 'server' }).click()
  for (const { path, text } of serverFiles('next', 'auth-js')) {
    await page.getByRole('combobox', { name: 'File' }).selectOption(path)
    await page.getByRole('button', { name: `Copy ${path}` }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
  }
})

testOfTheLongLane('shows a page about as a contrast theme would', async () => {
  const { page, preview, running } = await open('#scene=viewer')
  await running()
  const body = preview.locator('body')
  const colourOf = () => body.evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(await colourOf()).not.toBe('rgb(255, 255, 255)')
  await page.getByRole('radio', { name: 'On', exact: true }).check({ force: true })
  await expect.poll(colourOf).toBe('rgb(255, 255, 255)')
})

testOfTheLongLane('writes a token of the list into the styles', async () => {
  const { page, running } = await open()
  await running()
  await page.getByText('All tokens').click()
  await page.getByLabel('--r3-weight-strong').fill('800')
  await page.getByRole('tab', { name: 'styles.css' }).click()
  await page.getByText('--r3-weight-strong: 800;').waitFor()
})

testOfTheLongLane('says of a message that does not come from the dashboard why it was ignored', async () => {
  const { page, inspector, running } = await open()
  await running()
  await page.getByRole('button', { name: 'Send a forged message' }).click()
  await inspector.getByRole('row', { name: /UPGRADE_BUTTON_CLICKED ignored: foreign source/ }).waitFor()
})

testOfTheLongLane('pays on the provider’s page, comes back, and has the plan', async () => {
  const { page, preview, running } = await open('#scene=pay-and-come-back')
  await running()
  await preview.getByRole('button', { name: 'Change plan' }).click()
  const dialog = preview.getByRole('dialog')
  await dialog.locator('label', { hasText: /^Pro/ }).click()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^Continue to payment/ }).click()
  await page
    .frameLocator('iframe[title="Payment page"]')
    .getByRole('button', { name: /^Pay €/ })
    .click()
  await preview.getByRole('heading', { name: 'You are on Pro' }).waitFor()
})

testOfTheLongLane('moves the platform’s clock, and the page shows what came of it', async () => {
  const { page, preview, running } = await open('#scene=planned-downgrade')
  await running()
  await preview.getByRole('heading', { name: 'Pro' }).waitFor()
  await page.getByRole('button', { name: 'A month later' }).click()
  await preview.getByRole('heading', { name: 'Basic' }).waitFor()
})

testOfTheLongLane('writes what the controls say into the code and the page', async () => {
  const { page, preview, editor, running } = await open('#scene=upgrade-by-invoice')
  await running()
  await page.getByLabel('Footnote').fill('Plus VAT.')
  await editor.getByText('footnote="Plus VAT."').waitFor()
  await preview.getByRole('dialog').getByText('Plus VAT.').waitFor()
})

it('keeps the last page that worked while the code has an error, and says where it is', async () => {
  const { page, preview, editor, running } = await open('#scene=custom-ui')
  await running()
  await rewrite(bench, 'export default function Page() {\n  return <h1>Mine</h1>\n}\n')
  await preview.getByRole('heading', { name: 'Mine' }).waitFor()
  await rewrite(bench, 'export default function Page() {\n  return <h1>Broken</h2>\n}\n')
  await page.getByRole('alert').filter({ hasText: 'Line 2' }).waitFor()
  expect(await preview.getByRole('heading', { name: 'Mine' }).isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Back to the scene' }).click()
  await preview.getByRole('heading', { name: 'You are on Basic' }).waitFor()
  expect(await editor.textContent()).toContain('usePackages')
})

testOfTheLongLane('stops a loop without an end, says its line, and goes on with the next version', async () => {
  const { page, preview, running } = await open('#scene=custom-ui')
  await running()
  await rewrite(bench, 'export default function Page() {\n  while (true) {}\n}\n')
  await page.getByRole('alert').filter({ hasText: 'The loop in line 2' }).waitFor()
  await rewrite(bench, 'export default () => <h1>Better</h1>\n')
  await preview.getByRole('heading', { name: 'Better' }).waitFor()
})

const probe = `const tries: Record<string, () => unknown> = {
  storage: () => localStorage.length,
  cookies: () => document.cookie,
  database: () => indexedDB.open('x'),
  workers: () => navigator.serviceWorker.controller,
  parent: () => top!.document.title,
  peers: () => new RTCPeerConnection(),
}
const reached: string[] = []
for (const [name, run] of Object.entries(tries)) {
  try {
    run()
    reached.push(name)
  } catch {}
}
const image = new Image()
const network = new Promise((resolve) => {
  image.onload = image.onerror = () => resolve(null)
  addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI))
})
image.src = 'http://localhost/picture.png'
import { useEffect, useState } from 'react'
export default function Page() {
  const [blocked, setBlocked] = useState('')
  useEffect(() => void network.then((uri) => setBlocked(String(uri))), [])
  return (
    <>
      <p>reached: {reached.join() || 'nothing'}; blocked: {blocked}</p>
      <button onClick={() => (document.location = 'http://localhost/elsewhere')}>Leave</button>
    </>
  )
}
`

it('shows code that came by a link, and runs it only when asked, without storage, network or the page around', async () => {
  const { page, running } = await open('#scene=custom-ui')
  await running()
  await rewrite(bench, probe)
  await expect.poll(() => new URL(page.url()).hash).toContain('code=')
  const { hash } = new URL(page.url())
  await bench.close()

  const other = await open(hash)
  await other.editor.getByText('localStorage').waitFor()
  expect(await other.page.locator('iframe').count()).toBe(0)
  const takeAway = other.page.getByRole('button', { name: /^(Copy page.tsx|Download)/ })
  expect(await takeAway.evaluateAll((all) => all.map((each) => each.ariaDisabled))).toEqual(['true', 'true'])
  await other.page.getByRole('button', { name: 'Run', exact: true }).click()
  await other.preview.getByText('reached: nothing; blocked: http://localhost/picture.png').waitFor()
  expect(await takeAway.evaluateAll((all) => all.map((each) => each.ariaDisabled))).toEqual(['false', 'false'])

  const asked: string[] = []
  await other.page.route('http://localhost/elsewhere', (route) => {
    asked.push(route.request().url())
    return route.fulfill({ body: 'elsewhere' })
  })
  await other.preview.getByRole('button', { name: 'Leave' }).click()
  await other.page.getByText('Stopped: the code left for another page').waitFor()
  expect(await other.page.locator('iframe').count()).toBe(0)
  await rewrite(other, 'export default () => <h1>Back</h1>\n')
  await other.preview.getByRole('heading', { name: 'Back' }).waitFor()
  expect(asked).toEqual([])
})

testOfTheLongLane('completes the props of a component while they are written', async () => {
  const { page, running } = await open('#scene=custom-ui')
  await running()
  await rewrite(bench, 'export default () => <DashboardFrame ')
  await page.keyboard.type('refr')
  await page.getByRole('option', { name: 'refresh' }).click()
  await page.keyboard.type('pro')
  await page.getByRole('option', { name: 'prompt' }).click()
  await bench.editor.getByText('<DashboardFrame refresh="prompt"').waitFor()
})

testOfTheLongLane('copies a link that opens the same scene with the same choices', async () => {
  const { page, running } = await open('', { permissions: ['clipboard-read', 'clipboard-write'] })
  await running()
  await page.getByRole('button', { name: 'Viewer' }).click()
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  await page.getByRole('button', { name: 'Copy link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${site.url}#scene=viewer&theme=dark`)
})

it.each(byLane<readonly (readonly [number, 'light' | 'dark'])[]>({ test: [[390, 'dark']], all: looks }))(
  'has no barrier that axe knows of at %i px in the %s, and nothing to scroll sideways for',
  async (width, colorScheme) => {
    const { page, running } = await open('#scene=over-the-limit', { viewport: { width, height: 900 }, colorScheme })
    await running()
    await page.evaluate(axeSource)
    const { violations } = await page.evaluate<AxeResults>('axe.run({ exclude: [["iframe"]] })')
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  },
)

it.each(byLane<readonly Scene[]>({ test: [], all: scenes }))('draws the scene “$title”', async ({ id, title }) => {
  const { page, running, complaints } = await open(`#scene=${id}`)
  await running()
  expect(await page.locator('[aria-current="page"]').allTextContents()).toEqual([title])
  expect(complaints).toEqual([])
})

testOfTheLongLane(
  "walks the seven steps of the vendor's example flow without a server, once it has been there",
  async () => {
    const { page, preview, dashboard, inspector, running } = await open()
    await running()
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
    await page.evaluate(() => caches.match('./').then((kept) => kept?.status))
    await site.stop()
    await page.reload()
    await running()
    await dashboard.getByText('bikes.acme.test').first().waitFor()

    // 1. and 2. A customer's website, and the tracking code that its pages are to carry.
    await page.getByRole('button', { name: 'Add a website' }).click()
    const told = inspector.getByRole('row', { name: /tracking code of acme-tea-\d+ <script/ })
    await told.waitFor()
    const [websiteId = ''] = /acme-tea-\d+/.exec((await told.textContent()) ?? '') ?? []

    // 3. and 4. A signed URL, and an iframe that shows it.
    const { page: code } = writeFiles(startOf(firstScene, 'light'))
    await rewrite(bench, code.replace('acme-bikes', websiteId))
    await dashboard.getByRole('heading', { level: 1, name: new RegExp(websiteId) }).waitFor()

    // 5. and 6. A modal, with all the packages that are offered.
    await dashboard
      .getByRole('button', { name: /upgrade|choose/i })
      .first()
      .click()
    const dialog = preview.getByRole('dialog')
    await dialog.locator('[data-part="picker-name"]').nth(4).waitFor()

    // 7. The upgrade, which ends the trial.
    await dialog.locator('label', { hasText: /^Advanced/ }).click()
    await dialog.getByRole('button', { name: 'Review the change' }).click()
    await dialog.getByRole('button', { name: /^End trial and start Advanced/ }).click()
    await dialog.getByRole('heading', { name: 'You are on Advanced' }).waitFor()

    // The docs are there as well.
    await page.getByRole('link', { name: 'Docs', exact: true }).click()
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Quick start' }).click()
    await page.getByRole('heading', { level: 1, name: 'Quick start' }).waitFor()
  },
)
