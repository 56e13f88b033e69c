import { runHistory, type History } from './history.ts'
import type { Action, Plan } from './plan.ts'

/**
 * Makes a failing history as small as it gets while it still fails in the same way: faults first, then everything that makes
 * it complicated, then actions by halves, quarters and one by one, then the gaps between them.
 */
export async function shrink(found: History, mostRuns = 150): Promise<History & { runs: number }> {
  let best = found
  let runs = 0
  const attempt = async (plan: Plan): Promise<boolean> => {
    if (runs >= mostRuns) return false
    runs += 1
    const history = await runHistory(plan)
    if (history.label !== found.label) return false
    best = history
    return true
  }
  let isSmaller = true
  while (isSmaller) {
    const before = JSON.stringify(best.plan)
    for (let index = best.plan.windows.length - 1; index >= 0; index--) {
      await attempt({ ...best.plan, windows: best.plan.windows.filter((_, other) => other !== index) })
    }
    for (const simpler of simplifications) if (isOther(best.plan, simpler)) await attempt({ ...best.plan, ...simpler })
    await leaveOutActions(() => best.plan, attempt)
    for (let index = 0; index < best.plan.actions.length; index++) {
      for (const gap of [0, 1_000, 20_000]) {
        const { actions } = best.plan
        if (actions[index]!.gap <= gap) continue
        if (await attempt({ ...best.plan, actions: actions.with(index, { ...actions[index]!, gap }) })) break
      }
    }
    isSmaller = JSON.stringify(best.plan) !== before
  }
  return { ...best, runs }
}

const simplifications: readonly Partial<Plan>[] = [
  { cut: 'client' },
  { instances: 1 },
  { readLagMs: 0 },
  { clockSkews: [0] },
  { newsTwice: 0 },
  { isPool: false },
  { paysAtOnce: false },
  { hasDollars: false },
  { payers: 'mixed' },
  { leaseMs: 60_000 },
  { keepsDays: null },
  { returnPath: 'none' },
]

function isOther(plan: Plan, simpler: Partial<Plan>): boolean {
  return Object.entries(simpler).some(
    ([name, value]) => JSON.stringify(plan[name as keyof Plan]) !== JSON.stringify(value),
  )
}

async function leaveOutActions(plan: () => Plan, attempt: (plan: Plan) => Promise<boolean>): Promise<void> {
  for (let size = Math.ceil(plan().actions.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = plan().actions.length - size; from >= 0; from -= size) {
      await attempt({ ...plan(), actions: without(plan().actions, from, size) })
    }
  }
}

/** What is left out gives its time to what comes next. */
function without(actions: readonly Action[], from: number, size: number): Action[] {
  const time = actions.slice(from, from + size).reduce((sum, { gap }) => sum + gap, 0)
  const rest = actions.slice(from + size)
  const [next, ...others] = rest
  return [...actions.slice(0, from), ...(next ? [{ ...next, gap: next.gap + time }, ...others] : [])]
}
