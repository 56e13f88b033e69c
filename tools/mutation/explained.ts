import type { Mutant } from './mutants.ts'

/** Mutants that no test can notice, or that none should. Found again by the text of their line, since lines move. */
const explained: readonly { file: string; line: string; operator: Mutant['operator']; text?: string; why: string }[] =
  []

/** Why a mutant may survive; `null` when nobody has said. */
export function explanationOf({ file, written, operator, text }: Mutant): string | null {
  const found = explained.find(
    (entry) =>
      entry.file === file &&
      written.includes(entry.line) &&
      entry.operator === operator &&
      (entry.text === undefined || entry.text === text),
  )
  return found?.why ?? null
}
