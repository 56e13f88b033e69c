import { changeStates } from '../../src/backend/ledger/change-states.ts'
import type { ChangeState } from '../../src/contract/subscription-change.ts'
import type { Coverage } from './coverage.ts'
import { boundaries } from './faults.ts'
import { actionKinds } from './plan.ts'

/** Steps that the tables allow, and nothing leads to; and what the table of faults leaves out, with the reason. */
export const impossible: Readonly<Record<string, string>> = {
  'paid → applied':
    'What stands on the platform without a call of the change was bought by another one, and a call makes it `applying`.',
  'a read that is refused, or takes effect without an answer':
    'It has no effect, so to whoever asks these are `fails`, `dropped` and `timeout`.',
  'a call of the provider that takes effect late':
    'Each carries a key and happens once: the provider knows what it has begun when it is asked to withdraw it.',
  'a store that refuses or is late':
    'Every failure of a store is the same error to the ledger: `fails` without an effect, `lost` with one.',
  'a hook that is refused, dropped or late': 'It throws before it has done something, or afterwards.',
  'news and requests that fail in other ways':
    'Whoever sends them hears of no more than that they arrived, or did not.',
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
    .concat('\nwhat cannot happen:', ...Object.entries(impossible).map(([what, why]) => `${what}. ${why}`))
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
