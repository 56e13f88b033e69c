import type { Runtime } from './runtime.ts'

/** The oldest window goes first beyond that. */
const mostKeys = 10_000

export interface CountsWithin {
  /** Counts one more: false where that is one too many. */
  add: (key: string) => boolean
  /** True where the next one would be. */
  isFull: (key: string) => boolean
}

/** Counts under a key, in this process: at most `most` times within `windowMs`, which begin with the first. */
export function countsWithin(windowMs: number, most: number, { steady }: Pick<Runtime, 'steady'>): CountsWithin {
  const windows = new Map<string, { since: number; count: number }>()

  function running(key: string): { since: number; count: number } | null {
    const found = windows.get(key)
    return found && steady() - found.since < windowMs ? found : null
  }

  function begun(key: string): { since: number; count: number } {
    const window = { since: steady(), count: 0 }
    windows.delete(key)
    windows.set(key, window)
    if (windows.size > mostKeys) windows.delete(windows.keys().next().value!)
    return window
  }

  return {
    add(key) {
      const window = running(key) ?? begun(key)
      window.count++
      return window.count <= most
    },
    isFull: (key) => (running(key)?.count ?? 0) >= most,
  }
}
