import * as z from 'zod'

const id = z.string().min(1)
/** Always as `toISOString` writes it, so that instants compare as strings. */
export const instant = z.iso.datetime({ precision: 3 })

/** What the platform counts, each kind at its own rate. */
export const kinds = [
  'Visit',
  'VisitEvent',
  'SessionRecording',
  'HeatmapIncrement',
  'PollAnswer',
  'SurveyAnswer',
  'FunnelMatch',
] as const
export type Kind = (typeof kinds)[number]

/** Touchpoints that one of a kind costs. */
export const rates: Readonly<Record<Kind, number>> = {
  Visit: 1,
  VisitEvent: 1,
  SessionRecording: 5,
  HeatmapIncrement: 1,
  PollAnswer: 5,
  SurveyAnswer: 5,
  FunnelMatch: 1,
}

/** Touchpoints used, by kind; a kind that was never used is missing. */
const consumedSchema = z.partialRecord(z.enum(kinds), z.number().int().nonnegative())
export type Consumed = z.infer<typeof consumedSchema>

export const subscriptionTypes = ['website', 'intpc'] as const
export const billingModes = ['company_managed', 'platform_managed'] as const
export const contributorRoles = ['editor', 'watcher', 'dashboard'] as const
export type ContributorRole = (typeof contributorRoles)[number]

const intpSchema = z.object({
  id,
  name: z.string(),
  address: z.string(),
  subscriptionType: z.enum(subscriptionTypes),
  billingMode: z.enum(billingModes),
  websiteOnboarding: z.boolean(),
  publicKey: z.string(),
  /** What everybody falls back to. */
  freePackageId: id,
  /** The 30-day unlimited free trial. */
  trialPackageId: id,
  createdAt: instant,
})
export type Intp = z.infer<typeof intpSchema>

const packageSchema = z.object({
  id,
  intpId: id,
  name: z.string(),
  touchpoints: z.number().int().min(-1),
  price: z.number().nonnegative(),
  currency: z.enum(['EUR', 'USD', 'RON']),
  period: z.enum(['monthly', 'yearly', 'monhtly']),
  recommended: z.boolean(),
  visibility: z.enum(['public', 'restricted']),
  /** Whom a restricted package was granted to. */
  grants: z.array(z.object({ to: z.enum(['customer', 'website']), id })),
  createdAt: instant,
})
export type Package = z.infer<typeof packageSchema>

const customerSchema = z.object({
  id,
  visaId: id,
  intpId: id,
  intpCustomerId: id,
  email: z.string(),
  /** The pool, with an INTP of type `intpc`. */
  subscriptionId: id.nullable(),
  createdAt: instant,
})
export type Customer = z.infer<typeof customerSchema>

const websiteSchema = z.object({
  id,
  intpId: id,
  intpWebsiteId: id,
  intpCustomerId: id,
  domain: z.string(),
  /** Its own subscription, or its customer's pool. */
  subscriptionId: id,
  whitelistedDomains: z.array(z.string()),
  contributors: z.array(z.object({ intpCustomerId: id, role: z.enum(contributorRoles) })),
  /** Its part of what the subscription has used since the last reset. */
  consumed: consumedSchema,
  /** Whether it had visitors before it was made: the demo and configured ones had, one made by a call is new. */
  hasHistory: z.boolean().default(true),
  createdAt: instant,
})
export type Website = z.infer<typeof websiteSchema>

const subscriptionSchema = z.object({
  id,
  type: z.enum(subscriptionTypes),
  intpId: id,
  intpcId: id,
  /** Null for a pool. */
  intpWebsiteId: id.nullable(),
  status: z.enum(['active', 'canceled', 'inactive']),
  packageId: id,
  plannedPackageId: id.nullable(),
  inTrial: z.boolean(),
  hadTrial: z.boolean(),
  consumed: consumedSchema,
  /** When tracking stood still: limit reached, no limit at all, or inactive. The last one may be open. */
  stops: z.array(z.object({ from: instant, until: instant.nullable() })),
  createdAt: instant,
  /** End of the running period. The touchpoints reset with it: the two move together. */
  expiresAt: instant,
  lastPackageChangeAt: instant.nullable(),
})
export type Subscription = z.infer<typeof subscriptionSchema>

const apiKeySchema = z.object({
  id,
  /** SHA-256 of the secret, in hex: the secret itself is kept nowhere. */
  hash: z.string().length(64),
  intpId: id,
  intpWebsiteId: id,
  intpCustomerId: id,
  name: z.string(),
  comment: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant.nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

const usageHourSchema = z.object({
  websiteId: id,
  /** The first recording of that hour: tracking ran then, which need not be so at the full hour. */
  at: instant,
  /** How many of each kind were recorded within the hour (not touchpoints). */
  counts: z.partialRecord(z.enum(kinds), z.number().int().nonnegative()),
})

/** Every kind of record the platform keeps. Records are plain, immutable data. */
export const recordSchemas = {
  intp: intpSchema,
  package: packageSchema,
  customer: customerSchema,
  website: websiteSchema,
  subscription: subscriptionSchema,
  apiKey: apiKeySchema,
  usageHour: usageHourSchema,
}
export type RecordKind = keyof typeof recordSchemas
export const recordKinds = Object.keys(recordSchemas) as RecordKind[]
export type RecordOf<K extends RecordKind> = z.infer<(typeof recordSchemas)[K]>

/** INTP ids hold no space, so a partner's free text after it cannot make two keys equal. */
export const keyOf = (intpId: string, partnersId: string) => `${intpId} ${partnersId}`
export const usageHourKey = (websiteId: string, at: string) => `${websiteId} ${at.slice(0, 13)}`
