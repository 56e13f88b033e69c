import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { nameOf } from './catalogue.ts'
import type { World } from './world.ts'

/** Every change as the store has it, and what its steps may be. */
export class Rows {
  readonly #rows = new Map<string, ChangeRow>()
  readonly #quoteIds = new Set<string>()
  /** What was made of the rows since one of them was last written. */
  #list: readonly ChangeRow[] | null = null
  #nextWakeAt: number | null = null
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  saw(row: ChangeRow): void {
    const before = this.#rows.get(row.id)
    this.#rows.set(row.id, row)
    this.#list = null
    this.#nextWakeAt = null
    this.#world.woken(row)
    if (before?.state !== row.state) this.#moved(before, row)
  }

  get(id: string): ChangeRow | undefined {
    return this.#rows.get(id)
  }

  all(): readonly ChangeRow[] {
    return (this.#list ??= [...this.#rows.values()])
  }

  of(target: string): ChangeRow[] {
    return this.all().filter((row) => row.target === target)
  }

  /** Virtual time at which the next row is to be looked at; infinite when every one sleeps. */
  get nextWake(): number {
    const next = (this.#nextWakeAt ??= this.#firstWakeAt())
    return next === Infinity ? next : this.#world.clock.virtualTimeOf(next)
  }

  #firstWakeAt(): number {
    let first = Infinity
    for (const { wakeAt } of this.#rows.values()) if (wakeAt !== null && wakeAt < first) first = wakeAt
    return first
  }

  /** One quote is one change, however often it is sent. */
  #checkQuote({ facts, target }: ChangeRow): void {
    const quote = 'quote' in facts ? facts.quote : null
    if (!quote) return
    if (this.#quoteIds.has(quote.id)) this.#world.violation('a quote was used twice', target, quote.id)
    this.#quoteIds.add(quote.id)
  }

  #moved(before: ChangeRow | undefined, row: ChangeRow): void {
    const { story, coverage } = this.#world
    const { state, facts, target, lane } = row
    coverage.count('transition', `${before?.state ?? 'new'} → ${state}`)
    const what = 'packageId' in facts ? ` ${nameOf(facts.packageId)}` : ''
    const why = facts.reason === null ? '' : `: ${facts.reason}`
    story.tell(
      'row',
      `${row.id.slice(0, 8)} ${target} ${lane === 'system' ? 'system ' : ''}${facts.action}${what} ${state}${why}`,
    )
    if (before && !changeStates[before.state].isOpen) {
      this.#world.violation('a final state was left', target, `${before.state} → ${state}`)
    }
    if (!before) this.#checkQuote(row)
    this.#world.onRowMoved(row, before)
  }
}
