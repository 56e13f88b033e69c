import { runHistory } from './history.ts'
import { planOf } from './plan.ts'
import type { StoreKind } from './real-stores.ts'

/** Seeds whose story over a store is another one than in memory: the same schedule has to bring the same rows. */
export async function differingSeeds(kind: StoreKind, from: number, count: number): Promise<number[]> {
  const differing: number[] = []
  for (let seed = from; seed < from + count; seed++) {
    const plan = planOf(seed)
    let now = () => 0
    const store = await kind.open(() => now())
    const there = await runHistory(plan, (clock) => {
      now = clock
      return store
    })
    await store.close()
    const here = await runHistory(plan)
    if (there.fingerprint !== here.fingerprint) differing.push(seed)
  }
  return differing
}
