/**
 * A repeatable stream of numbers in [0, 1) for a text: the same text, the same stream, on every machine.
 * FNV-1a turns the text into a seed, Mulberry32 runs from there. Not for secrets.
 */
export function randomStream(text: string): () => number {
  let state = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Draws one of some things. */
export type Lottery<T> = (random: () => number) => T

/** A draw by weight. The weights need not add up to one. */
export function lottery<T>(things: readonly (readonly [thing: T, weight: number])[]): Lottery<T> {
  const last = things.at(-1)
  if (!last) throw new RangeError('There is nothing to draw from.')
  let sum = 0
  const limits = things.map(([, weight]) => (sum += weight))
  return (random) => {
    const drawn = random() * sum
    return (things[limits.findIndex((limit) => drawn < limit)] ?? last)[0]
  }
}
