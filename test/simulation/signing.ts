import type { Scheduler } from './scheduler.ts'

let scheduler: Scheduler | null = null
let isWatched = false

/**
 * The real client signs its tokens on a thread pool, which decides by itself when it is done. Virtual time stands still
 * until then, so that it makes no difference.
 */
export function standStillWhileSigning(current: Scheduler): void {
  scheduler = current
  if (isWatched) return
  isWatched = true
  const { subtle } = crypto
  const [sign, importKey] = [subtle.sign.bind(subtle), subtle.importKey.bind(subtle)]
  subtle.sign = (...given) => watched(sign(...given))
  subtle.importKey = ((...given: Parameters<typeof importKey>) => watched(importKey(...given))) as typeof importKey
}

function watched<T>(promise: Promise<T>): Promise<T> {
  scheduler?.standStillFor(promise)
  return promise
}
