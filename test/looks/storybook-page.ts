import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { run } from '../package/stranger.ts'
import { servesFolder } from '../shared/acme-page.ts'

/** Storybook's own, in the page of a story. */
interface StoryWindow {
  ['__STORYBOOK_PREVIEW__']?: { currentRender?: { phase?: string } }
}

export interface Storybook {
  origin: string
  /** The pages and stories that it has, by id. */
  entries: Readonly<Record<string, { type: 'docs' | 'story' }>>
  /** Opens a story, and waits until it has played what it plays. @throws Error when that fails */
  show: (page: Page, story: string) => Promise<void>
  stop: () => Promise<void>
}

/** Builds the Storybook of this repository, and serves it. */
export async function startStorybook(): Promise<Storybook> {
  const folder = mkdtempSync(join(tmpdir(), 'storybook-'))
  run('npm', ['run', '--silent', 'storybook:build', '--', '--quiet', '--output-dir', folder], process.cwd())
  const server = createServer(servesFolder(folder))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Pick<Storybook, 'entries'>
  return {
    origin,
    entries: index.entries,
    async show(page, story) {
      await page.goto(`${origin}/iframe.html?id=${story}&viewMode=story`)
      const ended = await page.waitForFunction(() => {
        const phase = (globalThis as StoryWindow)['__STORYBOOK_PREVIEW__']?.currentRender?.phase ?? ''
        return ['completed', 'afterEach', 'finished', 'errored', 'aborted'].includes(phase) && phase
      })
      const phase = await ended.jsonValue()
      if (phase === 'errored' || phase === 'aborted') throw new Error(`The story ${story} ${phase}.`)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
