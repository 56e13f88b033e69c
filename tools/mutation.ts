import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { copyProject, Runner } from './mutation/copy.ts'
import { explanationOf } from './mutation/explained.ts'
import type { Mutant } from './mutation/mutants.ts'
import type { SeenFile } from './mutation/plan.ts'
import { simulate } from './mutation/simulated.ts'
import { allMutants, coverOf, draw, plant, type CoveringTests } from './mutation/sample.ts'

// npm run mutation [-- --sample 300 --seed 1 --in src/backend/ledger --report mutation.json]

interface Verdict {
  mutant: Mutant
  outcome: 'killed' | 'timeout' | 'survived' | 'not covered'
  /** The test that noticed it. */
  by: string | null
}

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string' },
    in: { type: 'string', default: 'src/backend,src/contract' },
    /** Only these, by number. */
    only: { type: 'string' },
    /** Only what these tests notice: a regular expression for their paths. */
    tests: { type: 'string', default: '' },
    /** How many are judged side by side. */
    processes: { type: 'string', default: '2' },
    report: { type: 'string', default: 'node_modules/.cache/react-3as/mutation.json' },
  },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const atOnce = Number(values.processes)
/** What a run costs before its first test, on a machine that has other things to do. */
const startMs = 90_000
/** One in so many is judged again with its mutant asleep: a test that fails then has noticed nothing. */
const controlEvery = 10

process.env.MUTATION_TESTS = values.tests

const files = values.in.split(',').flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }).toSorted())
const all = allMutants(root, files)
const only = values.only?.split(',').map(Number)
const mutants = only ? all.filter(({ id }) => only.includes(id)) : draw(all, Number(values.sample), seed)
console.log(`${mutants.length} of ${all.length} mutants in ${files.length} files, drawn with --seed ${seed}`)

const folder = mkdtempSync(join(tmpdir(), 'react-3as-mutation-'))
const copies = Array.from({ length: atOnce }, (_, index) => join(folder, String(index)))
const started = performance.now()
try {
  for (const copy of copies) {
    copyProject(root, copy)
    plant(copy, mutants)
  }
  const verdicts = await judge(await look(copies[0]!))
  report(verdicts.toSorted((a, b) => a.mutant.id - b.mutant.id))
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Runs every test once without a mistake, and sees which of them come by which mutant. */
async function look(copy: string) {
  const into = join(folder, 'seen.jsonl')
  writeFileSync(into, '')
  const runner = new Runner(copy, { isLook: true })
  const answer = await runner.run({ plan: { kind: 'look', into }, files: null }, 3_600_000)
  runner.stop()
  if (answer === 'timeout') throw new Error('The tests did not come to an end.')
  const lines = readFileSync(into, 'utf8').split('\n').filter(Boolean)
  const seen = lines.map((line): SeenFile => {
    const file = JSON.parse(line) as SeenFile
    return { ...file, file: relative(copy, file.file) }
  })
  const count = seen.reduce((sum, { tests }) => sum + Object.keys(tests).length, 0)
  console.log(`${count} tests in ${seen.length} files, ${seconds()} s`)
  for (const name of answer.failed) console.log(`  left out, since it fails without a mutant: ${name}`)
  return { seen, leftOut: new Set(answer.failed) }
}

async function judge({ seen, leftOut }: Awaited<ReturnType<typeof look>>): Promise<Verdict[]> {
  const waiting = [...mutants]
  const verdicts: Verdict[] = []
  const work = async (copy: string) => {
    const runner = new Runner(copy, { isLook: false })
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const cover = coverOf(mutant.id, seen, leftOut)
      const tested = await verdictOf(mutant, cover, runner)
      const verdict = isAlive(tested) && values.tests === '' ? await simulated(tested, copy) : tested
      verdicts.push(verdict)
      if (isAlive(verdict)) tell(verdict)
      if (verdicts.length % controlEvery === 0) await control(mutant, cover, runner)
      if (verdicts.length % 20 === 0) console.log(`  ${verdicts.length} of ${mutants.length}, ${seconds()} s`)
    }
    runner.stop()
  }
  await Promise.all(copies.map(work))
  return verdicts
}

async function verdictOf(mutant: Mutant, cover: readonly CoveringTests[], runner: Runner): Promise<Verdict> {
  if (cover.length === 0) return { mutant, outcome: 'not covered', by: null }
  for (const { file, tests, ms } of cover) {
    const plan = { kind: 'run', mutant: mutant.id, tests } as const
    const answer = await runner.run({ plan, files: [file] }, startMs + 5 * ms)
    if (answer === 'timeout') return { mutant, outcome: 'timeout', by: file }
    if (answer.failed.length > 0) return { mutant, outcome: 'killed', by: answer.failed[0]! }
  }
  return { mutant, outcome: 'survived', by: null }
}

/** What no test has noticed is looked for by the simulator. */
async function simulated(tested: Verdict, copy: string): Promise<Verdict> {
  const noticed = await simulate(copy, tested.mutant.id)
  if (noticed === null) return tested
  return { ...tested, outcome: noticed === 'timeout' ? 'timeout' : 'killed', by: `test/simulation: ${noticed}` }
}

/** The same tests without the mistake. */
async function control(mutant: Mutant, cover: readonly CoveringTests[], runner: Runner): Promise<void> {
  const asleep = await verdictOf({ ...mutant, id: 0 }, cover.slice(0, 1), runner)
  if (!isAlive(asleep)) console.log(`  fails without a mutant, so that a verdict may be wrong: ${asleep.by}`)
}

function isAlive({ outcome }: Verdict): boolean {
  return outcome === 'survived' || outcome === 'not covered'
}

function tell({ mutant, outcome }: Verdict): void {
  console.log(`${outcome}: ${mutant.file}:${mutant.line} #${mutant.id} ${mutant.operator}`)
  console.log(`    ${oneLine(mutant.original)}  →  ${oneLine(mutant.text) || '(nothing)'}`)
  const explanation = explanationOf(mutant)
  if (explanation !== null) console.log(`    ${explanation}`)
}

function report(verdicts: readonly Verdict[]): void {
  const alive = verdicts.filter(isAlive)
  const unexplained = alive.filter(({ mutant }) => explanationOf(mutant) === null).length
  console.log('\nWhat has survived:')
  for (const verdict of alive) tell(verdict)
  const killed = verdicts.length - alive.length
  const score = ((100 * killed) / verdicts.length).toFixed(1)
  for (const room of new Set(verdicts.map(({ mutant }) => dirname(mutant.file)))) {
    const ofRoom = verdicts.filter(({ mutant }) => dirname(mutant.file) === room)
    console.log(`${room}: ${ofRoom.filter((verdict) => !isAlive(verdict)).length} of ${ofRoom.length}`)
  }
  console.log(
    `\nseed ${seed}: ${killed} of ${verdicts.length} killed, ${score} %, ${unexplained} survivors without a reason, ${seconds()} s`,
  )
  const path = resolve(root, values.report)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(
    path,
    JSON.stringify({ seed, score: Number(score), killed, of: verdicts.length, unexplained, verdicts }, null, 2),
  )
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 110 ? `${line.slice(0, 107)}…` : line
}

function seconds(): number {
  return Math.round((performance.now() - started) / 1000)
}
