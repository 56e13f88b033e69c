import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Numbers } from './closing-line.ts'
import { ensureChromium } from './ensure-chromium.ts'

// npm test: what must be green. npm run test:fast: what says no within a minute. npm run test:all: also what takes an hour.

interface Lane {
  /** Scripts of package.json with their arguments: the lists side by side, each in its order. */
  checks: readonly (readonly string[])[]
  /** Arguments for Vitest. */
  tests: readonly string[]
  /** Scripts that run in the end. */
  long: readonly string[]
}

/** What neither starts a sandbox or a database nor waits for real time. */
const quickTests = [
  ...['adapter', 'contract', 'dashboard', 'house', 'packages', 'subscription', 'upgrade'].map(
    (room) => `test/${room}/`,
  ),
  ...['entry', 'expiring-cache', 'fresh-reads', 'ledger-', 'request-body', 'verdicts'].map(
    (name) => `test/backend/${name}`,
  ),
  '--exclude=test/backend/ledger-of*',
]

const staticChecks = [
  ['format:check', 'unused'],
  ['lint'],
  ['types'],
  ['build', 'surface', 'package', 'size', 'browsers'],
]

const lanes = {
  /** The static checks and the package first, two at a time, then of each kind of test what notices a mistake. */
  test: { checks: staticChecks, tests: [], long: [] },
  /** Without a browser, a build, or anything that waits for real time to pass. */
  fast: { checks: [['format:check', 'types'], ['lint']], tests: ['--project=node', ...quickTests], long: [] },
  /** Every test at its full size, and what takes longer than a test may. */
  all: {
    checks: [...staticChecks, ['storybook:build']],
    tests: [],
    long: ['hosts', 'simulate', 'simulate:planted', 'simulate:stores', 'crash -- --kills 80'],
  },
} as const satisfies Record<string, Lane>

interface Outcome {
  script: string
  isGreen: boolean
  output: string
}

function npmRun(script: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', ...script.split(' ')], {
      shell: process.platform === 'win32',
      // Checking a tarball packs it, and would build once more what was just built.
      env: script === 'package' ? { ...process.env, npm_config_ignore_scripts: 'true' } : process.env,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', (code) => resolve({ script, isGreen: code === 0, output }))
  })
}

/** The next of `whatDependsOnEachOther` is not run after a red one, which it builds on. */
async function runInOrder(scripts: readonly string[], kind: 'whatDependsOnEachOther' | 'whatStandsAlone') {
  const outcomes: Outcome[] = []
  for (const script of scripts) {
    const outcome = await npmRun(script)
    process.stdout.write(
      `${outcome.isGreen ? '✓' : '✗'} ${script}\n${outcome.isGreen && script !== 'size' ? '' : outcome.output}`,
    )
    outcomes.push(outcome)
    if (!outcome.isGreen && kind === 'whatDependsOnEachOther') break
  }
  return outcomes
}

async function runSideBySide(lists: Lane['checks']): Promise<Outcome[]> {
  const waiting = [...lists]
  const outcomes: Outcome[] = []
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      outcomes.push(...(await runInOrder(next, 'whatDependsOnEachOther')))
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))
  return outcomes
}

async function runTests(args: readonly string[], lane: keyof typeof lanes): Promise<Numbers> {
  const folder = mkdtempSync(join(tmpdir(), 'react-3as-test-'))
  const numbersFile = join(folder, 'numbers.json')
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    stdio: 'inherit',
    env: { ...process.env, TEST_LANE: lane, TEST_NUMBERS: numbersFile },
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const numbers = readNumbers(numbersFile)
  rmSync(folder, { recursive: true })
  // Vitest also fails by what no test has reported: an error outside of them, or a crash.
  return code === 0 || numbers.failed + numbers.neverBegan.length > 0 ? numbers : { ...numbers, failed: 1 }
}

/** Runs once more the files whose page never reached Vitest: none of their tests has been seen yet. */
async function runWhatNeverBegan({ neverBegan, ...numbers }: Numbers, lane: keyof typeof lanes): Promise<Numbers> {
  for (const project of new Set(neverBegan.map((file) => file.project))) {
    process.stdout.write(`\nA page of ${project} never reached Vitest, and these files did not run. They do now.\n`)
    const files = neverBegan.filter((left) => left.project === project).map(({ file }) => file)
    const again = await runTests([`--project=${project}`, ...files], lane)
    numbers.passed += again.passed
    numbers.failed += again.failed + again.neverBegan.length
    numbers.skipped += again.skipped
  }
  return { ...numbers, neverBegan: [] }
}

function readNumbers(file: string): Numbers {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Numbers
  } catch {
    return { passed: 0, failed: 1, skipped: 0, neverBegan: [] }
  }
}

function endWith({ passed, failed, skipped }: Omit<Numbers, 'neverBegan'>): never {
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  process.exit(failed > 0 ? 1 : 0)
}

const numbersOf = (outcomes: readonly Outcome[]): Numbers => {
  const failed = outcomes.filter(({ isGreen }) => !isGreen).length
  return { passed: outcomes.length - failed, failed, skipped: 0, neverBegan: [] }
}

const [first = '', ...rest] = process.argv.slice(2)
const named = /^--lane=(fast|all)$/.exec(first)?.[1] as 'fast' | 'all' | undefined
const lane = named ?? 'test'
const { checks, tests, long }: Lane = lanes[lane]
if (lane !== 'fast') ensureChromium()
const checked = numbersOf(await runSideBySide(checks))
// What takes an hour says everything that is wrong in one run; the others end with the first list that is red.
const goesOn = lane === 'all'
if (checked.failed > 0 && !goesOn) endWith(checked)
const begun = await runTests([...tests, ...(named ? rest : process.argv.slice(2))], lane)
const tested = await runWhatNeverBegan(begun, lane)
if (tested.failed > 0 && !goesOn) endWith(tested)
const { passed, failed } = numbersOf(await runInOrder(long, 'whatStandsAlone'))
endWith({ passed: tested.passed + passed, failed: checked.failed + tested.failed + failed, skipped: tested.skipped })
