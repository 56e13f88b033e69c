import { runRange, type Range } from './range.ts'

// One of the processes of `run.ts`: runs the ranges that it is sent.
process.on('message', (range: Range) => {
  void runRange(range).then((result) => process.send?.(result))
})
