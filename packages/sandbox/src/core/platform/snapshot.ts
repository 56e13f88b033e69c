import * as z from 'zod'
import { setClock } from './clock.ts'
import { invalid } from './platform-error.ts'
import type { Platform } from './platform.ts'
import type { Write } from './records.ts'
import { instant, keyOf, recordKinds, recordSchemas, usageHourKey, type RecordKind, type RecordOf } from './state.ts'

const VERSION = 1

const snapshotSchema = z.strictObject({
  version: z.literal(VERSION, 'a snapshot of another version'),
  /** Business time, at which a restored sandbox goes on. */
  now: instant,
  isStopped: z.boolean(),
  records: z.strictObject({
    intp: z.array(recordSchemas.intp),
    package: z.array(recordSchemas.package),
    customer: z.array(recordSchemas.customer),
    website: z.array(recordSchemas.website),
    subscription: z.array(recordSchemas.subscription),
    apiKey: z.array(recordSchemas.apiKey),
    usageHour: z.array(recordSchemas.usageHour),
  }),
})

/** The whole state of a sandbox, as plain data. The audit log, faults and behaviour are not part of it. */
export interface Snapshot extends z.infer<typeof snapshotSchema> {}

export function takeSnapshot(platform: Platform): Snapshot {
  const reader = platform.read()
  const { now, isStopped } = platform.clock
  return {
    version: VERSION,
    now: now.toISOString(),
    isStopped,
    records: {
      intp: reader.values('intp'),
      package: reader.values('package'),
      customer: reader.values('customer'),
      website: reader.values('website'),
      subscription: reader.values('subscription'),
      apiKey: reader.values('apiKey'),
      usageHour: reader.values('usageHour'),
    },
  }
}

/** Puts a snapshot in the place of all that is there. The audit log starts anew. */
export function restoreSnapshot(platform: Platform, snapshot: unknown, realNow: number): void {
  const parsed = snapshotSchema.safeParse(snapshot)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw invalid(`${issue.path.join('.')}: ${issue.message}`)
  }
  const { now, isStopped, records } = parsed.data
  const writes = recordKinds.flatMap((kind) =>
    records[kind].map((value): Write => ({ kind, key: keyOfRecord(kind, value), value })),
  )
  checkReferences(records)
  platform.replace({ clock: setClock(new Date(now), realNow, isStopped), records: writes })
}

/** The key under which a record is kept. */
export function keyOfRecord(kind: RecordKind, value: RecordOf<RecordKind>): string {
  switch (kind) {
    case 'customer': {
      const customer = value as RecordOf<'customer'>
      return keyOf(customer.intpId, customer.intpCustomerId)
    }
    case 'website': {
      const website = value as RecordOf<'website'>
      return keyOf(website.intpId, website.intpWebsiteId)
    }
    case 'apiKey':
      return (value as RecordOf<'apiKey'>).hash
    case 'usageHour': {
      const hour = value as RecordOf<'usageHour'>
      return usageHourKey(hour.websiteId, hour.at)
    }
    default:
      return (value as RecordOf<'intp' | 'package' | 'subscription'>).id
  }
}

/** Everything that is named has to be there: a snapshot that was edited by hand must fail here, not in some later call. */
function checkReferences(records: Snapshot['records']): void {
  const packages = new Set(records.package.map(({ id }) => id))
  const subscriptions = new Set(records.subscription.map(({ id }) => id))
  const intps = new Set(records.intp.map(({ id }) => id))
  const customers = new Set(records.customer.map((customer) => keyOf(customer.intpId, customer.intpCustomerId)))
  const check = (isThere: boolean, where: string) => {
    if (!isThere) throw invalid(`${where}: not in the snapshot`)
  }
  records.intp.forEach(({ freePackageId, trialPackageId }, index) => {
    check(packages.has(freePackageId) && packages.has(trialPackageId), `records.intp.${index}: its packages`)
  })
  records.customer.forEach(({ intpId, subscriptionId }, index) => {
    check(intps.has(intpId), `records.customer.${index}.intpId`)
    check(subscriptionId === null || subscriptions.has(subscriptionId), `records.customer.${index}.subscriptionId`)
  })
  records.website.forEach(({ intpId, intpCustomerId, subscriptionId, contributors }, index) => {
    check(subscriptions.has(subscriptionId), `records.website.${index}.subscriptionId`)
    const people = [intpCustomerId, ...contributors.map((contributor) => contributor.intpCustomerId)]
    check(
      people.every((person) => customers.has(keyOf(intpId, person))),
      `records.website.${index}: its people`,
    )
  })
  records.subscription.forEach(({ intpId, packageId, plannedPackageId }, index) => {
    check(intps.has(intpId), `records.subscription.${index}.intpId`)
    check(packages.has(packageId), `records.subscription.${index}.packageId`)
    check(plannedPackageId === null || packages.has(plannedPackageId), `records.subscription.${index}.plannedPackageId`)
  })
}
