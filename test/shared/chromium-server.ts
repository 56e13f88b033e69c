import { chromium } from 'playwright'
import { chromiumArgs, requireChromium } from '../chromium.ts'

export async function startChromium(): Promise<{ at: string; stop: () => Promise<void> }> {
  const server = await chromium.launchServer({ executablePath: requireChromium(), args: chromiumArgs })
  return { at: server.wsEndpoint(), stop: () => server.close() }
}
