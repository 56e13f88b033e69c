/** Runs a limited number of tasks at a time, and the rest in their order. A task whose signal aborts while it waits never starts. */
export function inFlightLimit(most: number) {
  let running = 0
  const waiting: (() => void)[] = []

  async function turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (running < most) return void running++
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1)
        reject(signal?.reason as Error)
      }
      waiting.push(start)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  /** The slot goes straight to whoever waits longest, so that no other task slips in between. */
  function release(): void {
    const next = waiting.shift()
    if (next) next()
    else running--
  }

  return async function run<Result>(task: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    await turn(signal)
    try {
      return await task()
    } finally {
      release()
    }
  }
}
