import { transform } from 'sucrase'
import type { Flaw } from './syntax.ts'

export type Compiled = { kind: 'code'; code: string } | { kind: 'flawed'; flaw: Flaw }

/**
 * TypeScript with JSX as a module that the preview runs. `isEdited`: a loop in it may have no end, so
 * each gets a guard.
 */
export async function compile(source: string, { isEdited }: { isEdited: boolean }): Promise<Compiled> {
  // The parser comes with the editor; what the controls write needs neither.
  const syntax = isEdited ? await import('./syntax.ts') : null
  // The syntax tree knows where it went wrong; the compiler names a place near it.
  const flaw = syntax?.firstSyntaxError(source)
  if (flaw) return { kind: 'flawed', flaw }
  try {
    const { code } = transform(syntax ? syntax.guardLoops(source) : source, {
      transforms: ['typescript', 'jsx', 'imports'],
      jsxRuntime: 'automatic',
      production: true,
    })
    return { kind: 'code', code }
  } catch (error) {
    return { kind: 'flawed', flaw: { from: 0, to: 0, line: 1, message: messageOf(error) } }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'This is not TypeScript.'
}
