import { it } from 'vitest'

/**
 * `npm run test:all` runs everything; `npm test` runs of each kind what notices a mistake within minutes.
 * What a test leaves out in the second it does in the first: nothing is skipped for good.
 */
export const runsEverything: boolean = laneHere() === 'all'

/** How many, or which: less for `npm test` than for `npm run test:all`. */
export const byLane = <T>(lane: { test: T; all: T }): T => (runsEverything ? lane.all : lane.test)

/** A test that only `npm run test:all` has. In `npm test` it is not there, which is not the same as skipped. */
export function testOfTheLongLane(name: string, run: () => Promise<void> | void): void {
  if (runsEverything) it(name, run)
}

/** A page has no `process`: `vite.config.ts` hands the lane on. */
function laneHere(): string | undefined {
  return typeof process === 'undefined' ? import.meta.env['TEST_LANE'] : process.env.TEST_LANE
}
