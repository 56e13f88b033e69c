import { describe, expect, it } from 'vitest'
import { expiringCache } from '../../src/backend/runtime/expiring-cache.ts'

/** A cache whose clock is set by the test, for values that say how often they were loaded. */
function cacheOf(lifeMs: number, most?: number) {
  const clock = { ms: 0 }
  const loads = new Map<string, number>()
  const cache = expiringCache<string>(lifeMs, { steady: () => clock.ms }, most)
  const get = (key: string) =>
    cache.get(key, async () => {
      const count = (loads.get(key) ?? 0) + 1
      loads.set(key, count)
      return `${key} ${count}`
    })
  return { cache, clock, get }
}

describe('a cache by age', () => {
  it('answers from what it keeps until it is as old as its life', async () => {
    const { clock, get } = cacheOf(1000)
    expect(await get('a')).toBe('a 1')
    clock.ms = 999
    expect(await get('a')).toBe('a 1')
    clock.ms = 1000
    expect(await get('a')).toBe('a 2')
    clock.ms = 1999
    expect(await get('a')).toBe('a 2')
  })

  it('loads once for those who come together', async () => {
    const { get } = cacheOf(1000)
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a 1', 'a 1', 'b 1'])
  })

  it('keeps no failure', async () => {
    const { cache, get } = cacheOf(1000)
    await expect(cache.get('a', () => Promise.reject(new Error('no connection')))).rejects.toThrow('no connection')
    expect(await get('a')).toBe('a 1')
  })

  it('keeps what came after a load that fails late', async () => {
    const { cache, get } = cacheOf(1000)
    let fail = (_error: Error) => {}
    const slow = cache.get('a', () => new Promise<string>((_resolve, reject) => (fail = reject)))
    cache.forget('a')
    await get('a')
    fail(new Error('no connection'))
    await expect(slow).rejects.toThrow('no connection')
    expect(await get('a')).toBe('a 1')
  })

  it('lets the oldest go when it is full, and one that was loaded again is young', async () => {
    const { clock, get } = cacheOf(1000, 2)
    await get('a')
    clock.ms = 600
    await get('b')
    clock.ms = 1100
    expect(await get('a')).toBe('a 2')
    await get('c')
    expect(await get('a')).toBe('a 2')
    expect(await get('b')).toBe('b 2')
  })

  it('forgets what it is told to', async () => {
    const { cache, get } = cacheOf(1000)
    await get('a')
    cache.forget('a')
    expect(await get('a')).toBe('a 2')
  })
})
