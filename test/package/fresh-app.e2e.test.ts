import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../chromium.ts'
import { olderNode } from '../older-node.ts'
import { install, packInto, run, writeInto } from './stranger.ts'

/**
 * The package as a stranger meets it: the tarball in what `npm create vite` makes, with the quick start's lines. The ports
 * are the page's, moved to free ones.
 */
const require = createRequire(import.meta.url)
const createVite = require.resolve('create-vite/index.js')
const quickStart = readFileSync('docs/quick-start.md', 'utf8')
const node = process.execPath
const base = 20_000 + (process.pid % 20_000)
const ports = { '4300': base, '4301': base + 1, '4302': base + 2, '3000': base + 3, '5173': base + 4 }
let processes: ChildProcess[] = []
let app: string
let browser: Browser

/** A block of the page by how it begins, on the free ports. */
function fromPage(begin: string): string {
  const block = [...quickStart.matchAll(/^```\w+[^\n]*\n([\s\S]*?)^```$/gm)]
    .map(([, code]) => code!)
    .find((code) => code.startsWith(begin))
  if (block === undefined) throw new Error(`The quick start has no code that begins with ${begin}`)
  return onFreePorts(block)
}

function onFreePorts(lines: string): string {
  return Object.entries(ports).reduce(
    (code, [port, free]) =>
      code
        .replaceAll(`:${port}`, `:${free}`)
        .replace(`(${port},`, `(${free},`)
        .replace(`port: ${port}`, `port: ${free}`),
    lines,
  )
}

function start(args: string[]): void {
  processes.push(spawn(node, args, { cwd: app, stdio: 'ignore' }))
}

async function stopAll(): Promise<void> {
  const ended = processes.filter(({ exitCode }) => exitCode === null).map((child) => once(child, 'exit'))
  for (const child of processes) child.kill()
  processes = []
  await Promise.all(ended)
}

/** Builds the page, and starts the platform, the backend and the page. */
async function startApp(...sandboxArgs: string[]): Promise<void> {
  run('npm', ['run', 'build'], app)
  start(['node_modules/react-3as/dist/cli.js', 'sandbox', '--port', String(ports['4300']), ...sandboxArgs])
  await answers(`http://127.0.0.1:${ports['4301']}/`)
  start(['server.js'])
  start(['node_modules/vite/bin/vite.js', 'preview'])
  await answers(`http://localhost:${ports['5173']}/`)
}

async function answers(url: string): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      { timeout: 100_000, interval: 50 },
    )
    .toBe(true)
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fresh-app-'))
  run(node, [createVite, 'app', '--template', 'react-ts', '--no-interactive'], folder)
  app = join(folder, 'app')
  for (const file of ['server.js', 'src/main.tsx', 'vite.config.ts']) writeInto(app, file, fromPage(`// ${file}\n`))
  install(app, { ...packInto(app), '@tanstack/react-query': '^5.108.0', oxlint: null })
  browser = await launchChromium()
}, 600_000)

afterAll(async () => {
  await stopAll()
  await browser?.close()
  rmSync(dirname(app), { recursive: true, force: true })
})

/** The policy that docs/security.md has, with the sandbox's dashboard in place of the platform's. */
function documentedPolicy(): string {
  const [, policy = ''] = /```text\n(default-src[\s\S]*?)\n```/.exec(readFileSync('docs/security.md', 'utf8')) ?? []
  return policy
    .replaceAll('\n', ' ')
    .replace('https://app-3as.visitor-analytics.io', `http://127.0.0.1:${ports['4301']}`)
}

it('type-checks, builds and shows the dashboard in Chromium, under the documented Content-Security-Policy', async () => {
  const headers = JSON.stringify({ 'content-security-policy': documentedPolicy() })
  const config = fromPage('// vite.config.ts').replace('preview: served', `preview: { ...served, headers: ${headers} }`)
  writeInto(app, 'vite.config.ts', config)
  await startApp()
  const page = await browser.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  await page.goto(`http://localhost:${ports['5173']}/`)
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
  expect(await page.frameLocator('iframe').getByRole('heading', { level: 1 }).textContent()).toContain(
    'bikes.acme.test',
  )
  // Shown before it has loaded; from then on it is listened to.
  await page.locator('[data-part=dashboard][data-state=ready]').waitFor()
  await page.frameLocator('iframe').getByRole('button', { name: 'Upgrade' }).first().click()
  await page.getByRole('dialog').getByRole('heading', { name: 'Choose a plan' }).waitFor()
  expect(refused).toEqual([])
})

it('collects with the sandbox’s provider, and says how the payment went', async () => {
  await stopAll()
  const [imported, ...options] = fromPage('// server.js: in place')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
  const server = fromPage('// server.js\n').replace(/^ *payments: .*$/m, () => options.join('\n'))
  const frame = /^ *<DashboardFrame[\s\S]*<\/DashboardFrame>$/m
  const main = fromPage('// src/main.tsx\n').replace(frame, '<Analytics />')
  writeInto(app, 'server.js', `${imported}\n${server}`)
  writeInto(app, 'src/main.tsx', `${fromPage('// src/main.tsx: in place')}\n${main}`)
  const [, webhook] = /--payments (\S+)/.exec(quickStart) ?? []
  await startApp('--payments', onFreePorts(webhook!))
  const page = await browser.newPage()
  await page.goto(`http://localhost:${ports['5173']}/`)
  // Shown before it has loaded; from then on it is listened to.
  await page.locator('[data-part=dashboard][data-state=ready]').waitFor()
  await page.frameLocator('iframe').getByRole('button', { name: 'Upgrade' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('label', { hasText: /^Pro/ }).click()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^Continue to payment/ }).click()
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await dialog.getByRole('heading', { name: 'You are on Pro' }).waitFor()
})

it.each([
  ['react-3as-sandbox', ['node_modules/react-3as-sandbox/dist/cli.js']],
  ['react-3as sandbox', ['node_modules/react-3as/dist/cli.js', 'sandbox']],
])('tells an old Node plainly what %s needs', (_command, args) => {
  const old = spawnSync(olderNode(20), args, { cwd: app, encoding: 'utf8' })
  expect(old.status).not.toBe(0)
  expect(old.stderr).toMatch(/Node(\.js)? 22\.13/)
})

it('says what to install when the sandbox is not there', () => {
  const { status, stderr } = spawnSync(node, [join(app, 'node_modules/react-3as/dist/cli.js'), 'sandbox'], {
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining('npm install --save-dev react-3as-sandbox') as string,
  })
})
