import type { MemoryState } from 'react-3as/testing'
import type { Identity } from 'react-3as/server'
import { demoIntps, demoPackageId, type SandboxControl } from 'react-3as-sandbox/core'

type Partner = keyof typeof demoIntps

/** Who looks at which website, and what has been made of it. What is left out is as in `basic`. */
interface Prepared {
  partner?: Partner
  customerId?: string
  websiteId?: string
  isViewer?: true
  collect?: Preparation['collect']
  steps?: readonly Step[]
}

type Control = 'moveClock' | 'changePlan' | 'recordUsage'
/** Something that the sandbox's owner does to it, as data: a downloaded project does the same. */
export type Step = {
  [Name in Control]: { do: Name; with: Parameters<SandboxControl[Name]>[0] }
}[Control]

const acme = (name: string) => demoPackageId(demoIntps.website.id, name, 'monthly')
const change = (plan: Omit<Parameters<SandboxControl['changePlan']>[0], 'intpWebsiteId'>): Step => ({
  do: 'changePlan',
  with: { intpWebsiteId: 'acme-bikes', ...plan },
})
const record = (visits: number): Step => ({ do: 'recordUsage', with: { intpWebsiteId: 'acme-bikes', visits } })

/** The states of `react-3as/testing` that a platform can be brought into. The others are played by the scripted adapter. */
const prepared = {
  basic: {},
  yearly: { customerId: 'globex', websiteId: 'globex-lamps' },
  free: { websiteId: 'acme-garden' },
  trial: { websiteId: 'acme-books', steps: [{ do: 'moveClock', with: { days: 16 } }] },
  largest: { steps: [change({ packageId: acme('Business') })] },
  planned_downgrade: {
    steps: [change({ packageId: acme('Pro'), plannedDowngradePackageId: acme('Basic') })],
  },
  ending: { steps: [change({ packageId: acme('Pro'), status: 'canceled' })] },
  heavy_use: { steps: [change({ packageId: acme('Pro') }), record(23_000)] },
  limit_reached: { steps: [record(4_000)] },
  redirect: { collect: 'online' },
  pool: { partner: 'pool' },
  viewer: { isViewer: true },
  platform_managed: { partner: 'platformManaged' },
} satisfies Partial<Record<MemoryState, Prepared>>

export type PreparedState = keyof typeof prepared

export function isPrepared(state: MemoryState): state is PreparedState {
  return Object.hasOwn(prepared, state)
}

export interface Preparation {
  partner: Partner
  websiteId: string
  /** Who looks at the page. */
  identity: Identity
  collect: 'invoiced' | 'online'
  steps: readonly Step[]
}

export function preparationOf(state: PreparedState): Preparation {
  const {
    partner = 'website',
    customerId = 'acme',
    websiteId = 'acme-bikes',
    isViewer,
    collect = 'invoiced',
    steps = [],
  }: Prepared = prepared[state]
  const identity: Identity = isViewer
    ? { customerId, role: 'viewer', viewerId: 'acme-viewer' }
    : { customerId, role: 'manager' }
  return { partner, websiteId, identity, collect, steps }
}

export function take(step: Step, control: SandboxControl): void {
  switch (step.do) {
    case 'moveClock':
      control.moveClock(step.with)
      return
    case 'changePlan':
      control.changePlan(step.with)
      return
    case 'recordUsage':
      control.recordUsage(step.with)
      return
    default:
      step satisfies never
  }
}
