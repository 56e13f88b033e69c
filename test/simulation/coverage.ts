/** What has happened how often, by kind and name: `transition`, `fault`, `call`, `action`. */
export class Coverage {
  readonly counts = new Map<string, number>()

  count(kind: string, name: string, times = 1): void {
    const key = `${kind}|${name}`
    this.counts.set(key, (this.counts.get(key) ?? 0) + times)
  }

  add(other: Iterable<readonly [string, number]>): void {
    for (const [key, times] of other) this.counts.set(key, (this.counts.get(key) ?? 0) + times)
  }

  of(kind: string): [string, number][] {
    return [...this.counts]
      .filter(([key]) => key.startsWith(`${kind}|`))
      .map(([key, times]): [string, number] => [key.slice(kind.length + 1), times])
      .toSorted((a, b) => a[1] - b[1])
  }
}
