import { compiled as firstScene } from 'virtual:compiled-first-scene'
import type { Flaw } from './syntax.ts'

export type Compiled = { kind: 'code'; code: string } | { kind: 'flawed'; flaw: Flaw }

/**
 * TypeScript with JSX as a module that the preview runs. What a scene begins with was compiled when the workbench was built;
 * the compiler is loaded for what the reader changes. `isEdited`: a loop in it may have no end, so
 * each gets a guard.
 */
export async function compile(source: string, { isEdited }: { isEdited: boolean }): Promise<Compiled> {
  const known = isEdited
    ? undefined
    : (firstScene[source] ?? (await import('virtual:compiled-scenes')).compiled[source])
  if (known !== undefined) return { kind: 'code', code: known }
  const { transform, options } = await import('./compiler.ts')
  // The parser comes with the editor; what the controls write needs none.
  const syntax = isEdited ? await import('./syntax.ts') : null
  // The syntax tree knows where it went wrong; the compiler names a place near it.
  const flaw = syntax?.firstSyntaxError(source)
  if (flaw) return { kind: 'flawed', flaw }
  try {
    const { code } = transform(syntax ? syntax.guardLoops(source) : source, options)
    return { kind: 'code', code }
  } catch (error) {
    return { kind: 'flawed', flaw: { from: 0, to: 0, line: 1, message: messageOf(error) } }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'This is not TypeScript.'
}
