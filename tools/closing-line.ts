import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** What a run counted, for `tools/test.ts`. */
export interface Numbers {
  passed: number
  failed: number
  skipped: number
  /** Files whose page never reached Vitest: none of their tests has run. */
  neverBegan: readonly { project: string; file: string }[]
}

/** A run of tools/test.ts names a file for the numbers, and says them when all else is done as well. */
const numbersFile = process.env.TEST_NUMBERS

/** Ends a run with one plain line that a person and a CI can read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const lostPages = errors.filter(isLostPage)
    const neverBegan = lostPages.length > 0 ? modules.filter((module) => module.state() === 'queued') : []
    const count = { passed: 0, failed: errors.length - (numbersFile ? lostPages.length : 0), skipped: 0 }
    for (const module of modules) {
      let failedTests = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') count.passed++
        else if (state === 'failed') failedTests++
        else count.skipped++
      }
      // A file that cannot be loaded has no test to fail.
      count.failed += failedTests === 0 && module.state() === 'failed' ? 1 : failedTests
    }
    if (numbersFile) {
      const numbers: Numbers = {
        ...count,
        neverBegan: neverBegan.map(({ project, moduleId }) => ({ project: project.name, file: moduleId })),
      }
      return writeFileSync(numbersFile, JSON.stringify(numbers))
    }
    const skipped = count.skipped ? `, ${count.skipped} skipped` : ''
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
  }
}

/**
 * A page waits for the first of its sockets, also when that one has dropped and a second is open (vitest-dev/vitest#10166).
 * Vitest then leaves out its file, and every other that this page was to run.
 */
function isLostPage({ message, cause }: SerializedError): boolean {
  return (
    message.startsWith('Failed to run the test ') && cause?.message.startsWith('Cannot connect to the server ') === true
  )
}
