import { fork } from 'node:child_process'
import { ask } from './ask.ts'
import type { Range, RangeResult } from './range.ts'

/** Runs ranges of histories in so many processes, as long as there is a next one. */
export async function runInProcesses(
  processes: number,
  next: () => Range | null,
  done: (result: RangeResult) => void,
): Promise<void> {
  const work = async () => {
    const worker = fork(new URL('worker.ts', import.meta.url))
    try {
      for (let range = next(); range !== null; range = next()) done(await ask(worker, range))
    } finally {
      worker.disconnect()
    }
  }
  await Promise.all(Array.from({ length: processes }, work))
}
