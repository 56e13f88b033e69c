import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
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
 * The package as a stranger meets it: the tarball in what `npm create vite` makes, with the README's lines. The ports are
 * the README's, moved to free ones.
 */
const require = createRequire(import.meta.url)
const createVite = require.resolve('create-vite/index.js')
const readme = readFileSync('README.md', 'utf8')
const node = process.execPath
const base = 20_000 + (process.pid % 20_000)
const ports = { '4300': base, '4301': base + 1, '3000': base + 2, '5173': base + 3 }
const processes: ChildProcess[] = []
let app: string
let browser: Browser

function fromReadme(file: string): string {
  const block = new RegExp(`\`\`\`\\w+\\n(// ${file.replace('.', '\\.')}\\n[\\s\\S]*?)\`\`\``).exec(readme)
  if (!block?.[1]) throw new Error(`The README has no code for ${file}.`)
  return Object.entries(ports).reduce(
    (code, [port, free]) =>
      code
        .replaceAll(`:${port}`, `:${free}`)
        .replace(`(${port},`, `(${free},`)
        .replace(`port: ${port}`, `port: ${free}`),
    block[1],
  )
}

function start(args: string[]): void {
  processes.push(spawn(node, args, { cwd: app, stdio: 'ignore' }))
}

async function answers(url: string): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000, interval: 50 },
    )
    .toBe(true)
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fresh-app-'))
  run(node, [createVite, 'app', '--template', 'react-ts', '--no-interactive'], folder)
  app = join(folder, 'app')
  for (const file of ['server.js', 'src/main.tsx', 'vite.config.ts']) writeInto(app, file, fromReadme(file))
  install(app, { ...packInto(app), '@tanstack/react-query': '^5.108.0', oxlint: null })
  browser = await launchChromium()
}, 180_000)

afterAll(async () => {
  for (const child of processes) child.kill()
  await browser?.close()
  rmSync(dirname(app), { recursive: true, force: true })
})

it('type-checks, builds and shows the dashboard in Chromium', { timeout: 120_000 }, async () => {
  run('npm', ['run', 'build'], app)
  start(['node_modules/react-3as/dist/cli.js', 'sandbox', '--port', String(ports['4300'])])
  await answers(`http://127.0.0.1:${ports['4301']}/`)
  start(['server.js'])
  start(['node_modules/vite/bin/vite.js', 'preview'])
  await answers(`http://localhost:${ports['5173']}/`)
  const page = await browser.newPage()
  await page.goto(`http://localhost:${ports['5173']}/`)
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
  expect(await page.frameLocator('iframe').getByRole('heading', { level: 1 }).textContent()).toContain(
    'bikes.acme.test',
  )
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
