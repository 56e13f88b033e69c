import type { CurrentPlan, Subscription } from '../../contract/subscription.ts'
import { getDashboardUrl, getSubscription, listPackages, listWebsites } from '../../contract/routes.ts'
import { statusFromWire, subscriptionFromWire } from '../../sdk/wire/wire-website.ts'
import { assert, equal, matches } from '../assert.ts'
import { bikes, books, garden, lamps, type BackendCheck } from './backend-check.ts'
import { answerOf, type BackendUnderTest } from './backend-under-test.ts'

export const readingChecks: readonly BackendCheck[] = [
  {
    name: 'GET /websites: lists what a customer has, and nothing of another',
    run: async (backend) => {
      const { websites } = await backend.read('acmeManager', listWebsites)
      equal(websites.map(({ websiteId }) => websiteId).toSorted(), [bikes, books, garden], 'The list')
      matches(
        websites.find(({ websiteId }) => websiteId === bikes),
        { domain: 'bikes.acme.test', planName: 'Basic', status: 'active' },
        bikes,
      )
      assert(
        websites.every(({ may }) => may.includes('plan')),
        'A manager may choose the plan of each.',
      )
      const others = await backend.read('globexManager', listWebsites)
      equal(
        others.websites.map(({ websiteId }) => websiteId),
        [lamps],
        'The list of another customer',
      )
    },
  },
  {
    name: 'GET /dashboard-url: opens the dashboard, for the owner, with upgrade buttons',
    run: async (backend) => {
      const { url, expiresInSeconds } = await backend.read('acmeManager', getDashboardUrl, { websiteId: bikes })
      const { searchParams } = new URL(url)
      equal(searchParams.get('externalWebsiteId'), bikes, 'externalWebsiteId')
      equal(searchParams.get('allowUpgrade'), 'true', 'allowUpgrade')
      const { intpc_id: signedFor, exp } = claimsOf(url)
      equal(signedFor, 'acme', 'intpc_id')
      const tokenSeconds = Number(exp) - Date.now() / 1000
      assert(
        expiresInSeconds > 0 && expiresInSeconds <= tokenSeconds + 5,
        'expiresInSeconds is not the life of the token.',
      )
      await opens(url)
    },
  },
  {
    name: 'GET /dashboard-url: is kept nowhere',
    run: async (backend) => {
      const { headers } = await backend.get('acmeManager', getDashboardUrl.path, { websiteId: bikes })
      assert(headers.get('cache-control')?.includes('no-store'), 'Cache-Control has to be no-store: a token is in it.')
    },
  },
  {
    name: 'GET /dashboard-url: a viewer gets no token of the owner, and no upgrade buttons',
    run: async (backend) => {
      const reply = await backend.get('acmeViewer', getDashboardUrl.path, { websiteId: bikes })
      if (reply.status === 403) return
      const { url } = answerOf(getDashboardUrl, reply)
      assert(claimsOf(url)['intpc_id'] !== 'acme', 'The token is the owner’s: it opens everything as manager.')
      assert(!url.includes('allowUpgrade=true'), 'A viewer is shown upgrade buttons.')
      await opens(url)
    },
  },
  {
    name: 'GET /packages: has what can be bought, in minor units, without the trial',
    run: async (backend) => {
      const { packages } = await backend.read('acmeManager', listPackages, { websiteId: bikes })
      const found = packages
        .map(
          ({ name, price, interval, limit }) => `${name} ${interval} ${limit} ${price.amountMinor} ${price.currency}`,
        )
        .toSorted()
      const expected = demoPackages.toSorted()
      equal(found, expected, 'The list')
      equal(
        packages.filter(({ isRecommended }) => isRecommended).map(({ name }) => name),
        ['Advanced', 'Advanced'],
        'What is recommended',
      )
      assert(
        packages.every(({ isTrial }) => !isTrial),
        'A trial cannot be bought.',
      )
    },
  },
  {
    name: 'GET /subscription: shows the plan, its end and what was used',
    run: async (backend) => {
      const view = await backend.read('acmeManager', getSubscription, { websiteId: bikes })
      assert(view.may.includes('plan'), 'A manager may choose plans.')
      matches(view, { websiteId: bikes, billingMode: 'company_managed', holder: 'website' })
      matches(view, { openChange: null, usage: { kind: 'limited', limit: 11_000, used: 8_312 } })
      await shows(backend, bikes)
    },
  },
  {
    name: 'GET /subscription: shows a viewer the same, and that they may only look',
    run: async (backend) => {
      const view = await backend.read('acmeViewer', getSubscription, { websiteId: bikes })
      equal(view.may, ['look'], 'What a viewer may do')
      matches(view, { openChange: null, usage: { used: 8_312 } })
    },
  },
  {
    name: 'GET /subscription: knows the unlimited trial',
    run: async (backend) => {
      await shows(backend, books)
      const { usage, subscription } = await backend.read('acmeManager', getSubscription, { websiteId: books })
      matches(subscription, { trial: { kind: 'unlimited' }, hadTrial: true }, 'The subscription')
      matches(usage, { kind: 'unlimited', used: 1_274 }, 'Usage')
    },
  },
  {
    name: 'GET /subscription: knows a plan that records nothing',
    run: async (backend) => {
      await shows(backend, garden)
      const { usage } = await backend.read('acmeManager', getSubscription, { websiteId: garden })
      matches(usage, { kind: 'no_tracking' }, 'Usage')
    },
  },
  ...(['canceled', 'inactive'] as const).map((status): BackendCheck => ({
    name: `GET /subscription: has its own word for what the platform calls ${status}`,
    run: async (backend) => {
      backend.platform.changePlan({ intpWebsiteId: bikes, status })
      await shows(backend, bikes)
      const { websites } = await backend.read('acmeManager', listWebsites)
      const listed = websites.find(({ websiteId }) => websiteId === bikes)
      const { subscription } = await backend.read('acmeManager', getSubscription, { websiteId: bikes })
      equal(listed?.status, subscription.status, 'The status in the list')
    },
  })),
  {
    name: 'GET /subscription: shows a planned downgrade',
    run: async (backend) => {
      const { packages } = await backend.read('acmeManager', listPackages, { websiteId: bikes })
      const idOf = (wanted: string) =>
        packages.find(({ name, interval }) => name === wanted && interval === 'monthly')!.id
      backend.platform.changePlan({
        intpWebsiteId: bikes,
        packageId: idOf('Pro'),
        plannedDowngradePackageId: idOf('Basic'),
      })
      await shows(backend, bikes)
    },
  },
]

const demoPackages = [
  'Free monthly 0 0 EUR',
  'Basic monthly 11000 799 EUR',
  'Basic yearly 11000 7670 EUR',
  'Advanced monthly 27500 1499 EUR',
  'Advanced yearly 27500 14390 EUR',
  'Pro monthly 60000 2499 EUR',
  'Pro yearly 60000 23990 EUR',
  'Business monthly 150000 4999 EUR',
  'Business yearly 150000 47990 EUR',
]

/** The subscription that a page is shown is the one that stands on the platform. */
async function shows(backend: BackendUnderTest, websiteId: string): Promise<void> {
  const { subscription } = await backend.read('acmeManager', getSubscription, { websiteId })
  const { packages } = await backend.read('acmeManager', listPackages, { websiteId })
  const website = backend.website(websiteId)
  const expected = subscriptionFromWire({ ...website, status: statusFromWire(website.status)! }, packages)
  matches(comparable(subscription), comparable(expected), 'The subscription')
}

/** Moments as numbers, and the price of a plan only where it is on offer: of others it need not be known. */
function comparable(subscription: Subscription): unknown {
  const { plan, endsAt, ...rest } = { plan: null, endsAt: null, ...subscription } as {
    plan: CurrentPlan | null
    endsAt: string | null
  }
  const { price, ...known } = plan ?? { price: null }
  return { ...rest, plan: price === null ? known : plan, endsAt: endsAt === null ? null : Date.parse(endsAt) }
}

function claimsOf(url: string): Record<string, unknown> {
  const token = new URL(url).searchParams.get('intpc_token') ?? ''
  const claims = token.split('.')[1] ?? ''
  assert(claims !== '', 'The address has no intpc_token.')
  const bytes = Uint8Array.from(atob(claims.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
}

async function opens(url: string): Promise<void> {
  const { status } = await fetch(url, { redirect: 'manual' })
  assert(status < 400, `The dashboard answered ${status} to the signed URL.`)
}
