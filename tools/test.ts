import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { ensureChromium } from './ensure-chromium.ts'

/** Everything that must be green: the static checks and the package first, two at a time, then every test. */
const checks: readonly (readonly string[])[] = [
  ['format:check', 'unused'],
  ['lint'],
  ['types'],
  ['build', 'package', 'size'],
]

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

async function runChecks(): Promise<Outcome[]> {
  const waiting = [...checks]
  const outcomes: Outcome[] = []
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(...(await runInOrder(next)))
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))
  return outcomes
}

function runTests(): Promise<number> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
}

ensureChromium()
const outcomes = await runChecks()
const failed = outcomes.filter(({ isGreen }) => !isGreen)
if (failed.length > 0) {
  process.stdout.write(`\n${outcomes.length - failed.length} passed, ${failed.length} failed\n`)
  process.exit(1)
}
process.exit(await runTests())
