import { chromium, type Browser } from 'playwright'
import { inject } from 'vitest'
import { whereIs } from './on-demand.ts'

/** The Chromium of this run. Closing it closes the pages that were opened by this connection. */
export async function sharedChromium(): Promise<Browser> {
  const browser = await chromium.connect(await whereIs(inject('shared').chromium))
  // What hangs is ended by the limit of the test, which a busy machine does not reach; 30 seconds it does.
  browser.on('context', (context) => context.setDefaultTimeout(0))
  return browser
}
