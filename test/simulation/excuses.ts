import type { Exception } from './exceptions.ts'
import { keyOf, type Account } from './recurring-model.ts'

interface Excuse {
  why: Exception
  cents: number
}

/** What the books of each account may differ by, and why. */
export class Excuses {
  readonly #excuses = new Map<string, Excuse[]>()

  /** @param cents above zero for what may be delivered and never asked for, below zero for what may be taken for nothing. */
  add(account: Account, why: Exception, cents: number): void {
    if (cents === 0) return
    const key = keyOf(account)
    this.#excuses.set(key, [...(this.#excuses.get(key) ?? []), { why, cents }])
  }

  /** The exceptions that explain a difference together; `null` when they do not. */
  explain(account: Account, difference: number): Exception[] | null {
    const alike = (this.#excuses.get(keyOf(account)) ?? []).filter(({ cents }) => cents > 0 === difference > 0)
    const most = alike.reduce((sum, { cents }) => sum + Math.abs(cents), 0)
    return Math.abs(difference) <= most ? [...new Set(alike.map(({ why }) => why))] : null
  }
}
