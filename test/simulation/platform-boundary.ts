import type { BoundaryName, Fault } from './faults.ts'
import type { PlatformCall } from './platform-rules.ts'
import type { World } from './world.ts'

/** How long a platform call may be on its way, and how late its effect may come: less than the ledger's grace. */
const timeoutMs = 10_000
const latestMs = 10_000

/** Whether a failure of a call leaves open what became of it. */
export type Doubt = (error: unknown) => boolean

export function readPlatform<T>(
  { boundary }: World,
  name: BoundaryName,
  effect: () => T,
  errorOf: (fault: Fault) => unknown,
): Promise<T> {
  return boundary.call({ name, way: [5, 250], timeoutMs, effect, errorOf })
}

/** A call that changes a subscription, watched by the rules of the protocol. `effect` answers for the model. */
export async function changePlatform<T>(
  world: World,
  { call, target }: { call: PlatformCall; target: string },
  effect: () => T,
  errorOf: (fault: Fault) => unknown,
  mayHaveTakenEffect: Doubt,
): Promise<T> {
  const asked = world.protocol.leaves(target, call)
  try {
    return await world.boundary.call({
      name: `platform.${call}` as const,
      about: target,
      way: [5, 400],
      timeoutMs,
      latestMs,
      effect: () => {
        world.protocol.isOver(asked)
        return effect()
      },
      errorOf,
    })
  } catch (error) {
    if (!mayHaveTakenEffect(error)) world.protocol.isOver(asked)
    throw error
  }
}
