import type { MemoryState } from 'react-3as/testing'
import { demoIntps, demoPackageId, type InProcessSandbox } from 'react-3as-sandbox/core'

export type Partner = keyof typeof demoIntps

/** Who looks at which website, and what has been made of it. What is left out is as in `basic`. */
interface Prepared {
  partner?: Partner
  customerId?: string
  websiteId?: string
  isViewer?: true
  collect?: 'online'
  prepare?: (sandbox: InProcessSandbox) => void
}

const acme = (name: string) => demoPackageId(demoIntps.website.id, name, 'monthly')
const change = (sandbox: InProcessSandbox, plan: Record<string, string>) =>
  void sandbox.control.changePlan({ intpWebsiteId: 'acme-bikes', ...plan })
const record = (sandbox: InProcessSandbox, visits: number) =>
  void sandbox.control.recordUsage({ intpWebsiteId: 'acme-bikes', visits })

/** The states of `react-3as/testing` that a platform can be brought into. The others are played by the scripted adapter. */
const prepared = {
  basic: {},
  yearly: { customerId: 'globex', websiteId: 'globex-lamps' },
  free: { websiteId: 'acme-garden' },
  trial: { websiteId: 'acme-books', prepare: ({ clock }) => void clock.move({ days: 16 }) },
  largest: { prepare: (sandbox) => change(sandbox, { packageId: acme('Business') }) },
  planned_downgrade: {
    prepare: (sandbox) => change(sandbox, { packageId: acme('Pro'), plannedDowngradePackageId: acme('Basic') }),
  },
  ending: { prepare: (sandbox) => change(sandbox, { packageId: acme('Pro'), status: 'canceled' }) },
  heavy_use: {
    prepare(sandbox) {
      change(sandbox, { packageId: acme('Pro') })
      record(sandbox, 23_000)
    },
  },
  limit_reached: { prepare: (sandbox) => record(sandbox, 4_000) },
  redirect: { collect: 'online' },
  pool: { partner: 'pool' },
  viewer: { isViewer: true },
  platform_managed: { partner: 'platformManaged' },
} satisfies Partial<Record<MemoryState, Prepared>>

export type PreparedState = keyof typeof prepared

export function isPrepared(state: MemoryState): state is PreparedState {
  return Object.hasOwn(prepared, state)
}

export function preparationOf(state: PreparedState) {
  const {
    partner = 'website',
    customerId = 'acme',
    websiteId = 'acme-bikes',
    isViewer,
    collect,
    prepare,
  }: Prepared = prepared[state]
  return {
    partner,
    customerId,
    websiteId,
    isViewer: isViewer === true,
    collect: collect ?? 'invoiced',
    prepare: prepare ?? (() => {}),
  }
}
