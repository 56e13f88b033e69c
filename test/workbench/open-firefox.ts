import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { launch, type Browser } from 'puppeteer-core'

const usualPlaces = [
  process.env['FIREFOX_PATH'],
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]

/** The Firefox of the system, by WebDriver BiDi: Playwright drives one of its own making alone. */
export function openFirefox(executablePath: string): Promise<Browser> {
  return launch({ browser: 'firefox', executablePath, headless: true, timeout: 120_000, protocolTimeout: 120_000 })
}

/** The one that is there, else the one that apt-get installs where it may; `undefined` where neither is to be had. */
export function findFirefox(): string | undefined {
  const there = () => usualPlaces.find((path): path is string => !!path && existsSync(path))
  const found = there()
  if (found !== undefined || process.getuid?.() !== 0) return found
  if (spawnSync('apt-get', ['update', '-qq']).status !== 0) return undefined
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'firefox-esr'])
  return there()
}
