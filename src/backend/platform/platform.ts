import { AnalyticsError } from '../../contract/error.ts'
import type { Package } from '../../contract/package.ts'
import { packageFromWire } from '../../sdk/wire/wire-package.ts'
import type { WirePackage } from '../../sdk/wire/wire-package.ts'
import { instantFromWire, statusFromWire, subscriptionFromWire, type WireWebsite } from '../../sdk/wire/wire-website.ts'
import {
  billingModes,
  type BillingMode,
  type Subscription,
  type SubscriptionHolder,
} from '../../contract/subscription.ts'
import type { WireContributors } from '../../sdk/wire/wire-contributors.ts'
import type { IntpcHandle, Intpcs } from '../../sdk/intpcs.ts'
import { ThreeAsError } from '../../sdk/three-as-error.ts'
import type { VisitorAnalytics } from '../../sdk/visitor-analytics.ts'
import type { PlatformEvent } from './platform-event.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { expiringCache } from '../runtime/expiring-cache.ts'

/** What is the same for all customers of the INTP. */
interface Company {
  billingMode: BillingMode
  holder: SubscriptionHolder
}

/** What stands on the platform for one subscription. */
export interface Reading {
  subscription: Subscription
  /** The package that takes over at the end, also where it is not a planned downgrade (ending, or in a trial). */
  nextPackageId: string | null
  lastPackageChangeAt: string | null
  createdAt: string | null
}

/** The platform as the backend asks it: clean types, and errors of the contract. */
export interface Platform {
  company(): Promise<Company>
  /** `null` when there is none. */
  website(websiteId: string): Promise<WireWebsite | null>
  /** Those that the customer owns. */
  websitesOf(customerId: string): Promise<WireWebsite[]>
  hasCustomer(customerId: string): Promise<boolean>
  /** `null` for a website that does not exist. */
  contributors(websiteId: string): Promise<WireContributors | null>
  /** What a subscription's holder may have, the current package included even when it cannot be picked. */
  packages(website: WireWebsite, holder: SubscriptionHolder): Promise<OfferedPackages>
  /** The same, begun while the website itself is still being read. */
  beginPackages(
    of: Pick<WireWebsite, 'intpWebsiteId' | 'intpCustomerId'>,
    holder: SubscriptionHolder,
  ): (website: WireWebsite) => Promise<OfferedPackages>
  /** The same, up to half a minute old: to be shown, and never to be charged by. */
  shownPackages(website: WireWebsite, holder: SubscriptionHolder): Promise<OfferedPackages>
}

interface OfferedPackages {
  /** On offer to this holder. */
  offered: Package[]
  /** On offer, or what the holder has. */
  known: Package[]
}

const holders = new Map<string, SubscriptionHolder>([
  ['website', 'website'],
  ['intpc', 'customer'],
])

const companyLifeMs = 600_000
const shownLifeMs = 30_000

/** The part of the client that reads. It signs no URL. */
type PlatformReader = Pick<VisitorAnalytics, 'intp' | 'packages' | 'website' | 'websites'> & {
  intpc(customerId: string): Pick<IntpcHandle, 'allWebsites'>
  intpcs: Pick<Intpcs, 'getByIntpCustomerId'>
}

export function createPlatform(
  threeAs: PlatformReader,
  runtime: Runtime,
  emit: (event: PlatformEvent) => void = () => {},
  currencies: readonly string[] | 'any' = 'any',
): Platform {
  const companies = expiringCache<Company>(companyLifeMs, runtime)
  const told = new Set<string>()

  function readPackage(wire: WirePackage): Package[] {
    const read = packageFromWire(wire)
    if (read.kind === 'package') return [read.package]
    const { field } = read
    const finding = JSON.stringify([wire.id, field])
    if (!told.has(finding)) emit({ type: 'package.omitted', packageId: wire.id, field })
    told.add(finding)
    return []
  }

  const lists = expiringCache<Package[]>(shownLifeMs, runtime)
  const singles = expiringCache<Package | null>(shownLifeMs, runtime)

  async function packageById(id: string): Promise<Package | null> {
    const found = await unlessNotFound(threeAs.packages.getById(id))
    return (found && readPackage(found)[0]) ?? null
  }

  async function packagesOf(whose: Holder): Promise<Package[]> {
    return (await asked(threeAs.packages.list(whose))).flatMap(readPackage)
  }

  /** What costs nothing is on offer in any currency. */
  const isCollected = ({ price }: Package) =>
    currencies === 'any' || price.amountMinor === 0 || currencies.includes(price.currency)

  /** By owner too: what is offered to one is nothing to the next owner of a website. */
  const shownTo = (ownerId: string): PackageSource => ({
    list: (whose) => lists.get(JSON.stringify([whose, ownerId]), () => packagesOf(whose)),
    single: (id) => singles.get(id, () => packageById(id)),
    isCollected,
  })

  const beginPackages: Platform['beginPackages'] = (of, holder) => {
    const begun = packagesOf(holderOf(of, holder))
    // Told to whoever finishes it; the website may be what fails first.
    begun.catch(() => {})
    return (website) => {
      const isSame = holder === 'website' || website.intpCustomerId === of.intpCustomerId
      return offeredTo(website, holder, { list: isSame ? () => begun : packagesOf, single: packageById, isCollected })
    }
  }

  return {
    company: () =>
      companies.get('', async () => {
        const { billingMode, subscriptionType } = await asked(threeAs.intp.get())
        const mode = billingModes.find((known) => known === billingMode)
        const holder = holders.get(subscriptionType)
        if (!mode) throw notUnderstood('billingMode')
        if (!holder) throw notUnderstood('subscriptionType')
        return { billingMode: mode, holder }
      }),
    async website(websiteId) {
      const website = await unlessNotFound(threeAs.websites.getByIntpWebsiteId(websiteId))
      // Were it found by another spelling too, one website could have two changes at a time.
      return website?.intpWebsiteId === websiteId ? website : null
    },
    async websitesOf(customerId) {
      const listed = (await unlessNotFound(collect(threeAs.intpc(customerId).allWebsites({ strict: true })))) ?? []
      // A platform that overlooked the filter would list everybody's.
      return listed.filter(({ intpCustomerId }) => intpCustomerId === customerId)
    },
    hasCustomer: async (customerId) => (await unlessNotFound(threeAs.intpcs.getByIntpCustomerId(customerId))) !== null,
    contributors: (websiteId) => unlessNotFound(threeAs.website(websiteId).listContributors()),
    packages: (website, holder) => beginPackages(website, holder)(website),
    beginPackages,
    shownPackages: (website, holder) => offeredTo(website, holder, shownTo(website.intpCustomerId)),
  }
}

type Holder = { intpWebsiteId: string } | { intpCustomerId: string }

function holderOf(
  { intpWebsiteId, intpCustomerId }: Pick<WireWebsite, 'intpWebsiteId' | 'intpCustomerId'>,
  holder: SubscriptionHolder,
): Holder {
  return holder === 'website' ? { intpWebsiteId } : { intpCustomerId }
}

interface PackageSource {
  list: (whose: Holder) => Promise<Package[]>
  single: (packageId: string) => Promise<Package | null>
  isCollected: (found: Package) => boolean
}

async function offeredTo(
  website: WireWebsite,
  holder: SubscriptionHolder,
  { list, single, isCollected }: PackageSource,
): Promise<OfferedPackages> {
  const { packageId } = website
  const all = await list(holderOf(website, holder))
  const offered = all.filter((each) => !each.isTrial && isCollected(each))
  if (!packageId || all.some(({ id }) => id === packageId)) return { offered, known: all }
  const retired = await single(packageId)
  return { offered, known: retired ? [...all, retired] : all }
}

/** The clean reading of a website. @throws AnalyticsError for a status that cannot be acted by. */
export function readingOf(website: WireWebsite, packages: readonly Package[]): Reading {
  const status = statusFromWire(website.status)
  if (status === null) throw notUnderstood('status')
  return {
    subscription: subscriptionFromWire({ ...website, status }, packages),
    nextPackageId: website.plannedDowngradePackageId || null,
    lastPackageChangeAt: instantFromWire(website.lastPackageChangeAt),
    createdAt: instantFromWire(website.createdAt),
  }
}

/** The platform says something new where the backend has to act by it: rather than guess, it waits for a word it knows. */
function notUnderstood(field: string): AnalyticsError {
  return new AnalyticsError({
    code: 'platform_unavailable',
    message: `The analytics platform answered with an unknown ${field}.`,
    hint: 'For the operator: the platform may have changed; look for a newer version of react-3as.',
    retryable: true,
  })
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function unlessNotFound<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ThreeAsError && (error.code === 'not_found' || isNoId(error))) return null
    throw platformError(error)
  }
}

/** An id that the client cannot send, such as `..`, belongs to no website. */
function isNoId({ code, status }: ThreeAsError): boolean {
  return code === 'invalid_request' && status === null
}

async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw platformError(error)
  }
}

/** The platform's failure as a browser may see it: which it was, and never what it said about whom. */
export function platformError(cause: unknown): unknown {
  if (!(cause instanceof ThreeAsError)) return cause
  const { code } = cause
  if (code === 'not_found') return notFound(cause)
  if (code === 'refused' || code === 'invalid_request') {
    return new AnalyticsError({ code: 'refused', message: 'The analytics platform refused this.', cause })
  }
  const isOurs = code === 'unauthenticated' || code === 'forbidden' || code === 'configuration'
  return new AnalyticsError({
    code: 'platform_unavailable',
    message: 'The analytics platform could not be asked.',
    hint: isOurs ? notAccepted : code === 'unreachable' || code === 'timeout' ? noAnswer : null,
    retryable: !isOurs,
    cause,
  })
}

// Anybody who opens a page can read these: they name options, never a host or an id.
const notAccepted = 'For the operator: the platform does not accept this backend; check its INTP id and key.'
const noAnswer =
  'For the operator: no answer came from apiUrl. Check it, and that the sandbox runs where it is the platform.'

export function notFound(cause?: unknown): AnalyticsError {
  return new AnalyticsError({ code: 'not_found', message: 'There is no such website, or it is not yours.', cause })
}
