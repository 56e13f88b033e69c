import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright'

const usualPlaces = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium that is there: `CHROMIUM_PATH`, the usual places, or the one Playwright installed. */
export function findChromium(): string | undefined {
  const playwrights = chromium.executablePath()
  return [...usualPlaces, playwrights].find((path): path is string => !!path && existsSync(path))
}

/** Chromium reaches out to its maker at each start unless told not to; root cannot use its sandbox. */
export const chromiumArgs = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

export function requireChromium(): string {
  const path = findChromium()
  if (path) return path
  throw new Error(
    'No Chromium was found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH to its executable.',
  )
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: requireChromium(), args: chromiumArgs })
}
