import type { Scheduler } from './scheduler.ts'

let scheduler: Scheduler | null = null
let isReplaced = false

/**
 * The real client signs its tokens on a thread pool, which decides by itself when it is done, and takes a millisecond of
 * CPU time for each. Nobody checks a signature here, so that each is the same one, and made in no time. A key is brought in
 * once; virtual time stands still until then.
 */
export function signPlainly(current: Scheduler): void {
  scheduler = current
  if (isReplaced) return
  isReplaced = true
  const { subtle } = crypto
  const importKey = subtle.importKey.bind(subtle)
  let key: Promise<CryptoKey> | null = null
  subtle.sign = async () => new ArrayBuffer(256)
  subtle.importKey = ((...given: Parameters<typeof importKey>) => {
    // There is one: the key of the demo.
    key ??= importKey(...given)
    scheduler?.standStillFor(key)
    return key
  }) as typeof importKey
}
