/** What a test file is loaded for: to see which mutants its tests come by, or to run some of them with one mutant. */
export type Plan = { kind: 'look'; into: string } | { kind: 'run'; mutant: number; tests: readonly string[] | null }

/** What the tests of one file come by. */
export interface SeenFile {
  file: string
  /** Mutants that ran while no test did: when the file was loaded, or before all of its tests. */
  atLoad: readonly number[]
  /** How long all of that took beside the tests themselves. */
  atLoadMs: number
  tests: Record<string, { mutants: readonly number[]; ms: number }>
}

/** What the tool asks of a runner, and is answered. */
export interface RunRequest {
  plan: Plan
  /** Test files, below the runner's root. `null` for all. */
  files: readonly string[] | null
}
export interface RunAnswer {
  /** Names of the tests that failed, and of files that could not be loaded. */
  failed: readonly string[]
}
