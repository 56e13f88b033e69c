import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { byLane } from '../lane.ts'
import { childSandbox } from './child-sandbox.ts'
import { expectSound, recordedVisits } from './invariants.ts'
import { platformClient, send, type PlatformClient } from './platform-client.ts'
import { changes, letPass, newSite, plans, countUse, type ModelSite, type PlanName } from './website-model.ts'

const siteIds = ['s-0', 's-1', 's-2'] as const
const planNames = Object.keys(plans) as PlanName[]

const site = fc.constantFrom(...siteIds)
const plan = fc.constantFrom(...planNames)
const step = fc.oneof(
  fc.record({ do: fc.constant('upgrade' as const), site, plan, trial: fc.boolean() }),
  fc.record({ do: fc.constant('downgrade' as const), site, plan }),
  fc.record({ do: fc.constantFrom('cancel' as const, 'resume' as const, 'deactivate' as const), site }),
  fc.record({ do: fc.constant('create' as const), site, plan: fc.option(plan) }),
  fc.record({ do: fc.constant('delete' as const), site }),
  fc.record({ do: fc.constant('use' as const), site, visits: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 24 * 50 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Something to begin with: a sequence that makes all of its sites itself seldom gets far. */
const someSites: Step[] = [
  { do: 'create', site: 's-0', plan: null },
  { do: 'create', site: 's-1', plan: 'advanced' },
]

interface Model {
  now: Date
  sites: Map<string, ModelSite>
  visits: number
}

/** What the rules say becomes of the model; answers whether the call is accepted. */
function inModel(model: Model, next: Step): boolean {
  const { now, sites } = model
  if (next.do === 'pass') {
    model.now = new Date(now.getTime() + next.hours * 3_600_000)
    for (const each of sites.values()) letPass(each, model.now)
    return true
  }
  const found = sites.get(next.site)
  if (next.do === 'create') {
    if (!found) sites.set(next.site, newSite(next.plan ?? 'unlimitedTrial', now))
    return !found
  }
  if (!found) return false
  switch (next.do) {
    case 'delete':
      return sites.delete(next.site)
    case 'use':
      model.visits += countUse(found, next.visits)
      return true
    case 'upgrade':
      return changes.upgrade(found, next.plan, next.trial, now)
    case 'downgrade':
      return changes.downgrade(found, next.plan)
    default:
      return changes[next.do](found)
  }
}

/** The same over HTTP; answers whether the call was accepted. */
async function inSandbox({ controlUrl }: { controlUrl: string }, call: PlatformClient, next: Step): Promise<boolean> {
  const control = (path: string, body: unknown) =>
    send(`${controlUrl}${path}`, { method: 'POST', body: JSON.stringify(body) })
  const answer = () => {
    switch (next.do) {
      case 'pass':
        return control('/clock', { hours: next.hours })
      case 'use':
        return control('/usage', { intpWebsiteId: next.site, visits: next.visits })
      case 'delete':
        return call('DELETE', `/v2/3as/websites/${next.site}`)
      case 'create':
        return call('POST', '/v3/3as/websites', {
          website: {
            id: next.site,
            domain: 'model.example',
            ...(next.plan !== null && { package: { id: plans[next.plan].id } }),
          },
          intpc: { id: 'globex' },
        })
      case 'upgrade':
      case 'downgrade':
        return call('POST', `/v3/3as/website-subscriptions/${next.do}`, {
          intpWebsiteId: next.site,
          packageId: plans[next.plan].id,
          ...(next.do === 'upgrade' && { trial: next.trial, proRate: true }),
        })
      default:
        return call('POST', `/v3/3as/website-subscriptions/${next.do}`, { intpWebsiteId: next.site })
    }
  }
  return (await answer()).status < 300
}

async function expectSame(call: PlatformClient, model: Model): Promise<void> {
  for (const id of siteIds) {
    const expected = model.sites.get(id)
    const { status, body } = await call('GET', `/v2/3as/websites/${id}`)
    expect(status).toBe(expected ? 200 : 404)
    if (!expected) continue
    const { payload } = body
    expect({
      status: payload.status,
      packageId: expected.plan === 'unlimitedTrial' ? 'unlimitedTrial' : payload.packageId,
      packageName: expected.plan === 'unlimitedTrial' ? payload.packageName : null,
      planned: payload.plannedDowngradePackageId ?? null,
      inTrial: payload.inTrial,
      hadTrial: payload.hadTrial,
      expiresAt: payload.expiresAt,
      stpResetAt: payload.stpResetAt,
      used: payload.consumption.stpConsumed,
    }).toEqual({
      status: expected.status,
      packageId: expected.plan === 'unlimitedTrial' ? 'unlimitedTrial' : plans[expected.plan].id,
      packageName: expected.plan === 'unlimitedTrial' ? 'unlimited_30_day_free_trial' : null,
      planned: expected.planned === null ? null : plans[expected.planned].id,
      inTrial: expected.inTrial,
      hadTrial: expected.hadTrial,
      expiresAt: expected.expiresAt.toISOString(),
      stpResetAt: expected.expiresAt.toISOString(),
      used: expected.used,
    })
  }
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-random-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('after any sequence of calls the platform stands where its rules say, also after a restart', async () => {
  let sandbox: Sandbox = await startSandbox({
    port: 0,
    traffic: false,
    rules: 'announced',
    dataDir: join(folder, 'restart'),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 30 }),
      // Any day of four years, so that month ends and leap days come up.
      fc.integer({ min: 0, max: 4 * 365 }),
      async (steps, startDay) => {
        sandbox.platform.reset()
        const start = new Date(Date.UTC(2027, 0, 1 + startDay, 9, 41, 7, 123))
        sandbox.platform.moveClock({ to: start, stopped: true })
        const seeded = recordedVisits(sandbox.platform.snapshot())
        let call = platformClient(sandbox.apiUrl, demoIntps.website)
        const model: Model = { now: start, sites: new Map(), visits: 0 }
        for (const next of [...someSites, ...steps]) {
          const gone = next.do === 'delete' ? visitsOf(sandbox, next.site) : 0
          expect(await inSandbox(sandbox, call, next)).toBe(inModel(model, next))
          model.visits -= gone
          await expectSame(call, model)
        }
        const before = sandbox.platform.snapshot()
        expectSound(before)
        expect(recordedVisits(before)).toBe(seeded + model.visits)
        await sandbox.stop()
        sandbox = await startSandbox({
          port: 0,
          traffic: false,
          rules: 'announced',
          dataDir: join(folder, 'restart'),
        })
        expect(sandbox.platform.snapshot()).toEqual(before)
        call = platformClient(sandbox.apiUrl, demoIntps.website)
        await expectSame(call, model)
      },
    ),
    { numRuns: byLane({ test: 20, all: 120 }) },
  )
  await sandbox.stop()
}, 120_000)

/** What a deleted website takes with it. */
function visitsOf(sandbox: Sandbox, intpWebsiteId: string): number {
  const { website, usageHour } = sandbox.platform.snapshot().records
  const found = website.find((each) => each.intpWebsiteId === intpWebsiteId)
  return usageHour.reduce((sum, { websiteId, counts }) => sum + (websiteId === found?.id ? (counts.Visit ?? 0) : 0), 0)
}

test('after a kill in the middle of any call, the call has happened whole or not at all', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 16 }),
      step,
      fc.integer({ min: 0, max: 3 }),
      async (steps, last, waitMs) => {
        const dataDir = join(folder, `kill-${run++}`)
        const child = await childSandbox('--data', dataDir, '--rules', 'announced')
        const call = platformClient(child.apiUrl, demoIntps.website)
        const start = new Date('2027-01-30T12:00:00.000Z')
        await send(`${child.controlUrl}/clock`, { method: 'POST', body: JSON.stringify({ to: start, stopped: true }) })
        const model: Model = { now: start, sites: new Map(), visits: 0 }
        for (const next of [...someSites, ...steps]) {
          expect(await inSandbox(child, call, next)).toBe(inModel(model, next))
        }
        const open = inSandbox(child, call, last).catch(() => {})
        // From right away to about when it is answered.
        const until = performance.now() + waitMs
        while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve))
        await child.end('SIGKILL')
        await open

        const survivor = await startSandbox({ port: 0, traffic: false, dataDir })
        try {
          expectSound(survivor.platform.snapshot())
          const again = platformClient(survivor.apiUrl, demoIntps.website)
          const after = structuredClone(model)
          inModel(after, last)
          const stoodStill = await expectSame(again, model).then(
            () => true,
            () => false,
          )
          if (!stoodStill) await expectSame(again, after)
        } finally {
          await survivor.stop()
        }
      },
    ),
    { numRuns: byLane({ test: 3, all: 12 }) },
  )
}, 120_000)

test('pools keep what holds of every state, whatever is called', async () => {
  const sandbox = await startSandbox({ port: 0, traffic: false, rules: 'announced' })
  const call = platformClient(sandbox.apiUrl, demoIntps.pool)
  const packageIds = sandbox.platform
    .snapshot()
    .records.package.filter(({ intpId }) => intpId === demoIntps.pool.id)
    .map(({ id }) => id)
  const customer = fc.constantFrom('acme', 'globex', 'acme-viewer', 'new')
  const website = fc.constantFrom('acme-bikes', 'acme-books', 'globex-lamps', 'w-1', 'w-2')
  const packageId = fc.constantFrom(...packageIds)
  const poolStep = fc.oneof(
    fc.record({ verb: fc.constantFrom('upgrade', 'downgrade'), customer, packageId, trial: fc.boolean() }),
    fc.record({ verb: fc.constantFrom('cancel', 'resume', 'deactivate', 'remove'), customer }),
    fc.record({ verb: fc.constant('customer'), customer, packageId: fc.option(packageId, { nil: undefined }) }),
    fc.record({ verb: fc.constantFrom('website', 'unmake', 'use'), customer, website }),
    fc.record({ verb: fc.constant('pass'), days: fc.integer({ min: 1, max: 70 }) }),
  )
  const play = async (next: Record<string, unknown>) => {
    const { verb, customer: who, website: what, ...rest } = next as { verb: string; customer: string; website: string }
    switch (verb) {
      case 'customer':
        return call('POST', '/v2/3as/customers', { intpCustomerId: who, email: 'p@example.com', ...rest })
      case 'remove':
        return call('DELETE', `/v2/3as/customers/${who}`)
      case 'website':
        return call('POST', '/v3/3as/websites', { website: { id: what, domain: 'p.example' }, intpc: { id: who } })
      case 'unmake':
        return call('DELETE', `/v2/3as/websites/${what}`)
      case 'use':
      case 'pass':
        return send(`${sandbox.controlUrl}/${verb === 'use' ? 'usage' : 'clock'}`, {
          method: 'POST',
          body: JSON.stringify(verb === 'use' ? { intpId: demoIntps.pool.id, intpWebsiteId: what, visits: 900 } : rest),
        })
      default:
        return call('POST', `/v3/3as/intpc-subscriptions/${verb}`, { intpcId: who, ...rest })
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(poolStep, { minLength: 1, maxLength: 30 }), async (steps) => {
      sandbox.platform.reset()
      for (const next of steps) {
        const answer = await play(next)
        expect(answer.body?.code).not.toBe('INTERNAL')
        expectSound(sandbox.platform.snapshot())
      }
    }),
    { numRuns: byLane({ test: 20, all: 120 }) },
  )
  await sandbox.stop()
}, 120_000)
