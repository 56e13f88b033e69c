import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { ensureChromium } from './ensure-chromium.ts'

// npm test: what must be green. npm run test:fast: what says no within a minute. npm run test:all: also what takes hours.

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

const lanes = {
  /** The static checks and the package first, two at a time, then every test. */
  whole: {
    checks: [['format:check', 'unused'], ['lint'], ['types'], ['build', 'package', 'size']],
    tests: [],
    long: [],
  },
  /** Without a browser, a build, or anything that waits for real time to pass. */
  fast: {
    checks: [['format:check', 'types'], ['lint']],
    tests: ['--project=node', ...quickTests],
    long: [],
  },
  all: {
    checks: [['format:check', 'unused'], ['lint'], ['types'], ['build', 'package', 'size']],
    tests: [],
    long: ['hosts', 'simulate', 'simulate:planted', 'crash'],
  },
} as const satisfies Record<string, Lane>

interface Lane {
  /** Scripts of package.json: the lists side by side, each in its order. */
  checks: readonly (readonly string[])[]
  /** Arguments for Vitest. */
  tests: readonly string[]
  /** Scripts that run when all of that is green. */
  long: readonly string[]
}

interface Outcome {
  script: string
  isGreen: boolean
  output: string
}

function npmRun(script: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32' })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', (code) => resolve({ script, isGreen: code === 0, output }))
  })
}

async function runInOrder(scripts: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const script of scripts) {
    const outcome = await npmRun(script)
    process.stdout.write(
      `${outcome.isGreen ? '✓' : '✗'} ${script}\n${outcome.isGreen && script !== 'size' ? '' : outcome.output}`,
    )
    outcomes.push(outcome)
    if (!outcome.isGreen) break
  }
  return outcomes
}

async function runChecks({ checks }: Lane): Promise<Outcome[]> {
  const waiting = [...checks]
  const outcomes: Outcome[] = []
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(...(await runInOrder(next)))
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))
  return outcomes
}

function runTests({ tests }: Lane, more: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests, ...more], {
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
}

function endWith(outcomes: readonly Outcome[]): never {
  const failed = outcomes.filter(({ isGreen }) => !isGreen).length
  process.stdout.write(`\n${outcomes.length - failed} passed, ${failed} failed\n`)
  process.exit(failed > 0 ? 1 : 0)
}

const [first = '', ...rest] = process.argv.slice(2)
const named = /^--lane=(fast|all)$/.exec(first)?.[1] as 'fast' | 'all' | undefined
const lane: Lane = lanes[named ?? 'whole']
if (named !== 'fast') ensureChromium()
const outcomes = await runChecks(lane)
if (outcomes.some(({ isGreen }) => !isGreen)) endWith(outcomes)
const code = await runTests(lane, named ? rest : process.argv.slice(2))
if (code !== 0 || lane.long.length === 0) process.exit(code)
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
endWith(await runInOrder(lane.long.filter((script) => script in scripts)))
