import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeState } from '../../src/contract/subscription-change.ts'
import type { Coverage } from './coverage.ts'
import { boundaries } from './faults.ts'
import { actionKinds } from './plan.ts'

/** Every kind of thing that can happen, whether it has or not. */
const possible: Readonly<Record<string, readonly string[]>> = {
  fault: Object.entries(boundaries).flatMap(([boundary, faults]) => faults.map((fault) => `${boundary} ${fault}`)),
  action: actionKinds,
  transition: Object.entries(changeStates).flatMap(([from, { next }]) =>
    next.filter((to) => to !== (from as ChangeState)).map((to) => `${from} → ${to}`),
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

/** The faults that have struck least: the next histories are drawn so that they can. */
export function rarest(coverage: Coverage, count = 24): string[] {
  return timesOf(coverage, 'fault')
    .slice(0, count)
    .map(([name]) => name)
}

function timesOf(coverage: Coverage, kind: string): [string, number][] {
  return (possible[kind] ?? [])
    .map((name): [string, number] => [name, coverage.times(kind, name)])
    .toSorted((a, b) => a[1] - b[1])
}
