import { dueAmountSchema } from './money.ts'
import { packageListSchema } from './package.ts'
import { idSchema } from './primitives.ts'
import { quoteSchema } from './quote.ts'
import type { Route } from './route.ts'
import { changeIntentSchema, idempotencyKeySchema, subscriptionChangeSchema } from './subscription-change.ts'
import { subscriptionRoute } from './subscription-route.ts'
import { subscriptionViewSchema } from './subscription.ts'
import { websiteListSchema } from './website.ts'
import { nullable, object, optional, string } from './zod-schemas.ts'

// All that this file exports is a route: `route-table.ts` and with it the handler, the document and the tests take them from here.
export { getDashboardUrl } from './dashboard-url.ts'

const ofWebsite = object({ websiteId: idSchema })
const ofChange = object({ websiteId: idSchema, changeId: idSchema })

/** The websites that a person may open: their own, and those they contribute to. */
export const listWebsites = {
  name: 'listWebsites',
  method: 'GET',
  path: '/websites',
  access: 'session',
  right: null,
  cache: 'private, no-cache',
  input: object({}),
  output: websiteListSchema,
} as const satisfies Route

/** The packages a website may have, trial packages left out. */
export const listPackages = {
  name: 'listPackages',
  method: 'GET',
  path: '/packages',
  access: 'read',
  right: null,
  cache: 'private, no-cache',
  input: ofWebsite,
  output: object({ packages: packageListSchema }),
} as const satisfies Route

/** What a website has, what it used, what the caller may do, and the change that is under way. */
export const getSubscription = {
  ...subscriptionRoute,
  input: ofWebsite,
  output: subscriptionViewSchema,
} as const satisfies Route

const refusalSchema = object({ reason: string() })

/** What choosing a package costs and brings. */
export const createQuote = {
  name: 'createQuote',
  method: 'POST',
  path: '/quotes',
  access: 'change',
  right: 'plan',
  cache: 'private, no-cache',
  input: object({ websiteId: idSchema, packageId: idSchema }),
  output: quoteSchema,
  details: { change_open: subscriptionChangeSchema, refused: refusalSchema },
} as const satisfies Route

/**
 * Starts a change, or finds the one that was started with the same key. A choice carries the quote it was shown and the
 * amount on the button in minor units.
 */
export const startChange = {
  name: 'startChange',
  method: 'POST',
  path: '/changes',
  access: 'change',
  right: 'plan',
  cache: 'private, no-cache',
  input: object({
    websiteId: idSchema,
    idempotencyKey: idempotencyKeySchema,
    intent: changeIntentSchema,
    quote: optional(nullable(object({ id: idSchema, amountMinor: dueAmountSchema }))),
  }),
  output: subscriptionChangeSchema,
  details: { quote_outdated: quoteSchema, change_open: subscriptionChangeSchema, refused: refusalSchema },
} as const satisfies Route

/** How far a change is. Asking also settles what can be settled. */
export const getChange = {
  name: 'getChange',
  method: 'GET',
  path: '/change',
  access: 'change',
  right: 'plan',
  cache: 'private, no-cache',
  input: ofChange,
  output: subscriptionChangeSchema,
} as const satisfies Route

/** Withdraws a change that is not paid. One that was paid meanwhile goes on. */
export const abandonChange = {
  name: 'abandonChange',
  method: 'POST',
  path: '/changes/abandon',
  access: 'change',
  right: 'plan',
  cache: 'private, no-cache',
  input: ofChange,
  output: subscriptionChangeSchema,
} as const satisfies Route
