import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'
import { runsEverything } from '../lane.ts'
import { runInProcesses } from './processes.ts'
import type { Range } from './range.ts'

const wanted = 3_200
const atATime = 40
/** Of all processes together: 40 seconds of two cores that nothing else uses, more than twice what is needed there. */
const mostCpuSeconds = 80

/**
 * Every other range is of fresh seeds, so that each run of the tests looks somewhere else. What those find was there before
 * whatever is being tested: it is printed, and fails `npm run test:all`. In `npm test` the seeds that are always the same
 * decide, for as long as 300,000 histories have not been found clean (docs/testing.md has what is known).
 */
it('finds nothing wrong in some thousand histories', async () => {
  const fresh = wanted + Math.floor(Math.random() * 1e9)
  let [begun, count, cpuSeconds] = [0, 0, 0]
  const next = (): Range | null => {
    // A slow machine looks at fewer.
    if (begun * atATime >= wanted || cpuSeconds > mostCpuSeconds) return null
    const nth = Math.floor(begun / 2) * atATime
    const from = begun % 2 === 0 ? 1 + nth : fresh + nth
    begun += 1
    return { from, count: atATime }
  }
  const found: string[] = []
  const foundAfresh: string[] = []
  await runInProcesses(Math.min(2, availableParallelism()), next, (result) => {
    count += result.histories
    cpuSeconds += result.cpuSeconds
    for (const { seed, label } of result.findings) {
      const into = seed < fresh || runsEverything ? found : foundAfresh
      into.push(`${label}: npm run simulate -- --seed ${seed}`)
    }
  })
  const pace = `${Math.round(count / cpuSeconds)} a second and core`
  const cut = count < wanted ? `: of ${wanted}, since that is the most CPU time it may take` : ''
  process.stdout.write(`${count} histories, half of them from seed ${fresh} on, ${pace}${cut}\n`)
  for (const finding of foundAfresh) process.stdout.write(`Found in a fresh history: ${finding}\n`)
  expect(found).toEqual([])
}, 400_000)
