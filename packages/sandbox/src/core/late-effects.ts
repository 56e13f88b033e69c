import { sleep } from './sleep.ts'

/** Work that goes on after its caller has lost the connection. */
export class LateEffects {
  #canceled = new AbortController()
  readonly #pending = new Set<Promise<unknown>>()

  run(delayMs: number, work: () => Promise<unknown>): void {
    const { signal } = this.#canceled
    const late: Promise<unknown> = sleep(delayMs, signal)
      .then(() => (signal.aborted ? undefined : work()))
      .finally(() => this.#pending.delete(late))
    this.#pending.add(late)
  }

  /** What has not begun yet is given up. */
  cancel(): void {
    this.#canceled.abort()
    this.#canceled = new AbortController()
  }

  /** When nothing is left that could still happen. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending)
  }
}
