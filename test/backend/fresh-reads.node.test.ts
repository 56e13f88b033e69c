import { describe, expect, it, vi } from 'vitest'
import { freshReads } from '../../src/backend/runtime/fresh-reads.ts'

/** Reads that are answered when the test says so, in the order they left. */
function platform() {
  const left: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = []
  return { left, read: () => new Promise<string>((resolve, reject) => left.push({ resolve, reject })) }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Reads that are shared, and the end of everybody's patience. */
function reads() {
  const waiting: (() => void)[] = []
  const sleep = () => new Promise<void>((resolve) => waiting.push(resolve))
  const loseThePatience = async () => {
    for (const wake of waiting.splice(0)) wake()
    await settled()
  }
  /** As on Workers, where nothing wakes a request that is over. */
  const forgetWhoWaits = () => waiting.splice(0)
  return { ask: freshReads<string>({ sleep }), loseThePatience, forgetWhoWaits }
}

describe('a read that must be fresh', () => {
  it('leaves at once when none is under way', () => {
    const { left, read } = platform()
    void reads().ask('site', read)
    expect(left).toHaveLength(1)
  })

  it('is one for all who ask while another is under way, and leaves once that is answered', async () => {
    const { left, read } = platform()
    const { ask } = reads()
    const first = ask('site', read)
    const others = [ask('site', read), ask('site', read), ask('site', read)]
    await settled()
    expect(left).toHaveLength(1)
    left[0]!.resolve('before they asked')
    expect(await first).toBe('before they asked')
    await settled()
    expect(left).toHaveLength(2)
    left[1]!.resolve('after they asked')
    expect(await Promise.all(others)).toEqual(['after they asked', 'after they asked', 'after they asked'])
  })

  it('is not shared with who asks after it has left', async () => {
    const { left, read } = platform()
    const { ask } = reads()
    void ask('site', read)
    const second = ask('site', read)
    left[0]!.resolve('1')
    await settled()
    const third = ask('site', read)
    left[1]!.resolve('2')
    await settled()
    left[2]!.resolve('3')
    expect(await Promise.all([second, third])).toEqual(['2', '3'])
  })

  it('keeps no answer: the next asker’s leaves at once', async () => {
    const { left, read } = platform()
    const { ask } = reads()
    void ask('site', read)
    left[0]!.resolve('1')
    await settled()
    void ask('site', read)
    expect(left).toHaveLength(2)
  })

  it('fails for those who wait for it, and for nobody after them', async () => {
    const { left, read } = platform()
    const { ask } = reads()
    const first = ask('site', read)
    const second = ask('site', read)
    left[0]!.reject(new Error('no connection'))
    await expect(first).rejects.toThrow('no connection')
    await settled()
    left[1]!.resolve('2')
    expect(await second).toBe('2')
    void ask('site', read)
    expect(left).toHaveLength(3)
  })

  it('waits for none under another key', () => {
    const { left, read } = platform()
    const { ask } = reads()
    void ask('site', read)
    void ask('another', read)
    expect(left).toHaveLength(2)
  })

  it('leaves for all who have waited too long for one that another has begun', async () => {
    const { left, read } = platform()
    const { ask, loseThePatience } = reads()
    void ask('site', read)
    const second = ask('site', read)
    const third = ask('site', read)
    await loseThePatience()
    left[2]!.resolve('3')
    left[1]!.resolve('2')
    expect(await Promise.all([second, third])).toEqual(['2', '3'])
  })

  it.each([200, 1_200, 1_700])(
    'is answered within the two seconds that a page waits, beside another’s: %i ms',
    async (takesMs) => {
      vi.useFakeTimers()
      try {
        const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
        const ask = freshReads<string>({ sleep })
        const read = () => sleep(takesMs).then(() => 'owed')
        void ask('site', read)
        await vi.advanceTimersByTimeAsync(100)
        const shown = Promise.race([ask('site', read), sleep(2_000).then(() => 'not known')])
        await vi.advanceTimersByTimeAsync(2_000)
        expect(await shown).toBe('owed')
      } finally {
        vi.useRealTimers()
      }
    },
  )

  it('that never ends holds up only those who come next', async () => {
    const { left, read } = platform()
    const { ask, loseThePatience } = reads()
    void ask('site', read)
    const second = ask('site', read)
    await loseThePatience()
    left[1]!.resolve('2')
    expect(await second).toBe('2')
    void ask('site', read)
    expect(left).toHaveLength(3)
  })

  it('is begun by whoever waits for it, where those who were to begin it are gone', async () => {
    const { left, read } = platform()
    const { ask, forgetWhoWaits, loseThePatience } = reads()
    void ask('site', read)
    void ask('site', read)
    forgetWhoWaits()
    const third = ask('site', read)
    await loseThePatience()
    left[1]!.resolve('3')
    expect(await third).toBe('3')
    void ask('site', read)
    expect(left).toHaveLength(3)
  })
})
