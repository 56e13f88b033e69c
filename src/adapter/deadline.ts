/**
 * A signal that aborts after so many milliseconds, or with another one. `end` releases both. In place of
 * `AbortSignal.any`, which browsers of 2023 lack, and of `AbortSignal.timeout`, whose timer holds everything that listens
 * until it has run.
 */
export function deadline(ms: number, signal?: AbortSignal) {
  const controller = new AbortController()
  const abort = () => controller.abort(signal?.reason)
  let isOver = false
  const timer = setTimeout(() => {
    isOver = true
    controller.abort(new DOMException('No answer in time.', 'TimeoutError'))
  }, ms)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort)
  const end = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  /** True once the time has run out. */
  const hasPassed = () => isOver
  return { signal: controller.signal, hasPassed, end }
}

/** The same answer, but for an error once the signal aborts: what is asked may not listen to it. */
export function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    answer.then(resolve, reject)
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
}

/** Asks something that has so many milliseconds to answer, whether or not it listens to the signal. */
export function within<T>(ms: number, ask: (signal: AbortSignal) => Promise<T>, released?: AbortSignal): Promise<T> {
  const { signal, end } = deadline(ms, released)
  return untilAborted(ask(signal), signal).finally(end)
}
