import type { WireWebsite } from './wire/wire-website.ts'
import type { CallOptions } from './call-options.ts'
import { findOrNull } from './find-or-null.ts'
import type { Intp } from './intp.ts'
import type { Intpcs } from './intpcs.ts'
import { ThreeAsError, ThreeAsInvalidRequestError, ThreeAsPlatformError } from './three-as-error.ts'
import { wait } from './wait.ts'
import type { Websites } from './websites.ts'

/** A website that shall exist, and whose it is. */
export interface WantedWebsite {
  intpCustomerId: string
  /** For the customer, where they have to be made. */
  email: string
  intpWebsiteId: string
  domain: string
  /**
   * The package to begin with: of the website, or of the customer's pool where customers hold the subscription. Without it a
   * website begins in the 30-day trial. Means nothing to what exists already.
   */
  packageId?: string | undefined
  /** ISO 8601. @defaultValue now */
  billingDate?: string | undefined
}

export interface EnsuredWebsite {
  website: WireWebsite
  /** True when this call is known to have made it. */
  isNew: boolean
}

interface Resources {
  intp: Intp
  intpcs: Intpcs
  websites: Websites
}

/** Waited before each look: another process may be making the same, and a read may lag behind by half a second. */
const waitsMs = [0, 250, 750]

/**
 * Makes the customer and the website unless they are there. Asked at the same time by many, one makes them and all get them.
 */
export async function ensureWebsite(
  resources: Resources,
  wanted: WantedWebsite,
  options: CallOptions = {},
): Promise<EnsuredWebsite> {
  let failure: unknown
  for (const waitMs of waitsMs) {
    await wait(waitMs, options.signal)
    const found = await findWebsite(resources, wanted, options)
    if (found) return { website: found, isNew: false }
    try {
      await make(resources, wanted, options)
      return { website: await untilSeen(resources, wanted, options), isNew: true }
    } catch (error) {
      if (!mayBeThere(error)) throw error
      failure = error
    }
  }
  throw failure
}

async function findWebsite(
  { websites }: Resources,
  { intpWebsiteId, intpCustomerId }: WantedWebsite,
  options: CallOptions,
): Promise<WireWebsite | null> {
  const found = await findOrNull(websites.getByIntpWebsiteId(intpWebsiteId, options))
  if (!found || found.intpCustomerId === intpCustomerId) return found
  throw new ThreeAsInvalidRequestError({
    message: 'ensureWebsite: there is a website of that id, and it belongs to another customer.',
    hint: 'Ids of websites are unique in the whole INTP: put the customer’s into them, or look for the mix-up.',
    call: 'ensureWebsite',
  })
}

async function untilSeen(resources: Resources, wanted: WantedWebsite, options: CallOptions): Promise<WireWebsite> {
  for (const waitMs of [...waitsMs, 1500]) {
    await wait(waitMs, options.signal)
    const found = await findWebsite(resources, wanted, options)
    if (found) return found
  }
  throw new ThreeAsPlatformError({
    message: 'ensureWebsite: the platform has taken the website, and does not show it yet.',
    hint: 'Try again in a few seconds.',
    call: 'ensureWebsite',
  })
}

async function make({ intp, intpcs, websites }: Resources, wanted: WantedWebsite, options: CallOptions): Promise<void> {
  const { intpCustomerId, email, intpWebsiteId, domain, packageId, billingDate } = wanted
  const customer = await findOrNull(intpcs.getByIntpCustomerId(intpCustomerId, options))
  const holder = packageId === undefined ? null : (await intp.get(options)).subscriptionType
  const start = { ...(packageId && { packageId }), ...(billingDate && { billingDate }) }
  if (!customer) {
    const website = { intpWebsiteId, domain, ...(holder === 'website' && start) }
    await intpcs.create({ intpCustomerId, email, website, ...(holder === 'intpc' && start) }, options)
    return
  }
  const first = holder === 'website' && packageId && { package: { id: packageId, ...(billingDate && { billingDate }) } }
  await websites.create({ website: { id: intpWebsiteId, domain, ...first }, intpc: { id: intpCustomerId } }, options)
}

/** After a refusal another process may have been quicker; after silence it may have been made all the same. */
function mayBeThere(error: unknown): boolean {
  return error instanceof ThreeAsInvalidRequestError || (error instanceof ThreeAsError && error.mayHaveTakenEffect)
}
