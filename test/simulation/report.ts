import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeState } from '../../src/contract/subscription-change.ts'
import type { Coverage } from './coverage.ts'
import { boundaries } from './faults.ts'
import { actionKinds } from './plan.ts'

/** What the tables allow, and nothing leads to. */
export const impossible: Readonly<Record<string, string>> = {
  'paid → applied':
    'What stands on the platform without a call of the change was bought by another one, and a call makes it `applying`.',
}

/** Every kind of thing that can happen, whether it has or not. */
const possible: Readonly<Record<string, readonly string[]>> = {
  fault: Object.entries(boundaries).flatMap(([boundary, faults]) => faults.map((fault) => `${boundary} ${fault}`)),
  action: actionKinds,
  transition: Object.entries(changeStates).flatMap(([from, { next }]) =>
    next
      .filter((to) => to !== (from as ChangeState))
      .map((to) => `${from} → ${to}`)
      .filter((step) => !(step in impossible)),
  ),
}

/** How often everything has happened, the rarest first. */
export function coverageTable(coverage: Coverage): string {
  return Object.keys(possible)
    .flatMap((kind) => [
      `\n${kind}s, the rarest first:`,
      ...timesOf(coverage, kind).map(([name, times]) => `${String(times).padStart(9)}  ${name}`),
    ])
    .join('\n')
}

/** What can happen, and has not. */
export function missingIn(coverage: Coverage): string[] {
  return Object.keys(possible).flatMap((kind) =>
    timesOf(coverage, kind)
      .filter(([, times]) => times === 0)
      .map(([name]) => `${kind} ${name}`),
  )
}

function timesOf(coverage: Coverage, kind: string): [string, number][] {
  return (possible[kind] ?? [])
    .map((name): [string, number] => [name, coverage.times(kind, name)])
    .toSorted((a, b) => a[1] - b[1])
}
