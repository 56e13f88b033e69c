import type { ChildProcess } from 'node:child_process'
import type { Range, RangeResult } from './range.ts'

/** Has one of the processes run a range of histories. */
export function ask(worker: ChildProcess, range: Range): Promise<RangeResult> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A process ended with ${code}.`))
    worker.once('exit', ended)
    worker.once('message', (result) => {
      worker.off('exit', ended)
      resolve(result as RangeResult)
    })
    worker.send(range)
  })
}
