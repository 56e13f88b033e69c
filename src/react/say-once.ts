const said = new Set<string>()

/** Writes a note for the partner's engineers on the console: in development only, and each note once a page. */
export function sayOnce(note: string): void {
  if (process.env['NODE_ENV'] === 'production' || said.has(note)) return
  said.add(note)
  console.warn(`[react-3as] ${note}`)
}
