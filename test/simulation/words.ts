import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { mostDecidingMs } from './call-rules.ts'
import { keyOf, type Account } from './recurring-model.ts'

type Word = 'on' | 'off'
/** Where it was said, outside of this backend. */
type Place = 'provider' | 'platform'

/** Whether each customer wants a subscription to renew, as it last said and was told that it is done. */
export class Words {
  readonly #words = new Map<string, Word>()
  /** When and where somebody last said so outside of this backend, in real time. */
  readonly #said = new Map<string, { word: Word; at: number; where: Place }>()
  /** When anything was last changed outside of this backend. */
  readonly #touchedAt = new Map<string, number>()

  /** As it was said until then; a word in other pages takes a while to be heard. */
  of(account: Account, until = Infinity): Word | undefined {
    const isHeard = (this.#said.get(keyOf(account))?.at ?? -Infinity) <= until
    return isHeard ? this.#words.get(keyOf(account)) : undefined
  }

  /** Whether anything was changed elsewhere since then. */
  isFresh(account: Account, since: number): boolean {
    return (this.#touchedAt.get(keyOf(account)) ?? -Infinity) > since
  }

  isTouched(account: Account, at: number): void {
    this.#touchedAt.set(keyOf(account), at)
  }

  /** Of opposites that are said in two places within seconds nobody can tell which counts. */
  isSaid(account: Account, word: Word, at: number, where: Place): void {
    const key = keyOf(account)
    const before = this.#said.get(key)
    const isContrary = before && before.word !== word && before.where !== where && at - before.at < mostDecidingMs
    this.isTouched(account, at)
    this.#said.set(key, { word, at, where })
    if (isContrary) this.take(account)
    else this.#words.set(key, word)
  }

  /** By a change that has been applied. When something else was said while it was under way, nobody can tell which counts. */
  isTold(row: ChangeRow, word: Word): void {
    const said = this.#said.get(keyOf(row))?.at ?? -Infinity
    if (said >= row.startedAt && this.of(row) !== word) this.take(row)
    else this.#words.set(keyOf(row), word)
  }

  /** A change is refused whose calls may have taken back what was said while it was under way. */
  isRefused(row: ChangeRow): void {
    if ((this.#said.get(keyOf(row))?.at ?? -Infinity) >= row.startedAt) this.take(row)
  }

  take(account: Account): void {
    this.#words.delete(keyOf(account))
  }
}
