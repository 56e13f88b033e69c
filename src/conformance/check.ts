import { shown } from './assert.ts'

/** One thing that whoever implements an interface has to get right. */
export interface ConformanceCheck {
  /** What must hold, as a sentence to go on with: `takes a key once, for a customer and a subscription`. */
  readonly name: string
  /** Rejects with what was wrong. Each run begins anew. */
  readonly run: () => Promise<void>
}

export interface ConformanceResult {
  name: string
  outcome: 'passed' | 'failed'
  /** What was wrong; `null` where nothing was. */
  reason: string | null
}

/**
 * Runs checks one after the other, for whoever has no test runner at hand.
 *
 * @param onResult is called with each result as it comes.
 * @example
 * const results = await runConformance(storeConformance({ makeStore }), ({ name, outcome }) => console.log(outcome, name))
 * process.exitCode = results.some(({ outcome }) => outcome === 'failed') ? 1 : 0
 */
export async function runConformance(
  checks: readonly ConformanceCheck[],
  onResult: (result: ConformanceResult) => void = () => {},
): Promise<ConformanceResult[]> {
  const results: ConformanceResult[] = []
  for (const { name, run } of checks) {
    const reason = await run().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : shown(error)),
    )
    const result: ConformanceResult = { name, outcome: reason === null ? 'passed' : 'failed', reason }
    results.push(result)
    onResult(result)
  }
  return results
}
