import { fork } from 'node:child_process'
import { expect, it } from 'vitest'
import { byLane } from '../lane.ts'
import { runHistory } from './history.ts'
import { planOf } from './plan.ts'
import { shrink } from './shrink.ts'

const seeds = Array.from({ length: byLane({ test: 30, all: 200 }) }, (_, index) => 1 + index)

async function fingerprints(order: readonly number[]): Promise<Map<number, string>> {
  const told = new Map<number, string>()
  for (const seed of order) told.set(seed, (await runHistory(planOf(seed))).fingerprint)
  return told
}

it('tells the same story of a seed again, in this process and in another that runs them in reverse', async () => {
  const [first, again] = [await fingerprints(seeds), await fingerprints(seeds)]
  expect(again).toEqual(first)

  const other = fork(new URL('fingerprints-process.ts', import.meta.url))
  const elsewhere = await new Promise<Record<string, string>>((resolve, reject) => {
    other.once('message', (told) => resolve(told as Record<string, string>))
    other.once('error', reject)
    other.send(seeds.toReversed())
  })
  other.disconnect()
  expect(elsewhere).toEqual(Object.fromEntries(first))
}, 600_000)

it('tells another story of another seed', async () => {
  const told = await fingerprints(seeds.slice(0, 30))
  expect(new Set(told.values()).size).toBe(30)
}, 600_000)

it('makes a failing history smaller, and keeps what fails', async () => {
  const plan = planOf(11)
  const failing = { ...(await runHistory(plan)), label: null }
  const small = await shrink(failing)
  expect(small.label).toBeNull()
  expect(small.plan.windows).toEqual([])
  expect(small.plan.actions.length).toBeLessThan(plan.actions.length)
}, 600_000)
