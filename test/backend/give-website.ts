import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import type { SandboxControl } from '../../packages/sandbox/src/core/control.ts'

/** The website `acme-bikes` is given to another customer, with its plan. */
export function giveBikesTo(platform: SandboxControl, customerId: string): void {
  const snapshot = platform.snapshot()
  const isBikes = (record: { intpId: string; intpWebsiteId: string | null }) =>
    record.intpId === demoIntps.website.id && record.intpWebsiteId === 'acme-bikes'
  const { website, subscription } = snapshot.records
  for (const record of website.filter(isBikes)) Object.assign(record, { intpCustomerId: customerId, contributors: [] })
  for (const record of subscription.filter(isBikes)) record.intpcId = customerId
  platform.restore(snapshot)
}
