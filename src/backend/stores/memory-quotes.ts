import type { NewQuote, StoredQuote } from '../ledger/store.ts'

type QuoteRow = Omit<StoredQuote, 'isExpired'> & { expiresAt: number }

export interface MemoryQuotes {
  add(quote: NewQuote, limit: number, now: number): 'added' | 'too_many'
  find(id: string, now: number): StoredQuote | null
  /** False for one that is used or has expired. */
  use(id: string, now: number): boolean
}

export function memoryQuotes(): MemoryQuotes {
  /** In the order in which they were made. */
  const quotes = new Map<string, QuoteRow>()
  const byCustomer = new Map<string, Set<QuoteRow>>()

  function forget(quote: QuoteRow): void {
    quotes.delete(quote.id)
    const others = byCustomer.get(quote.customerId)
    others?.delete(quote)
    if (others?.size === 0) byCustomer.delete(quote.customerId)
  }

  /** They hold for the same time, so the oldest is the first to go. */
  function forgetOld(now: number): void {
    for (const quote of quotes.values()) {
      if (quote.expiresAt > now) return
      forget(quote)
    }
  }

  return {
    add({ lifeMs, ...quote }, limit, now) {
      forgetOld(now)
      const held = byCustomer.get(quote.customerId) ?? new Set()
      for (const other of held) if (other.expiresAt <= now) forget(other)
      if (held.size >= limit) return 'too_many'
      const row = { ...quote, expiresAt: now + lifeMs, isUsed: false }
      quotes.set(row.id, row)
      byCustomer.set(row.customerId, held.add(row))
      return 'added'
    },
    find(id, now) {
      const found = quotes.get(id)
      if (!found) return null
      const { expiresAt, ...quote } = found
      return { ...quote, isExpired: expiresAt <= now }
    },
    use(id, now) {
      const quote = quotes.get(id)
      if (!quote || quote.isUsed || quote.expiresAt <= now) return false
      quote.isUsed = true
      return true
    },
  }
}
