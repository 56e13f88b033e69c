import { describe, expect, expectTypeOf, it } from 'vitest'
import type { PartnerHandlerOptions } from '../../src/backend/settings/handler-options.ts'
import type { Caller } from '../../src/backend/access/identity.ts'
import { signatoryOf, type Signatory } from '../../src/backend/access/signatory.ts'
import type { Answer } from '../../src/backend/settings/services.ts'
import { peopleOf } from '../../src/backend/access/website-people.ts'
import { allRights } from '../../src/contract/right.ts'
import type { Route } from '../../src/contract/route.ts'
import type { getDashboardUrl, listWebsites } from '../../src/contract/routes.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { as, runningBackend, signedFor, startBackend } from './partner-backend.ts'

const running = runningBackend()

/** A backend whose calls of the platform are seen, and may be sent elsewhere. */
async function watched(
  {
    path,
    before,
    steady,
  }: { path?: (path: string) => string; before?: () => Promise<void>; steady?: () => number } = {},
  options: Partial<PartnerHandlerOptions> = {},
) {
  const { sandbox } = running
  const calls: string[] = []
  const threeAs = new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: sandbox.apiUrl,
    dashboardUrl: sandbox.dashboardUrl,
    retries: 0,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      calls.push(url.pathname)
      if (path) url.pathname = path(url.pathname)
      await before?.()
      return fetch(url, init)
    },
  })
  const runtime = steady && { steady }
  const backend = await startBackend(sandbox, 'website', { threeAs, runtime, background: false, ...options })
  return {
    backend,
    calls,
    url: (headers = as('acme')) => backend.get('/dashboard-url', { websiteId: 'acme-bikes' }, headers),
  }
}
const viewer = as('acme', 'viewer', 'acme-viewer')
const threeAs = () =>
  new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: running.sandbox.apiUrl,
    dashboardUrl: running.sandbox.dashboardUrl,
  })

/** Deleted, and made again by somebody else. */
async function giveBikesToGlobex(): Promise<void> {
  await threeAs().website('acme-bikes').delete()
  await threeAs().websites.create({ website: { id: 'acme-bikes', domain: 'bikes.test' }, intpc: { id: 'globex' } })
}

describe('a dashboard URL', () => {
  it('of the owner’s manager asks the platform again after 30 seconds', async () => {
    let seconds = 0
    const { backend, calls, url } = await watched({ steady: () => seconds * 1000 })
    await url()
    seconds = 29
    await url()
    expect(calls).toHaveLength(1)
    seconds = 30
    await url()
    expect(calls).toHaveLength(2)
    await backend.stop()
  })

  it('of a viewer asks each time whether it still is a watcher', async () => {
    const { backend, calls, url } = await watched()
    await url(viewer)
    await url(viewer)
    expect(calls).toEqual(['/v3/3as/websites/acme-bikes/contributors', '/v3/3as/websites/acme-bikes/contributors'])
    await backend.stop()
  })

  it('of many viewers who ask together asks once for the first and once for the others', async () => {
    let asking = 0
    let allAsk = () => {}
    const everybody = new Promise<void>((resolve) => (allAsk = resolve))
    const { backend, calls, url } = await watched(
      { before: () => everybody },
      {
        authenticate: () => {
          // By the next turn of the event loop the last of them waits for the platform, too.
          if (++asking === 20) setImmediate(allAsk)
          return { customerId: 'acme', role: 'viewer', viewerId: 'acme-viewer' }
        },
      },
    )
    const replies = await Promise.all(Array.from({ length: 20 }, () => url()))
    expect(replies.map(({ body }) => signedFor(body.url))).toEqual(Array.from({ length: 20 }, () => 'acme-viewer'))
    expect(calls).toHaveLength(2)
    await backend.stop()
  })

  it('is the new owner’s from the moment that a website has become theirs, though the old one is remembered', async () => {
    const { backend, url } = await watched()
    expect(signedFor((await url()).body.url)).toBe('acme')
    await giveBikesToGlobex()
    const { body } = await url(as('globex'))
    expect(signedFor(body.url)).toBe('globex')
    expect(new URL(body.url).searchParams.get('allowUpgrade')).toBe('true')
    await backend.stop()
  })

  it('of an owner who has lost the website opens nothing of it, and is not given out after 30 seconds', async () => {
    let seconds = 0
    const { backend, url } = await watched({ steady: () => seconds * 1000 })
    await url()
    await giveBikesToGlobex()
    seconds = 29
    const { body } = await url()
    expect(signedFor(body.url)).toBe('acme')
    expect((await fetch(body.url)).status).toBe(403)
    seconds = 30
    expect((await url()).status).toBe(404)
    await backend.stop()
  })
})

describe('whom a dashboard URL is signed for', () => {
  /** A viewer, unless it is said what else. */
  const caller = (facts: Partial<Caller> & { customerId: string }): Caller => ({
    may: ['look'],
    sites: null,
    contact: null,
    viewerId: undefined,
    sharedWebsiteIds: [],
    actingFor: undefined,
    ...facts,
  })

  it('is the customer only for whoever may do all that the customer may', () => {
    const people = { ownerId: 'acme', contributors: new Map([['acme-viewer', 'watcher' as const]]) }
    const sign = (facts: Partial<Caller>) =>
      signatoryOf(caller({ customerId: 'acme', viewerId: 'acme-viewer', ...facts }), 'acme-bikes', people)
    expect(sign({ may: allRights })).toBe('acme')
    expect(sign({ may: allRights, sites: new Set(['acme-bikes']) })).toBe('acme-viewer')
    for (const left of allRights.filter((right) => right !== 'look')) {
      expect(sign({ may: allRights.filter((right) => right !== left) }), left).toBe('acme-viewer')
    }
  })

  it('is nobody without a part in the website, even for a viewer who watches it', () => {
    const people = { ownerId: 'acme', contributors: new Map([['acme-viewer', 'watcher' as const]]) }
    for (const may of [allRights, ['look'] as const]) {
      const stranger = caller({ customerId: 'globex', viewerId: 'acme-viewer', may })
      expect(() => signatoryOf(stranger, 'acme-bikes', people)).toThrow(expect.objectContaining({ code: 'not_found' }))
    }
  })

  it('is not the owner, even where the platform lists it among the watchers', () => {
    const roles = { acme: 'watcher', globex: 'watcher' } as const
    const people = { ownerId: 'acme', contributors: new Map(Object.entries(roles)) }
    const session = caller({ customerId: 'globex', viewerId: 'acme' })
    expect(() => signatoryOf(session, 'acme-bikes', people)).toThrow(
      expect.objectContaining({ code: 'viewer_unknown' }),
    )
  })

  it('is not a watcher who is listed among the editors, too', () => {
    const person = { intpCustomerId: 'acme-viewer', email: '' }
    const people = peopleOf({
      owner: { intpCustomerId: 'acme', email: '' },
      contributors: { editor: [person], watcher: [person], dashboard: [person] },
    })
    const session = caller({ customerId: 'acme', viewerId: 'acme-viewer' })
    expect(() => signatoryOf(session, 'acme-bikes', people)).toThrow(
      expect.objectContaining({ code: 'viewer_unknown' }),
    )
  })
})

describe('an id', () => {
  it('that the platform finds under another spelling is nobody’s here', async () => {
    const { backend } = await watched({ path: (path) => path.toLowerCase() })
    for (const path of ['/subscription', '/packages', '/dashboard-url']) {
      const reply = await backend.get(path, { websiteId: 'ACME-BIKES' })
      expect(reply, path).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    }
    const cancel = { websiteId: 'ACME-BIKES', idempotencyKey: 'a-key-of-mine', intent: { kind: 'cancel' } }
    expect((await backend.post('/changes', cancel)).status).toBe(404)
    await backend.stop()
  })
})

describe('the types', () => {
  it('take no customer id for somebody to sign for', () => {
    expectTypeOf<string>().not.toExtend<Signatory>()
  })

  it('know no route without its access, right and cache, and no answer about no website', () => {
    expectTypeOf<Omit<typeof getDashboardUrl, 'access'>>().not.toExtend<Route>()
    expectTypeOf<Omit<typeof getDashboardUrl, 'right'>>().not.toExtend<Route>()
    expectTypeOf<Omit<typeof getDashboardUrl, 'cache'>>().not.toExtend<Route>()
    type WithoutWebsite = Omit<typeof getDashboardUrl, 'input'> & { input: (typeof listWebsites)['input'] }
    expectTypeOf<Answer<WithoutWebsite>>().toBeNever()
  })
})
