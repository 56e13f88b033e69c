import { chromium, type Browser } from 'playwright'
import { inject } from 'vitest'
import { whereIs } from './on-demand.ts'

/** The Chromium of this run. Closing it closes the pages that were opened by this connection. */
export async function sharedChromium(): Promise<Browser> {
  return chromium.connect(await whereIs(inject('shared').chromium))
}
