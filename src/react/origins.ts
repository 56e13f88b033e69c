/**
 * Whether an origin is among those that a partner has named, however they are written: in capitals, with a slash at the end,
 * with the port that goes without saying.
 */
export function isAmongOrigins(origin: string, named: readonly string[]): boolean {
  return named.some((text) => text === origin || (origin !== 'null' && originOf(text) === origin))
}

function originOf(text: string): string | null {
  return URL.canParse(text) ? new URL(text).origin : null
}
