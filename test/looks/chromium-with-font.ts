import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright'
import { chromiumArgs, requireChromium } from '../chromium.ts'

/** What Chromium asks fontconfig for where a page names `system-ui` or `sans-serif`, or nothing. */
const asked = ['system-ui', 'sans-serif', 'Arial']

/**
 * A Chromium on a machine whose sans-serif is this family, or null where the family is not installed: pages are shown with
 * it without a word in them being changed. `FONTCONFIG_FILE` is where the machine's own fonts are looked up.
 */
export async function launchWithFont(family: string): Promise<Browser | null> {
  const folder = mkdtempSync(join(tmpdir(), 'react-3as-fonts-'))
  const file = join(folder, 'fonts.conf')
  const rules = asked.map(
    (name) => `<match target="pattern"><test name="family"><string>${name}</string></test>
      <edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit></match>`,
  )
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
    <fontconfig><include ignore_missing="yes">${process.env['FONTCONFIG_FILE'] ?? '/etc/fonts/fonts.conf'}</include>${rules.join('')}</fontconfig>`,
  )
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: chromiumArgs,
    env: { ...process.env, FONTCONFIG_FILE: file },
  })
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }))
  if ((await shownIn(browser)) === family) return browser
  await browser.close()
  return null
}

async function shownIn(browser: Browser): Promise<string | undefined> {
  const page = await browser.newPage()
  await page.setContent('<p style="font-family: sans-serif">Every letter</p>')
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'p' })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  await page.close()
  return fonts[0]?.familyName
}
