import { fork } from 'node:child_process'
import { ask } from './ask.ts'
import type { Range, RangeResult } from './range.ts'

/** A history's objects are gone with it: with room for those of many, few of them are looked at by the garbage collector. */
const roomForTheYoung = ['--min-semi-space-size=64', '--max-semi-space-size=64']

/** Runs ranges of histories in so many processes, as long as there is a next one. */
export async function runInProcesses(
  processes: number,
  next: () => Range | null,
  done: (result: RangeResult) => void,
): Promise<void> {
  const work = async () => {
    const worker = fork(new URL('worker.ts', import.meta.url), { execArgv: [...process.execArgv, ...roomForTheYoung] })
    try {
      for (let range = next(); range !== null; range = next()) done(await ask(worker, range))
    } finally {
      worker.disconnect()
    }
  }
  await Promise.all(Array.from({ length: processes }, work))
}
