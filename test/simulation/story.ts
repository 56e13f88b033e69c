import { fingerprintOf } from './luck.ts'

/** What happened, one line an event: when, who, what. Two runs of a seed tell the same story, line by line. */
export class Story {
  readonly #told: { at: number; who: string; what: string }[] = []
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  tell(who: string, what: string): void {
    this.#told.push({ at: this.#now(), who, what })
  }

  /** Put together when somebody reads them: most stories are never read. */
  get lines(): string[] {
    return this.#told.map(({ at, who, what }) => `${stamp(at)}  ${who.padEnd(14)} ${what}`)
  }

  get fingerprint(): string {
    return fingerprintOf(this.lines)
  }
}

/** `mm:ss.mmm` of virtual time. */
function stamp(milliseconds: number): string {
  const seconds = milliseconds / 1000
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${(seconds % 60).toFixed(3).padStart(6, '0')}`
}

/** An amount in cents as people read it. */
export function money(cents: number): string {
  return (cents / 100).toFixed(2)
}
