import type { Browser, FrameLocator, Page } from 'playwright'
import { demoIntps } from 'react-3as-sandbox'
import { VisitorAnalytics } from 'react-3as/server'
import { inject } from 'vitest'
import { startPlayground, type Playground, type PlaygroundOptions } from '../../playground/playground.ts'
import { servesFolder } from '../shared/acme-page.ts'
import { sharedChromium } from '../shared/chromium.ts'
import { whereIs } from '../shared/on-demand.ts'

export interface Acme extends Playground {
  page: Page
  /** The dashboard inside the page, on the platform's own site. */
  dashboard: FrameLocator
  /** The platform as the partner's backend would ask it: what stands there, past every cache of ours. */
  platform: VisitorAnalytics
  /** Sentences of the page's console that tell of something broken. */
  complaints: string[]
}

/** The whole system, for real: playground, sandbox, and a browser that looks at it. */
export async function openAcme(options: Omit<PlaygroundOptions, 'port'> = {}): Promise<Acme> {
  const built = options.packages ? {} : { page: servesFolder(await whereIs(inject('shared').acmePage)) }
  const playground = await startPlayground({ port: 0, ...built, ...options })
  const browser = await sharedChromium()
  const page = await newPage(browser, playground.url)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(playground.url)
  return {
    ...playground,
    page,
    dashboard: page.frameLocator('iframe'),
    platform: new VisitorAnalytics({
      intp: demoIntps[options.partner ?? 'website'],
      apiUrl: playground.apiUrl,
      dashboardUrl: playground.dashboardUrl,
    }),
    complaints,
    async stop() {
      await browser.close()
      await playground.stop()
    },
  }
}

async function newPage(browser: Browser, baseURL: string): Promise<Page> {
  // Without a graphics card the processor draws every frame of an animation.
  const calm = { reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } } as const
  const context = await browser.newContext({ baseURL, ...calm })
  context.setDefaultTimeout(45_000)
  return context.newPage()
}
