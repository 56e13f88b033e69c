import { runHistory } from './history.ts'
import { planOf } from './plan.ts'

/** Some histories in a row, for one process. */
export interface Range {
  from: number
  count: number
}

export interface RangeResult {
  histories: number
  steps: number
  cpuSeconds: number
  counts: [string, number][]
  findings: { seed: number; label: string }[]
}

export async function runRange({ from, count }: Range): Promise<RangeResult> {
  const started = process.cpuUsage()
  const result: RangeResult = { histories: 0, steps: 0, cpuSeconds: 0, counts: [], findings: [] }
  const counts = new Map<string, number>()
  for (let seed = from; seed < from + count; seed++) {
    const history = await runHistory(planOf(seed))
    result.histories += 1
    result.steps += history.steps
    for (const [key, times] of history.counts) {
      // How many histories used an exception says more than how often it was asked for.
      counts.set(key, (counts.get(key) ?? 0) + (key.startsWith('exception|') ? 1 : times))
    }
    if (history.label !== null) result.findings.push({ seed, label: history.label })
  }
  const { user, system } = process.cpuUsage(started)
  return { ...result, cpuSeconds: (user + system) / 1e6, counts: [...counts] }
}
