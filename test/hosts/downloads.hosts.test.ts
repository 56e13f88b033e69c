import { spawn, type ChildProcess } from 'node:child_process'
import { copyFile } from 'node:fs/promises'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { servers, type ServerName } from '../../playground/workbench/choices.ts'
import { launchChromium } from '../chromium.ts'
import { environment } from '../package/stranger.ts'
import { builtSite, type BuiltSite } from '../workbench/built-site.ts'
import { openWorkbench } from '../workbench/open-workbench.ts'
import { run } from './run-command.ts'

/** What the workbench's Download saves, taken away from this repository: installed, started and opened as its README says. */
const tarballs = inject('tarballs')
const base = 20_000 + (process.pid % 20_000)
const ports: Record<string, number> = { '4300': base, '4301': base + 1, '3000': base + 2, '5173': base + 3 }

let site: BuiltSite
let browser: Browser
let folder: string
let running: ChildProcess | undefined
let said = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'downloads-'))
  site = await builtSite({
    async pack(into) {
      await copyFile(tarballs.kit, join(into, 'react-3as.tgz'))
      await copyFile(tarballs.sandbox, join(into, 'react-3as-sandbox.tgz'))
    },
  })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The project in a folder of its own, with its ports moved to free ones: two runs may share a machine. */
async function download(server: ServerName): Promise<string> {
  const { page, close } = await openWorkbench(browser, `${site.url}#server=${server}`)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: `Download a project for ${servers[server]}` }).click()
  const zip = await (await saved).path()
  const at = join(folder, server)
  for (const [path, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(at, path)), { recursive: true })
    const text = Buffer.from(content)
    writeFileSync(join(at, path), path.endsWith('.tgz') ? text : onFreePorts(text.toString()))
  }
  await close()
  return join(at, 'acme-analytics')
}

const onFreePorts = (text: string) => text.replace(/\b(4300|4301|3000|5173)\b/g, (port) => String(ports[port]))

function start(project: string): void {
  running = spawn('npm', ['run', 'dev'], {
    cwd: project,
    env: { ...environment, PORT: String(ports['3000']), NEXT_TELEMETRY_DISABLED: '1', WRANGLER_SEND_METRICS: 'false' },
    detached: true,
  })
  for (const stream of [running.stdout, running.stderr]) stream?.on('data', (text: Buffer) => (said += String(text)))
}

async function answers(url: string): Promise<void> {
  await expect
    .poll(
      () => {
        if (running?.exitCode != null) throw new Error(`npm run dev has ended:\n${said}`)
        return fetch(url).then(({ status }) => status, String)
      },
      { timeout: 200_000, interval: 200 },
    )
    .toBeLessThan(500)
}

async function stop(): Promise<void> {
  const ended = new Promise((resolve) => running?.once('exit', resolve))
  // The command and what it has started.
  if (running?.pid && running.exitCode === null) {
    process.kill(-running.pid, 'SIGTERM')
    await ended
  }
  running = undefined
  said = ''
}

describe.each(Object.keys(servers) as ServerName[])('a project for %s', (server) => {
  let project: string
  beforeAll(async () => {
    project = await download(server)
    run(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline')
    start(project)
  })
  afterAll(stop)

  it('shows the dashboard with its plans, without a complaint on the console', async () => {
    const url = `http://localhost:${ports[server === 'next' ? '3000' : '5173']}/`
    await answers(`${url}api/analytics/websites`)
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(url)
    const dashboard = page.frameLocator('iframe')
    await dashboard.getByRole('heading', { level: 1, name: /bikes\.acme\.test/ }).waitFor({ timeout: 120_000 })
    await dashboard
      .getByRole('button', { name: /upgrade/i })
      .first()
      .click()
    await page.getByRole('dialog').getByRole('radio', { name: /Pro/ }).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  it('has no error in its types', () => {
    expect(run(project, process.execPath, 'node_modules/typescript/bin/tsc', '--noEmit')).toBe('')
  })
})
