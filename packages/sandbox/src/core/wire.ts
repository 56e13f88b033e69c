import * as z from 'zod'
import { billingInterval } from './platform/periods.ts'
import type { Reader } from './platform/records.ts'
import {
  contributorRoles,
  keyOf,
  kinds,
  rates,
  type ApiKey,
  type Consumed,
  type Customer,
  type Intp,
  type Kind,
  type Package,
  type Subscription,
  type Website,
} from './platform/state.ts'
import { totalOf } from './platform/subscriptions.ts'

// What comes in.

const id = z.string().min(1)
/** The Go SDK sends the field always: empty means none. */
const packageOrNone = z
  .string()
  .transform((text) => (text === '' ? undefined : text))
  .optional()
const billingDate = z.iso.datetime({ offset: true })
const domain = z.string().min(1).max(2000)

export const pageQuery = z.object({
  page: z.coerce.number().int().nonnegative().default(0),
  pageSize: z.coerce.number().int().min(1).max(1000).default(10),
})

export const newCustomer = z.object({
  intpCustomerId: id,
  email: z.email(),
  packageId: packageOrNone,
  billingDate: billingDate.optional(),
  website: z
    .object({ intpWebsiteId: id, domain, packageId: packageOrNone, billingDate: billingDate.optional() })
    .optional(),
})

export const newWebsite = z.object({
  website: z.object({
    id,
    domain,
    package: z.object({ id: packageOrNone, billingDate: billingDate.optional() }).optional(),
  }),
  intpc: z.object({ id }),
  opts: z.object({ uft: z.boolean().optional() }).optional(),
})

export const newWebsiteV2 = z.object({
  intpWebsiteId: id,
  intpCustomerId: id,
  domain,
  packageId: packageOrNone,
  billingDate: billingDate.optional(),
})

export const whitelistedDomain = z.object({ domain })

export const newApiKey = z.object({
  name: z.string().min(1),
  comment: z.string().nullish(),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
})

export const newContributor = z.object({ intpCustomerId: id, role: z.enum(contributorRoles) })

export const newPackage = z.object({
  name: z.string().min(1),
  touchpoints: z.number().int().min(-1),
  price: z.number().nonnegative(),
  currency: z.enum(['EUR', 'USD', 'RON']),
  period: z.enum(['monthly', 'yearly']),
  visibility: z.enum(['public', 'restricted']).default('public'),
})

export const packageUpdate = z.object({ name: z.string().min(1) })

const upgradeTerms = { packageId: id, trial: z.boolean().default(false), proRate: z.boolean().default(false) }
const byWebsite = { intpWebsiteId: id }
const byCustomer = { intpcId: id }

export const websiteSubscriptionCalls = {
  upgrade: z.object({ ...byWebsite, ...upgradeTerms }),
  downgrade: z.object({ ...byWebsite, packageId: id }),
  other: z.object(byWebsite),
}

export const intpcSubscriptionCalls = {
  upgrade: z.object({ ...byCustomer, ...upgradeTerms }),
  downgrade: z.object({ ...byCustomer, packageId: id }),
  other: z.object(byCustomer),
}

// What goes out.

export function companyDetails(intp: Intp) {
  const { id: intpId, name, address, createdAt, billingMode, subscriptionType, websiteOnboarding } = intp
  return { id: intpId, name, address, createdAt, billingMode, subscriptionType, websiteOnboarding }
}

export function customerOut(customer: Customer) {
  const { id: customerId, intpCustomerId, visaId, email, intpId, createdAt } = customer
  return { id: customerId, intpCustomerId, visaId, email, intpId, createdAt }
}

export function packageOut(reader: Reader, pkg: Package) {
  const { id: packageId, name, price, currency, period, intpId, touchpoints, recommended, createdAt, visibility } = pkg
  const restrictedTo = pkg.grants.map((grant) =>
    grant.to === 'customer'
      ? { intpCustomerId: grant.id, intpWebsiteId: null }
      : {
          intpCustomerId: reader.get('website', keyOf(intpId, grant.id))?.intpCustomerId ?? null,
          intpWebsiteId: grant.id,
        },
  )
  return {
    id: packageId,
    name,
    price,
    currency,
    period,
    intpId,
    touchpoints,
    recommended,
    createdAt,
    visibility,
    ...(visibility === 'restricted' && { restrictedTo }),
  }
}

/** The interval of a planned downgrade goes out under both names that clients read it by. */
export function websiteOut(reader: Reader, intp: Intp, website: Website) {
  const subscription = reader.get('subscription', website.subscriptionId)!
  const pkg = reader.get('package', subscription.packageId)!
  const owner = reader.get('customer', keyOf(intp.id, website.intpCustomerId))!
  const planned = plannedPackage(reader, subscription)
  const isPool = subscription.type === 'intpc'
  return {
    id: website.id,
    status: subscription.status,
    intpId: website.intpId,
    visaCustomerId: owner.visaId,
    intpWebsiteId: website.intpWebsiteId,
    intpCustomerId: website.intpCustomerId,
    domain: website.domain,
    packageId: pkg.id,
    packageName: pkg.name,
    billingInterval: billingInterval(pkg.period),
    billingMode: intp.billingMode,
    subscriptionType: intp.subscriptionType,
    ...(subscription.lastPackageChangeAt !== null && { lastPackageChangeAt: subscription.lastPackageChangeAt }),
    ...(planned && {
      plannedDowngradePackageId: planned.id,
      plannedDowngradePackageName: planned.name,
      plannedDowngradePackageInterval: billingInterval(planned.period),
      plannedDowngradeBillingInterval: billingInterval(planned.period),
    }),
    inTrial: subscription.inTrial,
    hadTrial: subscription.hadTrial,
    createdAt: website.createdAt,
    expiresAt: subscription.expiresAt,
    stpResetAt: subscription.expiresAt,
    visaTrackingCode: trackingCode(website, ''),
    visaMaxPrivacyModeTrackingCode: trackingCode(website, ' data-max-privacy="true"'),
    consumption: consumptionOut(isPool ? website.consumed : subscription.consumed, isPool ? -1 : pkg.touchpoints),
  }
}

export function subscriptionOut(reader: Reader, subscription: Subscription) {
  const pkg = reader.get('package', subscription.packageId)!
  return {
    id: subscription.id,
    type: subscription.type,
    status: subscription.status,
    packageId: subscription.packageId,
    ...(subscription.intpWebsiteId !== null && { websiteId: subscription.intpWebsiteId }),
    intpId: subscription.intpId,
    intpcId: subscription.intpcId,
    billingInterval: billingInterval(pkg.period),
    createdAt: subscription.createdAt,
    expiresAt: subscription.expiresAt,
    stpResetAt: subscription.expiresAt,
    lastPackageChangeAt: subscription.lastPackageChangeAt,
    inTrial: subscription.inTrial,
    hadTrial: subscription.hadTrial,
    ...(subscription.plannedPackageId !== null && { plannedDowngradePackageId: subscription.plannedPackageId }),
    consumption: consumptionOut(subscription.consumed, pkg.touchpoints),
  }
}

export function apiKeyOut(key: ApiKey) {
  const { id: keyId, name, comment, createdAt, expiresAt, intpWebsiteId, intpCustomerId } = key
  return {
    id: keyId,
    name,
    comment,
    createdAt,
    ...(expiresAt !== null && { expiresAt }),
    intpWebsiteId,
    intpCustomerId,
  }
}

export function contributorsOut(reader: Reader, website: Website) {
  const person = (intpCustomerId: string) => ({
    intpCustomerId,
    email: reader.get('customer', keyOf(website.intpId, intpCustomerId))!.email,
  })
  const withRole = (role: string) =>
    website.contributors.filter((contributor) => contributor.role === role).map((one) => person(one.intpCustomerId))
  return {
    owner: person(website.intpCustomerId),
    contributors: Object.fromEntries(contributorRoles.map((role) => [role, withRole(role)])),
  }
}

type ConsumptionOut = { stpLimit: number; stpConsumed: number } & Record<
  `stpRate${Kind}` | `stpConsumed${Kind}`,
  number
>

function consumptionOut(consumed: Consumed, stpLimit: number): ConsumptionOut {
  const byKind = kinds.flatMap((kind) => [
    [`stpRate${kind}`, rates[kind]],
    [`stpConsumed${kind}`, consumed[kind] ?? 0],
  ])
  const counts = Object.fromEntries(byKind) as Omit<ConsumptionOut, 'stpLimit' | 'stpConsumed'>
  return { stpLimit, stpConsumed: totalOf(consumed), ...counts }
}

function plannedPackage(reader: Reader, subscription: Subscription): Package | undefined {
  return subscription.plannedPackageId === null ? undefined : reader.get('package', subscription.plannedPackageId)
}

/** Inert: it looks like the platform's snippet, and loads nothing. */
function trackingCode(website: Website, attributes: string): string {
  return `<script async data-website="${website.id}"${attributes} src="https://tracking.sandbox.invalid/script.js"></script>`
}
