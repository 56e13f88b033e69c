// The calls of the vendor's readme, as they stand there: moving over is one import.
import { expectTypeOf } from 'vitest'
import { LogLevel } from '../../src/sdk/settings.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import type { WireApiKey, WireCreatedApiKey } from '../../src/contract/platform/wire-api-key.ts'
import type { WirePackage } from '../../src/contract/platform/wire-package.ts'
import type { WireWebsite } from '../../src/contract/platform/wire-website.ts'

declare const INTP_CUSTOMER_ID: string
declare const INTP_CUSTOMER_EMAIL: string
declare const INTP_WEBSITE_ID: string
declare const INTP_WEBSITE_DOMAIN: string
declare const INTP_WEBSITE_DOMAIN_URI: string
declare const PACKAGE_UUID: string
declare const PACKAGE_NAME: string
declare const UPDATED_PACKAGE_NAME: string
declare const TOUCHPOINT_LIMIT: number
declare const FLOAT: number
declare const CURRENCY_CODE: string
declare const PERIOD: string
declare const ISO_DATE_STRING: string
declare const STRING: string
declare const BOOLEAN: boolean
declare const id: string

const visa = new VisitorAnalytics({
  intp: {
    id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb',
    privateKey: `...`,
  },
  env: 'stage',
  logLevel: LogLevel.INFO,
})

// INTPCs API
void visa.intpcs.list()
void visa.intpcs.getByIntpCustomerId(INTP_CUSTOMER_ID)
void visa.intpcs.create({
  intpCustomerId: INTP_CUSTOMER_ID,
  email: INTP_CUSTOMER_EMAIL,
  packageId: PACKAGE_UUID,
  billingDate: ISO_DATE_STRING,
  website: {
    intpWebsiteId: INTP_WEBSITE_ID,
    domain: INTP_WEBSITE_DOMAIN_URI,
  },
})
void visa.intpcs.create({
  intpCustomerId: INTP_CUSTOMER_ID,
  email: INTP_CUSTOMER_EMAIL,
  website: {
    intpWebsiteId: INTP_WEBSITE_ID,
    domain: INTP_WEBSITE_DOMAIN_URI,
    packageId: PACKAGE_UUID,
    billingDate: ISO_DATE_STRING,
  },
})

// INTPC API
void visa.intpc(INTP_CUSTOMER_ID).listWebsites()
void visa.intpc(INTP_CUSTOMER_ID).delete()
void visa.intpc(INTP_CUSTOMER_ID).generateIFrameDashboardUrl(INTP_WEBSITE_ID)

// Packages API, Package API
void visa.packages.list()
void visa.packages.getById(PACKAGE_UUID)
void visa.packages.create({
  name: PACKAGE_NAME,
  touchpoints: TOUCHPOINT_LIMIT,
  price: FLOAT,
  currency: CURRENCY_CODE,
  period: PERIOD,
})
void visa.package(PACKAGE_UUID).update({
  name: UPDATED_PACKAGE_NAME,
})

// Websites API
void visa.websites.list()
void visa.websites.getByIntpWebsiteId(INTP_WEBSITE_ID)
void visa.websites.create({
  website: {
    id: INTP_WEBSITE_ID,
    domain: INTP_WEBSITE_DOMAIN,
    package: {
      id: PACKAGE_UUID,
      billingDate: ISO_DATE_STRING,
    },
  },
  intpc: {
    id: INTP_CUSTOMER_ID,
  },
})
void visa.websites.create({
  website: {
    id: INTP_WEBSITE_ID,
    domain: INTP_WEBSITE_DOMAIN,
  },
  intpc: {
    id: INTP_CUSTOMER_ID,
  },
})
void visa.websites.create({
  website: {
    id: INTP_WEBSITE_ID,
    domain: INTP_WEBSITE_DOMAIN,
  },
  intpc: {
    id: INTP_CUSTOMER_ID,
  },
  opts: {
    uft: true,
  },
})

// Website API
void visa.website(INTP_WEBSITE_ID).delete()
void visa.website(INTP_WEBSITE_ID).addWhitelistedDomain(STRING)
void visa.website(INTP_WEBSITE_ID).deleteWhitelistedDomain(STRING)
void visa.website(INTP_WEBSITE_ID).listWhitelistedDomains()
void visa.website(INTP_WEBSITE_ID).createApiKey({
  name: 'string',
  comment: 'string',
  expiresAt: '2025-07-23T21:00:00.000Z',
})
void visa.website(INTP_WEBSITE_ID).listApiKeys()
void visa.website(INTP_WEBSITE_ID).deleteApiKey(id)

// Subscriptions of websites
void visa.websiteSubscriptions.upgrade({
  intpWebsiteId: INTP_WEBSITE_ID,
  packageId: PACKAGE_UUID,
  trial: BOOLEAN,
  proRate: BOOLEAN,
})
void visa.websiteSubscriptions.downgrade({
  intpWebsiteId: INTP_WEBSITE_ID,
  packageId: PACKAGE_UUID,
})
void visa.websiteSubscriptions.cancel({
  intpWebsiteId: INTP_WEBSITE_ID,
})
void visa.websiteSubscriptions.resume({
  intpWebsiteId: INTP_WEBSITE_ID,
})
void visa.websiteSubscriptions.deactivate({
  intpWebsiteId: INTP_WEBSITE_ID,
})

// Subscriptions of customers
void visa.intpcSubscriptions.upgrade({
  intpcId: INTP_CUSTOMER_ID,
  packageId: PACKAGE_UUID,
  trial: BOOLEAN,
  proRate: BOOLEAN,
})
void visa.intpcSubscriptions.downgrade({
  intpcId: INTP_CUSTOMER_ID,
  packageId: PACKAGE_UUID,
})
void visa.intpcSubscriptions.cancel({
  intpcId: INTP_CUSTOMER_ID,
})
void visa.intpcSubscriptions.resume({
  intpcId: INTP_CUSTOMER_ID,
})
void visa.intpcSubscriptions.deactivate({
  intpcId: INTP_CUSTOMER_ID,
})

// Utils API, INTP API
void visa.auth.generateINTPAccessToken()
void visa.auth.generateINTPcAccessToken(INTP_CUSTOMER_ID)
void visa.intp.get()

// What comes back has the platform's shapes.
expectTypeOf(visa.packages.list()).resolves.toHaveProperty('payload').toEqualTypeOf<WirePackage[]>()
expectTypeOf(visa.websites.getByIntpWebsiteId(id)).resolves.toEqualTypeOf<{ payload: WireWebsite }>()
expectTypeOf(visa.website(id).createApiKey({ name: 'a' })).resolves.toEqualTypeOf<{ payload: WireCreatedApiKey }>()
expectTypeOf(visa.website(id).listApiKeys()).resolves.toHaveProperty('payload').toEqualTypeOf<WireApiKey[]>()
expectTypeOf<WireCreatedApiKey['apiKey']>().toEqualTypeOf<string>()
expectTypeOf(visa.intpc(id).generateIFrameDashboardUrl(id)).resolves.toEqualTypeOf<string>()

// What cannot be right does not compile.
// @ts-expect-error a website is named by intpWebsiteId
void visa.websiteSubscriptions.cancel({ intpcId: id })
// @ts-expect-error an upgrade needs a package
void visa.websiteSubscriptions.upgrade({ intpWebsiteId: id })
// @ts-expect-error there is no such environment
void new VisitorAnalytics({ intp: { id, privateKey: id }, env: 'prod' })
// @ts-expect-error there is no such role
void visa.website(id).addContributor({ intpCustomerId: id, role: 'admin' })
// @ts-expect-error a handle belongs to its id for good
visa.intpc(id).id = 'other'
