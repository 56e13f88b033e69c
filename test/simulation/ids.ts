/** Ids of one length, so that one is never found inside another, and whose each of them is. */
export class Ids {
  readonly #owners = new Map<string, string>()
  #count = 0

  next(kind: string, customerId?: string): string {
    this.#count += 1
    const id = `${String(this.#count).padStart(8, '0')}-${kind.slice(0, 4).padEnd(4, '0')}-sim`
    if (customerId !== undefined) this.#owners.set(id, customerId)
    return id
  }

  /** From now on it counts as that customer's, and nobody else may see it. */
  belongsTo(id: string, customerId: string): void {
    this.#owners.set(id, customerId)
  }

  /** An id of somebody else in a text; `null` when there is none. */
  strangerIn(text: string, customerId: string): string | null {
    for (const [id] of text.matchAll(/\d{8}-[a-z0]{4}-sim/g)) {
      const owner = this.#owners.get(id)
      if (owner !== undefined && owner !== customerId) return id
    }
    return null
  }
}
