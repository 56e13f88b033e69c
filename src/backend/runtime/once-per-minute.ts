import type { Runtime } from './runtime.ts'

const quietMs = 60_000

/**
 * For what strangers can bring about: tells the first one, and later ones at most once a minute, with how many there were
 * since and the last of them. Otherwise anybody could fill the partner's log.
 */
export function oncePerMinute<T>({ steady }: Runtime, tell: (count: number, last: T) => void): (happened: T) => void {
  let count = 0
  let quietUntil = -Infinity
  return (happened) => {
    count++
    if (steady() < quietUntil) return
    tell(count, happened)
    count = 0
    quietUntil = steady() + quietMs
  }
}
