import { expect, it } from 'vitest'
import { openFindings } from './exceptions.ts'
import { runHistory } from './history.ts'
import { planOf } from './plan.ts'

const wanted = 3_000
const mostCpuSeconds = 40

/** Every other seed is a fresh one, so that each run of the tests looks somewhere else. */
it('finds nothing wrong in some thousand histories', async () => {
  const fresh = Math.floor(Math.random() * 1e9)
  const started = process.cpuUsage()
  const cpuSeconds = () => {
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1e6
  }
  const found: string[] = []
  let count = 0
  while (count < wanted && cpuSeconds() < mostCpuSeconds) {
    const seed = count % 2 === 0 ? 1 + count / 2 : fresh + (count - 1) / 2
    const { label } = await runHistory(planOf(seed))
    if (label !== null && !openFindings.includes(label)) found.push(`${label}: npm run simulate -- --seed ${seed}`)
    count += 1
  }
  process.stdout.write(`${count} histories, half of them from seed ${fresh} on\n`)
  expect(found).toEqual([])
}, 400_000)
