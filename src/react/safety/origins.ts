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
