import { percent } from './format.ts'

export interface Trend {
  direction: 'up' | 'down' | 'even'
  /** Whether that is good news. */
  tone: 'good' | 'bad' | 'even'
  text: string
  /** For those who cannot see the arrow. */
  inWords: string
}

/** How a number changed against the period before; nothing when that one was empty. */
export function trend(now: number, before: number, meaning: 'more is better' | 'less is better'): Trend | undefined {
  if (before === 0) return undefined
  const change = ((now - before) / before) * 100
  const direction = Math.abs(change) < 0.05 ? 'even' : change > 0 ? 'up' : 'down'
  const isGood = (direction === 'up') === (meaning === 'more is better')
  return {
    direction,
    tone: direction === 'even' ? 'even' : isGood ? 'good' : 'bad',
    text: percent(Math.abs(change)),
    inWords:
      direction === 'even'
        ? 'as in the period before'
        : `${direction === 'up' ? 'more' : 'less'} than in the period before`,
  }
}

/** Percent, 0–100; 0 of nothing. */
export function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100
}
