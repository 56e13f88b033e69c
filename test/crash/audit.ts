import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import type { Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { isAtRest, type Wanted } from './customer.ts'

export interface Findings {
  /** How the customers' changes ended, by state. */
  states: Record<string, number>
  effects: number
  /** Changes that were said to be applied, or were paid, and have no effect. */
  lost: number
  /** Changes that could be made, and were not: every one of them follows from the one before. */
  denied: number
  /** Effects that nobody asked for, or that came twice. */
  doubled: number
  /** Changes whose customer was charged another amount than was due in the end; nothing is due for the slower of two tabs. */
  wronglyCharged: number
  /** Changes that never came to rest, or wait for a person who was not needed. */
  stuck: number
  /** Charges too many that have not been given back (yet). */
  unsettledCharges: number
  /** Websites whose recurring charge is for another plan than the platform's, or renews where that does not. */
  apart: number
  /** The first few, in words. */
  examples: string[]
}

/** Compares what the customers were told with what the platform and the provider did. */
export function auditOf(sandbox: Sandbox, wanted: readonly Wanted[]): Findings {
  const examples: string[] = []
  const states: Record<string, number> = {}
  let [lost, doubled, effects] = [0, 0, 0]
  for (const { state } of wanted) states[state ?? 'unknown'] = (states[state ?? 'unknown'] ?? 0) + 1
  for (const websiteId of new Set(wanted.map((change) => change.websiteId))) {
    const expected = wanted
      .filter((change) => change.websiteId === websiteId && change.state === 'applied')
      .flatMap((change) => change.effects)
    const happened = sandbox.platform
      .effects({ intpId: demoIntps.website.id, intpWebsiteId: websiteId, cause: 'call' })
      .map(({ kind }) => kind)
    effects += happened.length
    const { missing, extra } = difference(expected, happened)
    lost += missing
    doubled += extra
    if (missing + extra > 0)
      examples.push(`${websiteId}: expected ${expected.join(' ')}; happened ${happened.join(' ')}`)
  }
  const isStuck = ({ state }: Wanted) => !isAtRest(state) || state === 'needs_attention'
  const stuck = wanted.filter(isStuck)
  for (const { websiteId, intent, state, reason } of stuck) {
    examples.push(`${websiteId}: ${JSON.stringify(intent)} is stuck as ${state}: ${reason}`)
  }
  const denied = wanted.filter((change) => !change.isSecond && change.state !== 'applied' && !isStuck(change))
  for (const { websiteId, intent, state, reason } of denied) {
    examples.push(`${websiteId}: ${JSON.stringify(intent)} ended as ${state}: ${reason}`)
  }
  const { wronglyCharged, unsettledCharges } = money(sandbox, wanted, examples)
  const bought = wanted.filter(({ state, due }) => state === 'applied' && due > 0)
  const apart = [...new Set(bought.map(({ websiteId }) => websiteId))].flatMap((id) => differenceOf(sandbox, id) ?? [])
  examples.push(...apart)
  return {
    states,
    effects,
    lost,
    denied: denied.length,
    doubled,
    stuck: stuck.length,
    wronglyCharged,
    unsettledCharges,
    apart: apart.length,
    examples: examples.slice(0, 5),
  }
}

function money(sandbox: Sandbox, wanted: readonly Wanted[], examples: string[]) {
  const { effects } = sandbox.payments!.provider
  const dueOf = new Map(
    wanted
      .filter(({ changeId, state }) => changeId !== null && state === 'applied')
      .map((change) => [change.changeId!, change.isSecond ? 0 : change.due]),
  )
  let [wronglyCharged, unsettledCharges] = [0, 0]
  for (const key of new Set(effects.flatMap((effect) => effect.key ?? []))) {
    const ofKey = effects.filter((effect) => effect.key === key)
    const sum = (kind: string) =>
      ofKey.filter((effect) => effect.kind === kind).reduce((total, { amountMinor }) => total + amountMinor, 0)
    const charged = sum('charged') - sum('refunded')
    const due = dueOf.get(key) ?? 0
    if (charged === due) continue
    wronglyCharged += 1
    if (charged > due) unsettledCharges += 1
    examples.push(`${key}: charged ${charged}, due ${due}`)
  }
  for (const [key, due] of dueOf) {
    if (due === 0 || effects.some((effect) => effect.key === key && effect.kind === 'charged')) continue
    wronglyCharged += 1
    examples.push(`${key}: applied, and never charged`)
  }
  return { wronglyCharged, unsettledCharges }
}

/** What the platform will do at the end of the period, and what the provider will charge for it. */
function differenceOf(sandbox: Sandbox, websiteId: string): string | null {
  const { status, packageId, plannedDowngradePackageId } = sandbox.platform.website(websiteId)
  // Somebody else ended it, and the next change has not begun.
  if (status === 'inactive') return null
  const charge = sandbox.payments!.provider.subscriptions().find(({ metadata }) => metadata.websiteId === websiteId)
  const delivered =
    status === 'active' ? `${packageId}, then ${plannedDowngradePackageId ?? 'the same'}` : 'nothing more'
  const charged = charge?.renews
    ? `${charge.price.packageId}, then ${charge.scheduled?.packageId ?? 'the same'}`
    : 'nothing more'
  return delivered === charged ? null : `${websiteId}: the platform has ${delivered}; the provider charges ${charged}`
}

/** How many of the one are missing in the other, in their order (longest common subsequence). */
function difference(expected: readonly string[], happened: readonly string[]): { missing: number; extra: number } {
  let row = Array.from({ length: happened.length + 1 }, () => 0)
  for (const kind of expected) {
    const next = [0]
    for (const [index, other] of happened.entries()) {
      next.push(kind === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!))
    }
    row = next
  }
  const common = row[happened.length]!
  return { missing: expected.length - common, extra: happened.length - common }
}
