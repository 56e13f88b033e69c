import assert from 'node:assert/strict'
import { assertDaysAway, assertInvalid, assertRefused, assertSuccess, type Check } from './check.ts'
import { isSuccess, path, type Answer, type Package, type Platform } from './platform.ts'

type Verb = 'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'deactivate'

/** A subscription to try the rules on, whichever type it is of: both obey the same ones. */
interface Trial {
  plans: Awaited<ReturnType<Platform['plans']>>
  call(verb: Verb, body?: object): Promise<Answer>
  /** The website on which the subscription is read, until it is as wanted. */
  website(isWanted: (website: any) => boolean): Promise<any>
}

interface Kind {
  type: 'website' | 'intpc'
  name: string
  /** One subscription on a package, or in whatever it begins in without one. */
  start(platform: Platform, on: Package | null): Promise<Trial>
}

const websites: Kind = {
  type: 'website',
  name: 'websiteSubscriptions',
  start: async (platform, on) => {
    const { site } = await platform.newWebsite({ website: on ? { packageId: on.id } : {} })
    return trial(platform, site, '/v3/3as/website-subscriptions', { intpWebsiteId: site })
  },
}
const olderWebsites: Kind = {
  ...websites,
  name: 'websiteSubscriptions (v2)',
  start: async (platform, on) => {
    const { site } = await platform.newWebsite({ website: on ? { packageId: on.id } : {} })
    return trial(platform, site, '/v2/3as/notifications/subscriptions', { intpWebsiteId: site })
  },
}
const pools: Kind = {
  type: 'intpc',
  name: 'intpcSubscriptions',
  start: async (platform, on) => {
    const { site, customer } = await platform.newWebsite({ customer: on ? { packageId: on.id } : {} })
    return trial(platform, site, '/v3/3as/intpc-subscriptions', { intpcId: customer })
  },
}

async function trial(platform: Platform, site: string, base: string, target: object): Promise<Trial> {
  return {
    plans: await platform.plans(),
    call: (verb, body = {}) => platform.call('POST', `${base}/${verb}`, { ...target, ...body }),
    website: (isWanted) => platform.until(path`/v2/3as/websites/${site}`, isWanted),
  }
}

const terms = { trial: false, proRate: false }

function checksOf(kind: Kind): Check[] {
  const check = (name: string, on: 'small' | 'large', run: (trial: Trial) => Promise<void>): Check => ({
    name: `${kind.name}.${name}`,
    subscriptionType: kind.type,
    run: async (platform) => run(await kind.start(platform, (await platform.plans())[on])),
  })
  return [
    check('upgrade: at once, with a new period, and drops a planned downgrade', 'small', async (it) => {
      const { large, free } = it.plans
      assertSuccess(await it.call('downgrade', { packageId: free.id }), 'the downgrade')
      const answer = await it.call('upgrade', { packageId: large.id, ...terms, proRate: true })
      assertSuccess(answer, 'the upgrade')
      assert.deepEqual([answer.body.payload.status, answer.body.payload.packageId], ['active', large.id])
      const website = await it.website((one) => one?.packageId === large.id)
      assert.equal(website.plannedDowngradePackageId ?? null, null)
      assertDaysAway(website.expiresAt, [28, 31], 'expiresAt')
      assert.equal(website.stpResetAt, website.expiresAt)
    }),
    check('upgrade: to the same or a smaller limit is refused, and changes nothing', 'large', async (it) => {
      const { small, large } = it.plans
      const before = await it.website((one) => one?.packageId === large.id)
      assertRefused(await it.call('upgrade', { packageId: small.id, ...terms }), 'a smaller one')
      assertRefused(await it.call('upgrade', { packageId: large.id, ...terms }), 'the same again')
      const after = await it.website((one) => one?.packageId === large.id)
      assert.deepEqual([after.expiresAt, after.status], [before.expiresAt, before.status])
    }),
    check('upgrade: a trial is given once', 'small', async (it) => {
      const { large } = it.plans
      assertSuccess(await it.call('upgrade', { packageId: large.id, ...terms, trial: true }), 'the trial')
      const website = await it.website((one) => one?.packageId === large.id)
      assert.deepEqual([website.inTrial, website.hadTrial, website.status], [true, true, 'active'])
      assertRefused(await it.call('upgrade', { packageId: large.id, ...terms, trial: true }), 'the second trial')
    }),
    check('downgrade: is planned for the end of the period', 'large', async (it) => {
      const { small, large } = it.plans
      const before = await it.website((one) => one?.packageId === large.id)
      assertSuccess(await it.call('downgrade', { packageId: small.id }), 'the downgrade')
      const after = await it.website((one) => one?.plannedDowngradePackageId === small.id)
      assert.deepEqual(
        [after.packageId, after.status, after.expiresAt, after.plannedDowngradePackageName],
        [large.id, 'active', before.expiresAt, small.name],
      )
      const interval = after.plannedDowngradePackageInterval ?? after.plannedDowngradeBillingInterval
      assert.equal(interval, 'monthly')
    }),
    check('downgrade: to the same or a larger limit is refused', 'small', async (it) => {
      const { small, large } = it.plans
      assertRefused(await it.call('downgrade', { packageId: large.id }), 'a larger one')
      assertRefused(await it.call('downgrade', { packageId: small.id }), 'the same')
      assert.equal((await it.website(Boolean)).plannedDowngradePackageId ?? null, null)
    }),
    check('downgrade: to Free keeps it active', 'small', async (it) => {
      const { free } = it.plans
      assertSuccess(await it.call('downgrade', { packageId: free.id }), 'the downgrade')
      assert.equal((await it.website((one) => one?.plannedDowngradePackageId === free.id)).status, 'active')
    }),
    check('cancel: turns renewal off, and resume on again', 'small', async (it) => {
      const { free } = it.plans
      const before = await it.website(Boolean)
      assertSuccess(await it.call('cancel'), 'the cancel')
      const off = await it.website((one) => one?.status === 'canceled')
      assert.equal(off.plannedDowngradePackageId, free.id)
      assert.deepEqual([off.expiresAt, off.stpResetAt], [before.expiresAt, before.stpResetAt])
      assertSuccess(await it.call('resume'), 'the resume')
      const on = await it.website((one) => one?.status === 'active')
      assert.equal(on.plannedDowngradePackageId ?? null, null)
      assert.equal(on.expiresAt, before.expiresAt)
    }),
    check('resume: of what is not canceled is refused', 'small', async (it) => {
      assertRefused(await it.call('resume'), 'the resume')
    }),
    check('upgrade: of a canceled one makes it active, or, of a pool today, is refused', 'small', async (it) => {
      const { large } = it.plans
      assertSuccess(await it.call('cancel'), 'the cancel')
      await it.website((one) => one?.status === 'canceled')
      const upgraded = await it.call('upgrade', { packageId: large.id, ...terms })
      if (kind.type === 'intpc' && !isSuccess(upgraded)) return assertRefused(upgraded, 'the upgrade')
      assertSuccess(upgraded, 'the upgrade')
      const website = await it.website((one) => one?.packageId === large.id)
      assert.deepEqual([website.status, website.plannedDowngradePackageId ?? null], ['active', null])
    }),
    check('upgrade: without a package, or to one that there is not, is refused', 'small', async (it) => {
      assertInvalid(await it.call('upgrade', terms), 'no package')
      const none = await it.call('upgrade', { packageId: '00000000-0000-4000-8000-000000000000', ...terms })
      assert.ok([400, 404, 500].includes(none.status), `no such package answered ${none.status}`)
    }),
  ]
}

/** What only websites do. */
const onWebsites: readonly Check[] = [
  {
    name: 'websiteSubscriptions.upgrade: out of the 30-day trial, to anything that is sold',
    subscriptionType: 'website',
    run: async (platform) => {
      const it = await websites.start(platform, null)
      assertSuccess(await it.call('upgrade', { packageId: it.plans.small.id, ...terms }), 'the upgrade')
      assert.equal((await it.website((one) => one?.packageId === it.plans.small.id)).inTrial, false)
    },
  },
  {
    name: 'websiteSubscriptions.deactivate: at once; it stays readable, and an upgrade is refused today or brings it back',
    subscriptionType: 'website',
    run: async (platform) => {
      const it = await websites.start(platform, (await platform.plans()).large)
      assertSuccess(await it.call('deactivate'), 'the deactivate')
      await it.website((one) => one?.status === 'inactive')
      const upgraded = await it.call('upgrade', { packageId: it.plans.small.id, ...terms })
      if (!isSuccess(upgraded)) return assertRefused(upgraded, 'the upgrade')
      assert.equal((await it.website((one) => one?.status === 'active')).packageId, it.plans.small.id)
    },
  },
]

/** What only pools do. */
const onPools: readonly Check[] = [
  {
    name: 'intpcSubscriptions.deactivate: the customer is gone',
    subscriptionType: 'intpc',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite({
        customer: { packageId: (await platform.plans()).small.id },
      })
      const ended = await platform.call('POST', '/v3/3as/intpc-subscriptions/deactivate', { intpcId: customer })
      assertSuccess(ended, 'the deactivate')
      await platform.untilGone(path`/v2/3as/customers/${customer}`)
      await platform.untilGone(path`/v2/3as/websites/${site}`)
    },
  },
  {
    name: 'intpcSubscriptions.upgrade: shows on every website of the customer',
    subscriptionType: 'intpc',
    run: async (platform) => {
      const { small, large } = await platform.plans()
      const { site, customer } = await platform.newWebsite({ customer: { packageId: small.id } })
      const second = { website: { id: platform.newId('-site'), domain: 'two.example.com' }, intpc: { id: customer } }
      assertSuccess(await platform.call('POST', '/v3/3as/websites', second), 'the second website')
      const body = { intpcId: customer, packageId: large.id, ...terms }
      assertSuccess(await platform.call('POST', '/v3/3as/intpc-subscriptions/upgrade', body), 'the upgrade')
      for (const id of [site, second.website.id]) {
        await platform.until(path`/v2/3as/websites/${id}`, (one) => one?.packageId === large.id)
      }
    },
  },
]

export const subscriptionChecks: readonly Check[] = [
  ...checksOf(websites),
  ...onWebsites,
  ...checksOf(olderWebsites),
  ...checksOf(pools),
  ...onPools,
]
