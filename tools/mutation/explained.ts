import type { Mutant } from './mutants.ts'

/** Mutants that no test can notice, or that none should. Found again by the text of their line, since lines move. */
const explained: readonly { file: string; line: string; operator: Mutant['operator']; text?: string; why: string }[] = [
  {
    file: 'packages/sandbox/src/merchant/webhook-signature.ts',
    line: 'return node ? checkOnNode(secret, node) : checkWithWebCrypto(secret)',
    operator: 'condition',
    text: 'true',
    why: 'Noticed where there is no Node: by the tests on other runtimes, which a sample leaves out.',
  },
  {
    file: 'src/backend/http/body-pieces.ts',
    line: 'offered.set(request, pieces)',
    operator: 'dropped call',
    why: 'The body is then read as a stream of the Web: slower, and otherwise the same.',
  },
  {
    file: 'src/backend/ledger/give-back.ts',
    line: 'if (!isPurchase(facts)) return',
    operator: 'condition',
    text: 'false',
    why: 'For the compiler: the look before it throws for whatever is not a purchase.',
  },
  {
    file: 'src/backend/ledger/platform-step.ts',
    line: "if (goal !== 'aligned' || !world) return {}",
    operator: 'logic',
    why: 'A world is there whenever a goal is reached, and what other changes remember of it is read by no one.',
  },
  {
    file: 'src/backend/ledger/verdict.ts',
    line: "return facts.action === 'downgrade' ? onPlanned(facts, world) : notOfThis(goal)",
    operator: 'condition',
    text: 'true',
    why: 'For the compiler: the table of steps gives this goal to downgrades only.',
  },
  {
    file: 'src/backend/ledger/watch.ts',
    line: 'const lefts = ends.flatMap(',
    operator: 'condition',
    text: 'true',
    why: 'Without a period its end is NaN, which falls out of the waits below.',
  },
]

/** Why a mutant may survive; `null` when no one has said. */
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
