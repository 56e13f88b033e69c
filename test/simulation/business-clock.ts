import type { Scheduler } from './scheduler.ts'

const start = Date.parse('2026-03-10T09:00:00.000Z')

/**
 * Virtual time and, on top of it, jumps: periods last months, and everything else seconds. All clocks jump together, those
 * of the store and of the processes as well, as when every machine sleeps for a while.
 */
export class BusinessClock {
  readonly #scheduler: Scheduler
  #offset = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** Milliseconds since 1970, in business time. */
  get now(): number {
    return start + this.#scheduler.now + this.#offset
  }

  get date(): Date {
    return new Date(this.now)
  }

  get iso(): string {
    return this.date.toISOString()
  }

  /** When a moment comes in virtual time, unless the clock jumps before. */
  virtualTimeOf(moment: number): number {
    return moment - start - this.#offset
  }

  /** Never back. */
  jumpTo(moment: number): void {
    this.#offset += Math.max(0, moment - this.now)
  }
}
