import { appendFileSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, type RunnerTestCase } from 'vitest'
import type { Plan, SeenFile } from './plan.ts'

// Loaded before every test file of a mutation run: makes the one mistake that is asked for, or notes which test comes by which.

declare global {
  var isMutantAwake: ((id: number) => boolean) | undefined
}

const plan = JSON.parse(readFileSync(process.env.MUTATION_PLAN ?? '', 'utf8')) as Plan
const loadedAt = performance.now()
const fileLevel = new Set<number>()
let current = fileLevel

globalThis.isMutantAwake = (id) => {
  current.add(id)
  return plan.kind === 'run' && plan.mutant === id
}

if (plan.kind === 'run' && plan.tests) {
  const wanted = new Set(plan.tests)
  beforeEach(({ task, skip }) => skip(!wanted.has(nameOf(task))))
}

if (plan.kind === 'look') {
  const tests: SeenFile['tests'] = {}
  let [file, startedAt] = ['', 0]
  beforeEach(({ task }) => {
    file = task.file.filepath
    current = new Set()
    startedAt = performance.now()
  })
  afterEach(({ task }) => {
    tests[nameOf(task)] = { mutants: [...current], ms: Math.ceil(performance.now() - startedAt) }
    current = fileLevel
  })
  afterAll(() => {
    const inTestsMs = Object.values(tests).reduce((sum, { ms }) => sum + ms, 0)
    const atLoadMs = Math.ceil(performance.now() - loadedAt - inTestsMs)
    const seen: SeenFile = { file, atLoad: [...fileLevel], atLoadMs, tests }
    appendFileSync(plan.into, `${JSON.stringify(seen)}\n`)
  })
}

function nameOf({ name, suite }: Pick<RunnerTestCase, 'name' | 'suite'>): string {
  const names = [name]
  for (let parent = suite; parent; parent = parent.suite) names.unshift(parent.name)
  return names.join(' > ')
}
