import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../backend/partner-backend.ts'
import { launchChromium } from '../chromium.ts'
import { environment, freePort, install, packInto } from './stranger.ts'

/** `examples/next-app` outside of the repository, with the packages from their tarballs: built and served as it says. */
let app: string
let running: ChildProcess
let said = ''
let url: string
let browser: Browser

beforeAll(async () => {
  app = mkdtempSync(join(tmpdir(), 'next-app-'))
  cpSync('examples/next-app', app, { recursive: true })
  install(app, packInto(app))
  const PORT = await freePort()
  url = `http://localhost:${PORT}/`
  running = spawn('npm', ['start'], {
    cwd: app,
    env: { ...environment, PORT, NEXT_TELEMETRY_DISABLED: '1' },
    detached: true,
  })
  for (const stream of [running.stdout, running.stderr]) stream?.on('data', (text: Buffer) => (said += String(text)))
  await eventually(
    async () => {
      if (running.exitCode !== null) throw new Error(`npm start has ended:\n${said}`)
      return fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    },
    (isServed) => isServed,
    600_000,
  )
  browser = await launchChromium()
}, 900_000)

afterAll(async () => {
  await browser?.close()
  // The command and what it has started.
  if (running?.pid && running.exitCode === null) process.kill(-running.pid)
  rmSync(app, { recursive: true, force: true })
}, 120_000)

describe('the Next.js example', () => {
  it('builds and runs without pg', () => {
    expect(existsSync(join(app, 'node_modules/pg'))).toBe(false)
  })

  it('has the plans in its first HTML', async () => {
    const html = await (await fetch(url)).text()
    for (const name of ['Basic', 'Pro']) expect(html).toMatch(new RegExp(`data-part="picker-name"[^>]*><[^>]+>${name}`))
  })

  it('shows the dashboard in its frame, without a word on the console', async () => {
    const page = await browser.newPage()
    const lines: string[] = []
    page.on('console', (line) => lines.push(line.text()))
    page.on('pageerror', (error) => lines.push(String(error)))
    await page.goto(url)
    const heading = page.frameLocator('iframe').getByRole('heading', { level: 1 })
    await heading.waitFor()
    expect(await heading.textContent()).toContain('bikes.acme.test')
    await page.getByRole('radio', { name: /Pro/ }).check()
    expect(lines).toEqual([])
  })

  it('answers a change from its page', async () => {
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByRole('radio', { name: /Pro/ }).waitFor()
    const status = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json', 'x-react-3as': '1' }
      const change = { websiteId: 'acme-bikes', idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } }
      return (await fetch('/api/analytics/changes', { method: 'POST', headers, body: JSON.stringify(change) })).status
    })
    expect(status).toBe(200)
  })

  it('leaves no warning in the log of the server', () => {
    expect(said).not.toMatch(/⚠|⨯|Error:|warn/i)
  })
})
