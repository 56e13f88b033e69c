import type { Runtime } from './runtime.ts'

/**
 * Reads under a key, shared by those who wait for one: no one is given an answer to a question that had left before they
 * asked. So there is one read under way at a time, and at most one more that everybody else waits for. A read that another
 * has begun is waited for only so long, and then everyone reads for themselves: on Workers it never settles where that
 * other's request is over.
 */
export type FreshReads<Value> = (key: string, read: () => Promise<Value>) => Promise<Value>

/** Short enough that a page, which waits for two seconds in all, has time for a slow read of its own. */
const patienceOfPagesMs = 250

export function freshReads<Value>(
  { sleep }: Pick<Runtime, 'sleep'>,
  patienceMs = patienceOfPagesMs,
): FreshReads<Value> {
  const underWay = new Map<string, Promise<Value>>()
  const next = new Map<string, Promise<Value>>()

  function begin(key: string, read: () => Promise<Value>): Promise<Value> {
    const reading = read()
    const ended = () => forget(underWay, key, reading)
    underWay.set(key, reading)
    reading.then(ended, ended)
    return reading
  }

  function endsInTime(reading: Promise<Value>): Promise<boolean> {
    const ended = () => true
    return Promise.race([reading.then(ended, ended), sleep(patienceMs).then(() => false)])
  }

  function after(before: Promise<Value>, key: string, read: () => Promise<Value>): Promise<Value> {
    const reading: Promise<Value> = endsInTime(before).then(() => {
      forget(next, key, reading)
      return begin(key, read)
    })
    next.set(key, reading)
    return reading
  }

  async function join(joined: Promise<Value>, key: string, read: () => Promise<Value>): Promise<Value> {
    if (await endsInTime(joined)) return joined
    // Whoever was to begin it may be gone.
    forget(next, key, joined)
    return begin(key, read)
  }

  return (key, read) => {
    const joined = next.get(key)
    if (joined) return join(joined, key, read)
    const before = underWay.get(key)
    return before ? after(before, key, read) : begin(key, read)
  }
}

function forget<Value>(readings: Map<string, Promise<Value>>, key: string, reading: Promise<Value>): void {
  if (readings.get(key) === reading) readings.delete(key)
}
