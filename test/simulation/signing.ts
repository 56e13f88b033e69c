import type { Scheduler } from './scheduler.ts'

let scheduler: Scheduler | null = null
let isReplaced = false
/** There is one: the key of the demo. */
let key: Promise<CryptoKey> | null = null

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
  subtle.sign = async () => new ArrayBuffer(256)
  subtle.importKey = ((...given: Parameters<typeof importKey>) => {
    key ??= importKey(...given)
    scheduler?.standStillFor(key)
    return key
  }) as typeof importKey
}

/** Other tests may share the process, whose signatures are checked. */
export function signForReal(): void {
  scheduler = null
  if (!isReplaced) return
  isReplaced = false
  Reflect.deleteProperty(crypto.subtle, 'sign')
  Reflect.deleteProperty(crypto.subtle, 'importKey')
}
