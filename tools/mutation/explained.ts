import type { Mutant } from './mutants.ts'

/** Mutants that no test can notice, or that none should. Found again by the text of their line, since lines move. */
const explained: readonly { file: string; line: string; operator: Mutant['operator']; text?: string; why: string }[] =
  []

/** Why a mutant may survive; `null` when nobody has said. */
export function explanationOf({ file, line, operator, text }: Mutant, source: string): string | null {
  const written = source.split('\n')[line - 1]?.trim() ?? ''
  const found = explained.find(
    (entry) =>
      entry.file === file &&
      written.includes(entry.line) &&
      entry.operator === operator &&
      (entry.text === undefined || entry.text === text),
  )
  return found?.why ?? null
}
