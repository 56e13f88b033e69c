import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright'

export interface OpenWorkbench {
  page: Page
  /** The page that the code draws. */
  preview: FrameLocator
  /** The platform's dashboard within it. */
  dashboard: FrameLocator
  editor: Locator
  inspector: Locator
  /** Sentences of the console that tell of something broken. */
  complaints: string[]
  /** Until the preview shows what the code says. */
  running: () => Promise<void>
  close: () => Promise<void>
}

export async function openWorkbench(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenWorkbench> {
  // Without a graphics card the processor draws every frame of an animation.
  const calm = { reducedMotion: 'reduce', viewport: { width: 1440, height: 1000 } } as const
  const context = await browser.newContext({ ...calm, ...options })
  context.setDefaultTimeout(45_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(url)
  const preview = page.frameLocator('iframe[title="Preview"]')
  return {
    page,
    preview,
    dashboard: preview.frameLocator('iframe'),
    editor: page.getByRole('textbox', { name: 'page.tsx' }),
    inspector: page.getByRole('region', { name: 'Events' }),
    complaints,
    running: () => page.getByRole('status').filter({ hasText: 'Running' }).waitFor(),
    close: () => context.close(),
  }
}
