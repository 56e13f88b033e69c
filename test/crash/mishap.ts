import { writeSync } from 'node:fs'
import type { Store } from '../../src/backend/ledger/store.ts'

/** What happens to a backend process, and exactly when. */
export interface Mishap {
  kind: 'kill' | 'stall'
  /** `platform.send`, `platform.read`, `payments`, or a call of the store: `store.saveChange`. */
  at: string
  /** Before the call leaves, while it is open, or when its answer is there and nothing has been made of it. */
  moment: 'before' | 'during' | 'after'
  /** The how manieth such call. */
  nth: number
}

export const places = [
  'platform.send',
  'platform.read',
  'payments',
  'store.addChange',
  'store.saveChange',
  'store.noteChange',
  'store.claim',
  'store.release',
] as const
export const moments = ['before', 'during', 'after'] as const

/** Wraps what a backend calls, so that the mishap happens in the middle of it. */
export function mishapOf(plan: Mishap | null) {
  let seen = 0

  async function around<T>(place: string, call: () => Promise<T>): Promise<T> {
    const isHere = plan?.at === place && ++seen === plan.nth
    if (!plan || !isHere) return call()
    if (plan.moment === 'before') strike(plan)
    const answer = call()
    if (plan.moment === 'during') {
      // Long enough for the request to be on its way, too short for its answer.
      setTimeout(() => strike(plan), 3)
      return answer
    }
    const result = await answer.catch((error: unknown) => {
      strike(plan)
      throw error
    })
    strike(plan)
    return result
  }

  const fetchAt =
    (placeOf: (url: string) => string): typeof fetch =>
    (input, init) =>
      around(placeOf(input instanceof Request ? input.url : input.toString()), () => fetch(input, init))

  return {
    platformFetch: fetchAt((url) =>
      /\/v[23]\/3as\/[\w-]*subscriptions\//.test(url) ? 'platform.send' : 'platform.read',
    ),
    paymentsFetch: fetchAt(() => 'payments'),
    store(store: Store): Store {
      const wrapped = Object.entries(store).map(([name, call]: [string, (...args: unknown[]) => Promise<unknown>]) => [
        name,
        (...args: unknown[]) => around(`store.${name}`, () => call(...args)),
      ])
      return Object.fromEntries(wrapped)
    },
  }
}

/** Nothing of this process runs on, not even what stands on the next line. */
function strike({ kind }: Mishap): void {
  writeSync(1, `${kind}\n`)
  process.kill(process.pid, kind === 'kill' ? 'SIGKILL' : 'SIGSTOP')
  if (kind === 'kill') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
