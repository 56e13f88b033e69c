const said = new Set<string>()

/** Writes a note for the partner's engineers on the console: in development only, and each note once a page. */
export function sayOnce(note: string): void {
  if (isProduction() || said.has(note)) return
  said.add(note)
  console.warn(`[react-3as] ${note}`)
}

function isProduction(): boolean {
  try {
    // Written out as bundlers look for it. Where none has replaced it there is no `process` either.
    return process.env.NODE_ENV === 'production'
  } catch {
    return true
  }
}
