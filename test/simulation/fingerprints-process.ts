import { runHistory } from './history.ts'
import { planOf } from './plan.ts'

// Runs the seeds that it is sent, in that order, and answers with what each of them told.
process.on('message', (seeds: number[]) => {
  void (async () => {
    const told: Record<number, string> = {}
    for (const seed of seeds) told[seed] = (await runHistory(planOf(seed))).fingerprint
    process.send?.(told)
  })()
})
