/** What has happened how often, by kind and name: `transition`, `fault`, `call`, `action`. */
export class Coverage {
  readonly #kinds = new Map<string, Map<string, number>>()

  count(kind: string, name: string, times = 1): void {
    let counts = this.#kinds.get(kind)
    if (!counts) this.#kinds.set(kind, (counts = new Map()))
    counts.set(name, (counts.get(name) ?? 0) + times)
  }

  /** By kind and name, with a bar between them. */
  get counts(): [string, number][] {
    return [...this.#kinds].flatMap(([kind, counts]) =>
      [...counts].map(([name, times]): [string, number] => [`${kind}|${name}`, times]),
    )
  }

  add(counts: Iterable<readonly [string, number]>): void {
    for (const [key, times] of counts) {
      const bar = key.indexOf('|')
      this.count(key.slice(0, bar), key.slice(bar + 1), times)
    }
  }

  times(kind: string, name: string): number {
    return this.#kinds.get(kind)?.get(name) ?? 0
  }
}
