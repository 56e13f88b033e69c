/**
 * Reads under a key, shared by those who wait for one: no one is given an answer to a question that had left before they
 * asked. So there is one read under way at a time, and at most one more that everybody else waits for.
 */
export type FreshReads<Value> = (key: string, read: () => Promise<Value>) => Promise<Value>

export function freshReads<Value>(): FreshReads<Value> {
  const underWay = new Map<string, Promise<Value>>()
  const next = new Map<string, Promise<Value>>()

  function begin(key: string, read: () => Promise<Value>): Promise<Value> {
    next.delete(key)
    const reading = read()
    const ended = () => {
      if (underWay.get(key) === reading) underWay.delete(key)
    }
    underWay.set(key, reading)
    reading.then(ended, ended)
    return reading
  }

  function after(before: Promise<Value>, key: string, read: () => Promise<Value>): Promise<Value> {
    const beginNow = () => begin(key, read)
    const reading = before.then(beginNow, beginNow)
    next.set(key, reading)
    return reading
  }

  return (key, read) => {
    const joined = next.get(key)
    if (joined) return joined
    const before = underWay.get(key)
    return before ? after(before, key, read) : begin(key, read)
  }
}
