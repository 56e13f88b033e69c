import { describe, expect, it } from 'vitest'
import { createAdapter } from '../../src/adapter/create-adapter.ts'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { prefetchUrl } from '../../src/adapter/prefetch-url.ts'
import { createSignedUrls, startAge, type UrlSource } from '../../src/adapter/signed-url.ts'

/** An adapter whose answers the test gives, in its own time. */
function heldAdapter() {
  const asked: { websiteId: string; signal: AbortSignal; answer: (url?: string) => void; fail: () => void }[] = []
  const adapter: AnalyticsAdapter = createAdapter({
    getDashboardUrl: ({ websiteId }, { signal }) =>
      new Promise((resolve, reject) => {
        asked.push({
          websiteId,
          signal: signal as AbortSignal,
          answer: (url = `https://stats.example.com/?n=${asked.length}`) => resolve({ url, expiresInSeconds: 60 }),
          fail: () => reject(new Error('down')),
        })
      }),
  })
  return { adapter, asked }
}

/** A question that the test leaves open; it is given up after half a minute, when the test is over. */
const ask = (source: UrlSource) => void source.get().catch(() => {})

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('the signed URLs of one website', () => {
  it('are one request for all that ask while it is in flight', async () => {
    const { adapter, asked } = heldAdapter()
    const open = createSignedUrls(adapter)
    const [first, second] = [open('acme', 'shop-1'), open('acme', 'shop-1')]
    const answers = [first.get(), first.get(), second.get()]
    expect(asked).toHaveLength(1)
    asked[0]?.answer()
    const [one, other, third] = await Promise.all(answers)
    expect([other, third]).toEqual([one, one])
    ask(first)
    expect(asked).toHaveLength(2)
  })

  it('are asked for again after a failure', async () => {
    const { adapter, asked } = heldAdapter()
    const source = createSignedUrls(adapter)('acme', 'shop-1')
    const failing = source.get()
    asked[0]?.fail()
    await expect(failing).rejects.toMatchObject({ code: 'adapter_failed' })
    const next = source.get()
    asked[1]?.answer('https://stats.example.com/')
    expect((await next).url).toBe('https://stats.example.com/')
  })

  it('are never shared with another website, tenant or provider', () => {
    const { adapter, asked } = heldAdapter()
    const open = createSignedUrls(adapter)
    const sources = [
      open('acme', 'shop-1'),
      open('acme', 'shop-2'),
      open('globex', 'shop-1'),
      open('acme","shop-1', 'shop-1'),
      createSignedUrls(adapter)('acme', 'shop-1'),
    ]
    for (const source of sources) ask(source)
    expect(asked).toHaveLength(sources.length)
  })

  it('are given up when an adapter neither answers nor listens, and then asked for anew', async () => {
    const { adapter, asked } = heldAdapter()
    const source = createSignedUrls(adapter, undefined, 20)('acme', 'shop-1')
    await expect(source.get()).rejects.toMatchObject({ name: 'TimeoutError' })
    ask(source)
    expect(asked).toHaveLength(2)
  })

  it('are no longer waited for when the last frame has gone', async () => {
    const { adapter, asked } = heldAdapter()
    const open = createSignedUrls(adapter)
    const [first, second] = [open('acme', 'shop-1'), open('acme', 'shop-1')]
    const waiting = first.get()
    ask(second)
    first.release()
    await settled()
    expect(asked[0]?.signal.aborted).toBe(false)
    second.release()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect(asked[0]?.signal.aborted).toBe(true)
    ask(open('acme', 'shop-1'))
    expect(asked).toHaveLength(2)
  })

  it('are waited for through a mount that is undone and done again at once, as StrictMode does', async () => {
    const { adapter, asked } = heldAdapter()
    const open = createSignedUrls(adapter)
    const first = open('acme', 'shop-1')
    ask(first)
    first.release()
    const second = open('acme', 'shop-1')
    const answer = second.get()
    await settled()
    expect(asked).toHaveLength(1)
    asked[0]?.answer()
    expect((await answer).url).toContain('stats.example.com')
  })
})

describe('how long a URL may be used', () => {
  const clock = () => {
    const at = { monotonic: 1000, wall: 5_000_000 }
    return { at, clock: { monotonic: () => at.monotonic, wall: () => at.wall } }
  }

  it('is counted from the question, not from a slow answer', async () => {
    const { at, clock: slow } = clock()
    const { adapter, asked } = heldAdapter()
    const answer = createSignedUrls(adapter, slow)('acme', 'shop-1').get()
    at.monotonic += 20_000
    asked[0]?.answer()
    expect((await answer).remainingMs()).toBe(40_000)
  })

  it.each([
    ['by the monotonic clock, when the page’s clock is put back', { monotonic: 60_000, wall: -660_000 }, 60_000],
    ['by the page’s clock, when the monotonic one slept', { monotonic: 5, wall: 3_600_000 }, 3_600_000],
    ['by either, when both agree', { monotonic: 60_000, wall: 60_000 }, 60_000],
  ])('is counted %s', (_, passed, expected) => {
    const { at, clock: page } = clock()
    const age = startAge(page)
    at.monotonic += passed.monotonic
    at.wall += passed.wall
    expect(age()).toBe(expected)
  })
})

describe('a URL that was prefetched', () => {
  it('is at hand for a minute, and is not asked for twice meanwhile', async () => {
    const { adapter, asked } = heldAdapter()
    let now = 0
    const clock = { monotonic: () => now, wall: () => now }
    const urls = createSignedUrls(adapter, clock)
    prefetchUrl(urls, 'acme', 'shop-1', clock)
    expect(urls.atHand('acme', 'shop-1')).toBeNull()
    asked[0]?.answer('https://stats.example.com/?n=first')
    await settled()
    prefetchUrl(urls, 'acme', 'shop-1', clock)
    expect(asked).toHaveLength(1)
    now = 59_000
    expect(urls.atHand('acme', 'shop-1')?.url).toBe('https://stats.example.com/?n=first')
    expect(urls.atHand('acme', 'shop-1')?.remainingMs()).toBe(1_000)
    now = 60_000
    expect(urls.atHand('acme', 'shop-1')).toBeNull()
  })
})
