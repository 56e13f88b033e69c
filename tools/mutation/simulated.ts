import { fork } from 'node:child_process'
import { join } from 'node:path'
import { answerOf } from './copy.ts'
import type { RangeResult } from '../../test/simulation/range.ts'

/** Those histories of the simulator that `npm test` runs each time and that decide there. */
const histories = 1_600
const atATime = 40
/** Ends what hangs: so many take half a second. */
const patienceMs = 120_000

/**
 * What the simulator's part of `npm test` says of a mutant in a copy of the project: the label of the first history that is
 * wrong with it and right without it, `timeout` where one does not come to its end, and `null` when all are right.
 */
export async function simulate(copy: string, mutant: number): Promise<string | null> {
  const mistaken = simulatorIn(copy, mutant)
  try {
    for (let from = 1; from <= histories; from += atATime) {
      const result = await mistaken.ask({ from, count: atATime })
      if (result === 'timeout') return 'timeout'
      for (const { seed, label } of result.findings)
        if (await isRightWithout(copy, seed)) return `${label} (seed ${seed})`
    }
    return null
  } finally {
    mistaken.stop()
  }
}

async function isRightWithout(copy: string, seed: number): Promise<boolean> {
  const sound = simulatorIn(copy, 0)
  try {
    const result = await sound.ask({ from: seed, count: 1 })
    return result !== 'timeout' && result.findings.length === 0
  } finally {
    sound.stop()
  }
}

function simulatorIn(copy: string, mutant: number) {
  const child = fork(join(copy, 'test/simulation/worker.ts'), {
    cwd: copy,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--import', join(copy, 'tools/mutation/awake.ts')],
    env: { ...process.env, MUTANT_AWAKE: String(mutant) },
  })
  return {
    ask(range: { from: number; count: number }): Promise<RangeResult | 'timeout'> {
      child.send(range)
      return answerOf<RangeResult>(child, patienceMs)
    },
    stop: () => child.kill('SIGKILL'),
  }
}
