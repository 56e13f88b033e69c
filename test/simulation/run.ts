import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Coverage } from './coverage.ts'
import { exceptions } from './exceptions.ts'
import { runHistory } from './history.ts'
import { planOf } from './plan.ts'
import { plantedMistakes } from './planted.ts'
import { findAll } from './planted-table.ts'
import { runInProcesses } from './processes.ts'
import { coverageTable, missingIn } from './report.ts'
import { shrink } from './shrink.ts'

// npm run simulate -- --histories 20000 --from 1            many histories, a process per core
// npm run simulate -- --seed 4711                           one history again, with its story
// npm run simulate -- --planted [--seed 1 --only grace]     mistakes that have to be found

const { values } = parseArgs({
  options: {
    histories: { type: 'string' },
    from: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    processes: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string' },
    shrinks: { type: 'string', default: '10' },
    coverage: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})

const chunk = 100

if (values.planted) await runPlanted()
else if (values.seed === undefined) await runMany()
else await runOne(Number(values.seed))

async function runOne(seed: number): Promise<void> {
  const history = await runHistory(planOf(seed))
  say(JSON.stringify(history.plan))
  say(history.story.join('\n'))
  say(history.label === null ? 'Nothing was found.' : `Found: ${history.label}`)
  if (history.label === null) return
  const small = await shrink(history)
  say(`\nThe same, made small in ${small.runs} runs:\n${JSON.stringify(small.plan)}\n${small.story.join('\n')}`)
  process.exitCode = 1
}

async function runPlanted(): Promise<void> {
  const from = Number(values.seed ?? values.from)
  const mistakes = plantedMistakes().filter(({ name }) => name.includes(values.only))
  const isFound = await findAll(mistakes, {
    from,
    histories: Number(values.histories ?? 20_000),
    atOnce: Number(values.processes),
    say,
  })
  if (!isFound) process.exitCode = 1
}

async function runMany(): Promise<void> {
  const histories = Number(values.histories ?? 10_000)
  const first = Number(values.from)
  const coverage = new Coverage()
  const found = new Map<string, number[]>()
  const total = { histories: 0, steps: 0, cpuSeconds: 0 }
  let next = first
  say(`Seeds ${first} to ${first + histories - 1}`)
  const nextRange = () => {
    const from = next
    const count = Math.min(chunk, first + histories - from)
    next += count
    return count > 0 ? { from, count } : null
  }
  await runInProcesses(Number(values.processes), nextRange, (result) => {
    total.histories += result.histories
    total.steps += result.steps
    total.cpuSeconds += result.cpuSeconds
    coverage.add(result.counts)
    for (const { seed, label } of result.findings) {
      say(`found after ${total.histories} histories: ${label}, npm run simulate -- --seed ${seed}`)
      found.set(label, [...(found.get(label) ?? []), seed])
    }
  })
  const perSecond = Math.round(total.histories / total.cpuSeconds)
  const steps = Math.round(total.steps / total.histories)
  const seconds = Math.round(total.cpuSeconds)
  say(`${total.histories} histories of ${steps} steps in ${seconds} CPU seconds: ${perSecond} a second and core`)
  if (values.coverage) say(coverageTable(coverage))
  for (const missing of missingIn(coverage)) say(`never happened: ${missing}`)
  for (const [name, why] of Object.entries(exceptions)) {
    say(`exception in ${coverage.times('exception', name)} histories: ${name}. ${why}`)
  }
  for (const where of found.values()) where.sort((a, b) => a - b)
  const labels = [...found].toSorted((a, b) => b[1].length - a[1].length)
  for (const [label, where] of labels) say(`${where.length} × ${label}: ${where.slice(0, 5).join(', ')}`)
  for (const [label, [seed]] of labels.slice(0, Number(values.shrinks))) {
    if (seed === undefined) continue
    const small = await shrink(await runHistory(planOf(seed)))
    const again = `npm run simulate -- --seed ${seed}`
    say(`\n--- ${label}\n--- ${again}\n${JSON.stringify(small.plan)}\n${small.story.join('\n')}`)
  }
  if (labels.length === 0) say('Nothing was found.')
  else process.exitCode = 1
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
