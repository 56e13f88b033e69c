import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { keyOf, type Account } from './recurring-model.ts'

type Word = 'on' | 'off'

/** Whether each customer wants a subscription to renew, as it last said and was told that it is done. */
export class Words {
  readonly #words = new Map<string, Word>()
  /** When somebody last said so outside of this backend, in real time. */
  readonly #saidAt = new Map<string, number>()
  /** When anything was last changed outside of this backend. */
  readonly #touchedAt = new Map<string, number>()

  /** As it was said until then; a word in other pages takes a while to be heard. */
  of(account: Account, until = Infinity): Word | undefined {
    const isHeard = (this.#saidAt.get(keyOf(account)) ?? -Infinity) <= until
    return isHeard ? this.#words.get(keyOf(account)) : undefined
  }

  /** Whether anything was changed elsewhere since then. */
  isFresh(account: Account, since: number): boolean {
    return (this.#touchedAt.get(keyOf(account)) ?? -Infinity) > since
  }

  isTouched(account: Account, at: number): void {
    this.#touchedAt.set(keyOf(account), at)
  }

  /** In the provider's pages or on the platform. */
  isSaid(account: Account, word: Word, at: number): void {
    this.isTouched(account, at)
    this.#words.set(keyOf(account), word)
    this.#saidAt.set(keyOf(account), at)
  }

  /** By a change that has been applied. When something else was said while it was under way, nobody can tell which counts. */
  isTold(row: ChangeRow, word: Word): void {
    const said = this.#saidAt.get(keyOf(row)) ?? -Infinity
    if (said >= row.startedAt && this.of(row) !== word) this.take(row)
    else this.#words.set(keyOf(row), word)
  }

  take(account: Account): void {
    this.#words.delete(keyOf(account))
  }
}
