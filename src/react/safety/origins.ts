import { sayOnce } from '../say-once.ts'

/**
 * Whether an origin is among those that a partner has named, however they are written: in capitals, with a slash at the end,
 * with the port that goes without saying.
 */
export function isAmongOrigins(origin: string, named: readonly string[]): boolean {
  return named.some((text) => text === origin || (origin !== 'null' && originOf(text) === origin))
}

/** The origin of an address; `null` when it is none. Not `URL.canParse`, which browsers of 2023 lack. */
export function originOf(text: string): string | null {
  try {
    return new URL(text).origin
  } catch {
    return null
  }
}

/**
 * Tells the partner's engineers of entries that allow nothing, or less than they say: a page cannot refuse to start because
 * of them, as a server does. Called in development only.
 */
export function noteOddOrigins(option: string, named: readonly string[]): void {
  for (const text of named) {
    const origin = originOf(text)
    // Of a wildcard `URL` makes an origin that no page has.
    if (origin === null || origin === 'null' || origin.includes('*'))
      sayOnce(`"${text}" in ${option} is not an origin and allows nothing. Write it like https://stats.example.com.`)
    else if (new URL(text).href !== `${origin}/`) sayOnce(`Of "${text}" in ${option}, only ${origin} counts.`)
  }
}
