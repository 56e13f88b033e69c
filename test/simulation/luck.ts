/** Chance that belongs to a name: the same seed, name and number always draw the same, whatever else is drawn. */
export class Luck {
  #state: number

  constructor(state: number) {
    this.#state = state
  }

  /** 0 to 1. */
  next(): number {
    const state = (this.#state + 0x6d2b79f5) >>> 0
    this.#state = state
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** Whole, from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  /** Whole, from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }

  /** Picks by weight: the first number of each pair. */
  weighted<T>(from: readonly (readonly [number, T])[]): T {
    let left = this.next() * from.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of from) {
      left -= weight
      if (left < 0) return value
    }
    return from.at(-1)![1]
  }
}

/**
 * The luck of the `n`-th thing of that name. One stream for a whole history would shift everything behind the first thing
 * that is left out, and a failing history could not be made smaller.
 */
export function luckOf(seed: number, name: string, n = 0): Luck {
  return new Luck((Math.imul(seed ^ hashOf(name), 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)) >>> 0)
}

const hashes = new Map<string, number>()

function hashOf(text: string): number {
  const known = hashes.get(text)
  if (known !== undefined) return known
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hashes.set(text, hash >>> 0)
  return hash >>> 0
}

/** A number for a whole text, to compare two runs by: two 32-bit hashes side by side. */
export function fingerprintOf(lines: readonly string[]): string {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (const line of lines) {
    for (let index = 0; index < line.length; index++) {
      const code = line.charCodeAt(index)
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b + code, 0x5bd1e995) ^ (b >>> 15)
    }
  }
  return `${(a >>> 0).toString(16).padStart(8, '0')}${(b >>> 0).toString(16).padStart(8, '0')}`
}
