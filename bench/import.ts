import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

// npm run build && npm run bench:import: what importing react-3as/server costs a cold process, over an empty one. The
// fastest of many runs is what to trust on a machine that has other things to do.

const rounds = 31
const sources = { empty: 'data:text/javascript,', server: pathToFileURL('dist/server.js').href }
const taken: Record<keyof typeof sources, number[]> = { empty: [], server: [] }

for (let round = 0; round < rounds; round++) {
  for (const name of ['empty', 'server'] as const) {
    const start = performance.now()
    spawnSync(process.execPath, ['--input-type=module', '-e', `await import('${sources[name]}')`])
    taken[name].push(performance.now() - start)
  }
}

const sorted = (name: keyof typeof sources) => taken[name].toSorted((a, b) => a - b)
const over = (index: number) => (sorted('server')[index]! - sorted('empty')[index]!).toFixed(1)
console.log(
  `react-3as/server over an empty process: ${over(0)} ms at best, ${over(Math.floor(rounds / 2))} ms in the middle`,
)
