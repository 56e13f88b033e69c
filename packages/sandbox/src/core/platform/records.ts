import { recordKinds, type RecordKind, type RecordOf } from './state.ts'

/** Reading records, whatever stands behind: what is committed, a running transaction, or the past of a lagging read. */
export interface Reader {
  get<K extends RecordKind>(kind: K, key: string): RecordOf<K> | undefined
  /** In the order of creation. An array, so that what is written meanwhile does not show up in it. */
  values<K extends RecordKind>(kind: K): RecordOf<K>[]
}

/** One change of one record; `undefined` deletes it. */
export interface Write {
  kind: RecordKind
  key: string
  value: RecordOf<RecordKind> | undefined
}

type Tables = { [K in RecordKind]: Map<string, RecordOf<K>> }

/** All records in memory, with enough of the recent past to answer reads that lag behind. */
export class Records implements Reader {
  #tables = emptyTables()
  #past: { realMs: number; kind: RecordKind; key: string; before: RecordOf<RecordKind> | undefined }[] = []

  get<K extends RecordKind>(kind: K, key: string): RecordOf<K> | undefined {
    return this.#tables[kind].get(key)
  }

  values<K extends RecordKind>(kind: K): RecordOf<K>[] {
    return [...this.#tables[kind].values()]
  }

  *entries(): Iterable<[kind: RecordKind, key: string, value: RecordOf<RecordKind>]> {
    for (const kind of recordKinds) for (const [key, value] of this.#tables[kind]) yield [kind, key, value]
  }

  /** `keepPastMs`: for how long what stood there before is kept for lagging reads. */
  apply(writes: Iterable<Write>, realMs: number, keepPastMs: number): void {
    while (this.#past[0] && this.#past[0].realMs < realMs - keepPastMs) this.#past.shift()
    for (const { kind, key, value } of writes) {
      const table = this.#tables[kind] as Map<string, RecordOf<RecordKind>>
      if (keepPastMs > 0) this.#past.push({ realMs, kind, key, before: table.get(key) })
      if (value === undefined) table.delete(key)
      else table.set(key, value)
    }
  }

  clear(): void {
    this.#tables = emptyTables()
    this.#past = []
  }

  /** The records as they stood at `realMs`, as far back as the past was kept. */
  asOf(realMs: number): Reader {
    const older = new Overlay(this)
    // Newest first, so that the oldest value since then is what stays.
    for (const { kind, key, before } of this.#past.filter((entry) => entry.realMs > realMs).toReversed()) {
      older.write(kind, key, before)
    }
    return older
  }
}

/** Changes on top of other records: a transaction's, or those that take a lagging read back in time. */
export class Overlay implements Reader {
  readonly #base: Reader
  readonly #changes = new Map<string, Write>()

  constructor(base: Reader) {
    this.#base = base
  }

  get<K extends RecordKind>(kind: K, key: string): RecordOf<K> | undefined {
    const change = this.#changes.get(`${kind} ${key}`)
    return change ? (change.value as RecordOf<K> | undefined) : this.#base.get(kind, key)
  }

  values<K extends RecordKind>(kind: K): RecordOf<K>[] {
    const base = this.#base.values(kind)
    const changes = [...this.#changes.values()].filter((change) => change.kind === kind)
    if (changes.length === 0) return base
    const replaced = new Map(changes.map((change) => [this.#base.get(kind, change.key), change]))
    const kept = base.map((value) => (replaced.has(value) ? replaced.get(value)?.value : value))
    const added = changes.filter(({ key }) => !this.#base.get(kind, key)).map(({ value }) => value)
    return [...kept, ...added].filter((value) => value !== undefined) as RecordOf<K>[]
  }

  write<K extends RecordKind>(kind: K, key: string, value: RecordOf<K> | undefined): void {
    this.#changes.set(`${kind} ${key}`, { kind, key, value })
  }

  get writes(): Iterable<Write> {
    return this.#changes.values()
  }
}

function emptyTables(): Tables {
  return Object.fromEntries(recordKinds.map((kind) => [kind, new Map()])) as unknown as Tables
}
