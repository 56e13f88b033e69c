import type { Coverage } from './coverage.ts'
import type { BoundaryName, Fault, FaultWindow } from './faults.ts'
import { luckOf, type Luck } from './luck.ts'
import type { Scheduler } from './scheduler.ts'
import type { Story } from './story.ts'

export interface Call<T> {
  name: BoundaryName
  /** How long each way takes, in milliseconds: at least and at most. */
  way: readonly [number, number]
  /** After how long the caller gives up by itself. */
  timeoutMs: number
  /** Happens in the world, whatever became of the caller. What it throws is the answer. */
  effect: () => T | Promise<T>
  /** What the caller sees of a fault. */
  errorOf: (fault: Fault) => unknown
  /** How long after it left an effect may still come. */
  latestMs?: number
  /** Named in the story when a fault strikes. */
  about?: string
}

interface Parts {
  seed: number
  scheduler: Scheduler
  businessNow: () => number
  story: Story
  coverage: Coverage
  windows: readonly FaultWindow[]
}

/**
 * Where the backend meets the rest of the world. Each call is a promise with three events: it leaves, it has its effect, it
 * is answered. The seed decides when, and whether one of them is missing.
 */
export class Boundary {
  readonly #parts: Parts
  readonly #counts = new Map<string, number>()
  readonly #struckAt = new Map<BoundaryName, number>()
  /** Faults end at some time, so that the world can become quiet. */
  isHealed = false
  /** How many calls have left and have not had their effect: no clock may jump over them. */
  onTheirWay = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  call<T>({ name, way, timeoutMs, effect, errorOf, latestMs = timeoutMs, about = '' }: Call<T>): Promise<T> {
    const { scheduler, story } = this.#parts
    const owner = scheduler.current
    const luck = this.luck(name)
    const fault = this.faultAt(name, luck)
    const there = luck.between(way[0], way[1])
    const back = luck.between(way[0], way[1])
    if (fault) story.tell(owner?.name ?? '', `✗ ${name} ${about} ${fault.replace('_', ' ')}`)
    return new Promise<T>((resolve, reject) => {
      const answered = (after: number): Outcome<T> => ({
        value: (value) => scheduler.after(after, owner, () => resolve(value)),
        error: (error) => scheduler.after(after, owner, () => reject(error)),
      })
      const fail = (after: number) => scheduler.after(after, owner, () => reject(errorOf(fault!)))
      switch (fault) {
        case null:
          this.#takeEffect(there, effect, answered(back))
          break
        case 'slow': {
          const slow = luck.between(1, Math.max(2, Math.floor(timeoutMs * 0.45)))
          this.#takeEffect(there + slow, effect, answered(back + slow))
          break
        }
        case 'stall':
          this.#takeEffect(there, effect, answered(back))
          if (owner) owner.stalledUntil = scheduler.now + luck.pick([5_000, 20_000, 70_000])
          break
        case 'refused':
        case 'fails':
        case 'unsent':
        case 'dropped':
          fail(there + back)
          break
        case 'fails_after':
        case 'lost':
          this.#takeEffect(there, effect, { value: () => fail(back), error: () => fail(back) })
          break
        case 'timeout':
          fail(timeoutMs)
          break
        case 'timeout_after':
          this.#takeEffect(there, effect, unheard)
          fail(timeoutMs)
          break
        case 'late':
          this.#takeEffect(luck.between(there + back, latestMs), effect, unheard)
          fail(there + back)
          break
        default:
          fault satisfies never
      }
    })
  }

  #takeEffect<T>(after: number, effect: () => T | Promise<T>, { value, error }: Outcome<T>): void {
    const { scheduler } = this.#parts
    this.onTheirWay += 1
    scheduler.after(after, null, () => {
      this.onTheirWay -= 1
      let outcome: T | Promise<T>
      try {
        outcome = effect()
      } catch (thrown) {
        error(thrown)
        return
      }
      if (outcome instanceof Promise) scheduler.standStillFor(outcome.then(value, error))
      else value(outcome)
    })
  }

  /** When a call of one of these kinds last failed, in business time. */
  struckAt(names: RegExp): number {
    return Math.max(-Infinity, ...[...this.#struckAt].flatMap(([name, at]) => (names.test(name) ? [at] : [])))
  }

  /** The luck of the next thing of that name. */
  luck(name: string): Luck {
    const n = this.#counts.get(name) ?? 0
    this.#counts.set(name, n + 1)
    return luckOf(this.#parts.seed, name, n)
  }

  faultAt(name: BoundaryName, luck: Luck): Fault | null {
    const { scheduler, windows, coverage } = this.#parts
    coverage.count('call', name)
    if (this.isHealed) return null
    for (const window of windows) {
      const { boundary, from, until, share, fault } = window
      if (boundary !== name || scheduler.now < from || scheduler.now > until) continue
      if (!luck.chance(share)) continue
      coverage.count('fault', `${name} ${fault}`)
      this.#struckAt.set(name, this.#parts.businessNow())
      return fault
    }
    return null
  }
}

interface Outcome<T> {
  value: (value: T) => void
  error: (error: unknown) => void
}

const unheard: Outcome<unknown> = { value() {}, error() {} }
