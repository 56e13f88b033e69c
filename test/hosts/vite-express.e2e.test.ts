import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../backend/partner-backend.ts'
import { launchChromium } from '../chromium.ts'
import { freePort } from '../package/stranger.ts'

/** `examples/vite-express`, by the command of its `npm start`, with the sources of this repository. */
const folder = 'examples/vite-express'
let running: ChildProcess
let url: string
let browser: Browser

beforeAll(async () => {
  const { scripts } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { scripts: { start: string } }
  const hooks = ['tools/from-source.ts', 'test/hosts/vite-from-source.ts'].flatMap((file) => [
    '--import',
    resolve(file),
  ])
  const PORT = await freePort()
  url = `http://localhost:${PORT}/`
  const [, ...args] = scripts.start.split(' ')
  running = spawn(process.execPath, [...hooks, ...args], {
    cwd: folder,
    env: { ...process.env, PORT },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await eventually(
    () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    (isServed) => isServed,
    100_000,
  )
  browser = await launchChromium()
}, 120_000)

afterAll(async () => {
  running?.kill()
  await browser?.close()
})

it('shows the dashboard and sells an upgrade, without a complaint on the console', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (line) => {
    if (['warning', 'error'].includes(line.type())) complaints.push(line.text())
  })
  await page.goto(url)
  const dashboard = page.frameLocator('iframe')
  await dashboard.getByRole('heading', { level: 1, name: /bikes\.acme\.test/ }).waitFor()
  await dashboard
    .getByRole('button', { name: /upgrade/i })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /Pro/ }).check()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^Upgrade now/ }).click()
  await dialog.getByRole('heading', { name: 'You are on Pro' }).waitFor()
  expect(complaints).toEqual([])
})
