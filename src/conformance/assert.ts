/** @throws Error with what was expected, where it does not hold. */
export function assert(holds: unknown, expected: string): asserts holds {
  if (!holds) throw new Error(expected)
}

/** @throws Error unless both are the same, all the way down. */
export function equal(actual: unknown, expected: unknown, what = 'The answer'): void {
  assert(isSame(actual, expected), `${what} is ${shown(actual)}, and should be ${shown(expected)}.`)
}

/** @throws Error unless each field that is expected is there. Others may be there too; a list has to be as long. */
export function matches(actual: unknown, expected: unknown, what = 'The answer'): void {
  assert(isPart(actual, expected), `${what} is ${shown(actual)}, and should hold ${shown(expected)}.`)
}

/** What a promise was rejected with. @throws Error when it was not. */
export async function rejection(promise: Promise<unknown>, what: string): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome) return outcome.error
  throw new Error(`${what} should be rejected, and answered ${shown(outcome.value)}.`)
}

/** Asks again until it holds. @throws Error with what it was at last. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  holds: (value: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const value = await ask()
    if (holds(value)) return value
    assert(performance.now() < until, `Not as it should be within ${withinMs / 1000} s: ${shown(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A value as a failure shows it. */
export function shown(value: unknown): string {
  const text = value instanceof Error ? `${value.name}: ${value.message}` : (JSON.stringify(value) ?? String(value))
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b)
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isSame(a[key], b[key]))
}

function isPart(actual: unknown, expected: unknown): boolean {
  if (!isObject(actual) || !isObject(expected)) return Object.is(actual, expected)
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return false
  return Object.entries(expected).every(([key, value]) => isPart(actual[key], value))
}
