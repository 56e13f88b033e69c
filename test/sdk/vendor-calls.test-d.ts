// The calls of the vendor's readme, as they stand there: moving over is one import.
import { expectTypeOf } from 'vitest'
import {
  ContributorRole,
  LogLevel,
  VisitorAnalytics,
  type ApiKey,
  type CreatedApiKey,
  type Intpc,
  type Package,
  type PaginatedResponse,
  type StpConsumption,
  type Website,
} from '../../src/server.ts'

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

// What comes back has the shapes of the vendor's SDK.
expectTypeOf(visa.packages.list()).resolves.toEqualTypeOf<Package[]>()
expectTypeOf(visa.websites.list()).resolves.toEqualTypeOf<PaginatedResponse<Website>>()
expectTypeOf(visa.websites.getByIntpWebsiteId(id)).resolves.toEqualTypeOf<Website>()
expectTypeOf(visa.intpcs.create({ intpCustomerId: id, email: id })).resolves.toEqualTypeOf<Intpc>()
expectTypeOf<Website['id']>().toEqualTypeOf<string>()
expectTypeOf<Package['price']>().toEqualTypeOf<number>()
expectTypeOf<NonNullable<Website['consumption']>>().toExtend<StpConsumption>()

// The two whose answers the readme prints as { payload } can be read either way.
expectTypeOf(visa.website(id).createApiKey({ name: 'a' })).resolves.toExtend<
  CreatedApiKey & { payload: CreatedApiKey }
>()
expectTypeOf(visa.website(id).listApiKeys()).resolves.toExtend<ApiKey[] & { payload: ApiKey[] }>()

// A contributor is taken off by id, and as the vendor's SDK takes it.
void visa.website(id).deleteContributor(id)
void visa.website(id).deleteContributor({ intpCustomerId: id })
void visa.website(id).addContributor({ intpCustomerId: id, role: ContributorRole.WATCHER })
expectTypeOf<CreatedApiKey['apiKey']>().toEqualTypeOf<string>()
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
// @ts-expect-error there is no such option: it is apiUrl
void new VisitorAnalytics({ intp: { id, privateKey: id }, apiURL: id })
// @ts-expect-error a dashboard URL has to be awaited before it is the address of a frame
void ({ src: visa.intpc(id).generateIFrameDashboardUrl(id) } satisfies { src: string })
// @ts-expect-error a website has no such field
void visa.websites.getByIntpWebsiteId(id).then((site) => site.packageID)
// @ts-expect-error a handle belongs to its id for good
visa.intpc(id).id = 'other'
