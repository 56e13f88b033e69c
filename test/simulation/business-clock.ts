import type { Scheduler } from './scheduler.ts'

const start = Date.parse('2026-03-10T09:00:00.000Z')

/** Virtual time and, on top of it, jumps: periods last months, and everything else seconds. */
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

  /** Never back. */
  jumpTo(moment: number): void {
    this.#offset += Math.max(0, moment - this.now)
  }
}

/** What a process takes for real time when the scheduler stands at 0. */
export const realStart = start
