const said = new Set<string>()

/**
 * Writes a note for the partner's engineers on the console, once a page. Asked for in development only, at each place, so
 * that bundlers leave the notes out: `if (process.env.NODE_ENV !== 'production') sayOnce(…)`, as TanStack Query has it.
 */
export function sayOnce(note: string): void {
  if (said.has(note)) return
  said.add(note)
  console.warn(`[react-3as] ${note}`)
}
