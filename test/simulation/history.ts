import type { Store } from '../../src/backend/ledger/store.ts'
import { Actor } from './actors/actor.ts'
import { actBy } from './actors/acts.ts'
import { epilogue } from './actors/epilogue.ts'
import type { Plan } from './plan.ts'
import { labelOf } from './labels.ts'
import { signForReal } from './signing.ts'
import { World } from './world.ts'

export interface History {
  plan: Plan
  /** What was found, by the name that its like have; `null` for a history in which everything is right. */
  label: string | null
  finding: World['finding']
  readonly story: readonly string[]
  readonly fingerprint: string
  counts: [string, number][]
  steps: number
  /** Virtual milliseconds. */
  lasted: number
}

/** More steps than any history needs: what goes on beyond them never ends. */
const mostSteps = 60_000

/** Runs one history from its plan: the same plan is the same history, step by step. */
export async function runHistory(plan: Plan, store?: (now: () => number) => Store): Promise<History> {
  const world = new World(plan, store)
  const { scheduler, coverage, story } = world
  let time = 0
  let isOver = false
  world.actorsAtWork = plan.actions.length
  const thrown = (actor: Actor) => (error: unknown) => {
    world.violation('the simulation itself threw', actor.target, String(error instanceof Error ? error.stack : error))
  }
  for (const action of plan.actions) {
    time += action.gap
    const actor = new Actor(world, action)
    scheduler.at(time, actor, () => {
      coverage.count('action', action.kind)
      void actBy(actor, action.kind)
        .catch(thrown(actor))
        .finally(() => {
          world.actorsAtWork -= 1
        })
    })
  }
  const last = new Actor(world, { kind: 'look', index: -1, site: 0 })
  scheduler.at(time + 1_000, last, () => {
    void epilogue(last)
      .catch(thrown(last))
      .finally(() => {
        isOver = true
      })
  })
  await world.begin()
  await scheduler.run(() => isOver || world.finding !== null || scheduler.steps > mostSteps)
  signForReal()
  if (!isOver && !world.finding) world.violation('the history did not end', '', `${scheduler.steps} steps`)
  return {
    plan,
    label: world.finding && labelOf(world.finding, world.flagsOf(world.finding.target)),
    finding: world.finding,
    get story() {
      return story.lines
    },
    get fingerprint() {
      return story.fingerprint
    },
    counts: coverage.counts,
    steps: scheduler.steps,
    lasted: scheduler.now,
  }
}
