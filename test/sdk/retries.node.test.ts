import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { backoff, retryAfterSeconds } from '../../src/sdk/backoff.ts'
import type { ClientEvent } from '../../src/sdk/client-event.ts'
import { ThreeAsPlatformError, ThreeAsRateLimitedError } from '../../src/sdk/three-as-error.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from './keys.ts'
import { dropped, scriptedPlatform, silent } from './scripted-platform.ts'

const platform = await scriptedPlatform()
const events: ClientEvent[] = []
const visa = new VisitorAnalytics({
  intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey },
  apiUrl: platform.url,
  onEvent: (event) => events.push(event),
})
afterAll(() => platform.stop())
beforeEach(() => {
  platform.seen.length = 0
  events.length = 0
})

const metadata = { page: 0, pageSize: 10, pageTotal: 0, total: 0 }
const ok = { json: { payload: [], meta: metadata } }
const empty = { items: [], metadata }
const broken = { status: 503, text: 'upstream is away' }

describe('a call that only reads', () => {
  it.each([
    ['503', broken],
    ['500', { status: 500, json: { message: 'oops' } }],
    ['429', { status: 429, json: {} }],
    ['a dropped connection', dropped],
  ])('is tried again after %s', async (_, answer) => {
    platform.answer(answer, answer, ok)
    await expect(visa.websites.list()).resolves.toEqual(empty)
    expect(platform.seen).toHaveLength(3)
    expect(events.map(({ type, attempt }) => `${type} ${attempt}`).filter((line) => line.startsWith('retry'))).toEqual([
      'retry.scheduled 1',
      'retry.scheduled 2',
    ])
  })

  it('is tried again after a timeout, each attempt with the whole time', async () => {
    platform.answer(silent, ok)
    // As many attempts as a busy machine needs: what counts is that a later one is not cut short by the first.
    await expect(visa.websites.list({}, { timeoutMs: 100, retries: 20 })).resolves.toEqual(empty)
    expect(platform.seen.length).toBeGreaterThan(1)
  })

  it('gives up after `retries`, with the last error', async () => {
    platform.answer(broken)
    await expect(visa.websites.list()).rejects.toBeInstanceOf(ThreeAsPlatformError)
    expect(platform.seen).toHaveLength(3)
    platform.seen.length = 0
    await expect(visa.websites.list({}, { retries: 0 })).rejects.toBeInstanceOf(ThreeAsPlatformError)
    expect(platform.seen).toHaveLength(1)
  })

  it.each([400, 401, 403, 404])('is not tried again after %s', async (status) => {
    platform.answer({ status, json: { message: 'no' } })
    await expect(visa.websites.list()).rejects.toMatchObject({ status })
    expect(platform.seen).toHaveLength(1)
  })

  it('waits as long as the platform asks', async () => {
    platform.answer({ status: 429, json: {}, headers: { 'retry-after': '1' } }, ok)
    await visa.websites.list()
    const retry = events.find((event) => event.type === 'retry.scheduled')
    expect(retry?.waitMs).toBeGreaterThanOrEqual(1000)
  })

  it('does not hold on when the platform asks for minutes, but says how long', async () => {
    platform.answer({ status: 429, json: {}, headers: { 'retry-after': '120' } })
    await expect(visa.websites.list()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 120 })
    expect(platform.seen).toHaveLength(1)
  })

  it('stops waiting when it is aborted', async () => {
    platform.answer({ status: 503, text: '', headers: { 'retry-after': '15' } })
    const controller = new AbortController()
    const call = visa.websites.list({}, { signal: controller.signal })
    await expect.poll(() => events.some(({ type }) => type === 'retry.scheduled')).toBe(true)
    const retryAt = performance.now() + 15_000
    controller.abort()
    await expect(call).rejects.toBe(controller.signal.reason)
    expect(performance.now()).toBeLessThan(retryAt)
    expect(platform.seen).toHaveLength(1)
  })
})

describe('a call that changes something', () => {
  const changes: [string, (options?: { retries: number }) => Promise<unknown>][] = [
    ['upgrade', (options) => visa.websiteSubscriptions.upgrade({ intpWebsiteId: 'shop', packageId: 'pro' }, options)],
    ['create', (options) => visa.intpcs.create({ intpCustomerId: 'acme', email: 'owner@acme.test' }, options)],
    ['delete', (options) => visa.website('shop').delete(options)],
    ['createApiKey', (options) => visa.website('shop').createApiKey({ name: 'widgets' }, options)],
    ['assign', (options) => visa.package('pro').assign('acme', options)],
  ]

  it.each(changes)('is never sent twice by itself: %s', async (_, call) => {
    for (const answer of [broken, dropped, { status: 429, json: {} }]) {
      platform.seen.length = 0
      platform.answer(answer)
      await expect(call()).rejects.toMatchObject({ name: expect.stringContaining('ThreeAs') })
      expect(platform.seen).toHaveLength(1)
    }
  })

  it('is sent again when that is asked for by name', async () => {
    platform.answer(broken, { status: 204 })
    await visa.website('shop').delete({ retries: 1 })
    expect(platform.seen).toHaveLength(2)
  })

  it('is not sent again after a refusal, whatever is asked for', async () => {
    platform.answer({ status: 500, json: { message: 'must have more touchpoints' } })
    const call = visa.websiteSubscriptions.upgrade({ intpWebsiteId: 'shop', packageId: 'pro' }, { retries: 5 })
    await expect(call).rejects.toMatchObject({ code: 'refused' })
    expect(platform.seen).toHaveLength(1)
  })
})

describe('backoff', () => {
  const failed = new ThreeAsPlatformError({ message: 'failed' })

  it('doubles up to a ceiling, with full jitter', () => {
    const ceilings = [1, 2, 3, 4, 5, 6, 7].map((attempt) => backoff(attempt, failed, () => 1))
    expect(ceilings).toEqual([200, 400, 800, 1600, 3200, 5000, 5000])
    expect(backoff(5, failed, () => 0)).toBe(0)
  })

  it('never comes back before Retry-After', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, asked, random) => {
          const error = new ThreeAsRateLimitedError({ message: 'slow down', retryAfterSeconds: asked })
          const wait = backoff(attempt, error, () => random)
          expect(wait).toBeGreaterThanOrEqual(asked * 1000)
          expect(wait).toBeLessThanOrEqual(asked * 1000 + 5000)
        },
      ),
    )
  })

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.UTC(2026, 5, 1, 12)
    expect(retryAfterSeconds('7')).toBe(7)
    expect(retryAfterSeconds('Mon, 01 Jun 2026 12:00:09 GMT', now)).toBe(9)
    expect(retryAfterSeconds('Mon, 01 Jun 2026 11:00:00 GMT', now)).toBe(0)
    expect(retryAfterSeconds('soon')).toBeNull()
    expect(retryAfterSeconds(null)).toBeNull()
  })
})
