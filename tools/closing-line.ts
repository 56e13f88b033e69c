import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** A run of tools/test.ts names a file for the numbers, and says them when all else is done as well. */
const numbersFile = process.env.TEST_NUMBERS

/** Ends a run with one plain line that a person and a CI can read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 }
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
    if (numbersFile) return writeFileSync(numbersFile, JSON.stringify(count))
    const skipped = count.skipped ? `, ${count.skipped} skipped` : ''
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
  }
}
