import type { Runtime } from './runtime.ts'

/** The oldest window goes first beyond that. */
const mostKeys = 10_000

/**
 * Counts under a key, in this process: false once that has been more than `most` times within `windowMs`, which begin with the
 * first.
 */
export function countsWithin(
  windowMs: number,
  most: number,
  { steady }: Pick<Runtime, 'steady'>,
): (key: string) => boolean {
  const windows = new Map<string, { since: number; count: number }>()
  return (key) => {
    const now = steady()
    const found = windows.get(key)
    const window = found && now - found.since < windowMs ? found : { since: now, count: 0 }
    if (window !== found) {
      windows.delete(key)
      windows.set(key, window)
      if (windows.size > mostKeys) windows.delete(windows.keys().next().value!)
    }
    window.count++
    return window.count <= most
  }
}
