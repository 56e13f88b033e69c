import { afterAll, beforeAll, expect, it } from 'vitest'
import { routeTable } from '../../src/contract/route-table.ts'
import type { Route } from '../../src/contract/route.ts'
import { parseWith } from '../../src/contract/schema.ts'
import { demoIntps, demoPackageId } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { tableOf } from './access-matrix-table.ts'
import {
  cellsOf,
  expectedOutcome,
  mayOn,
  removed,
  shortOf,
  websites,
  type Cell,
  type Outcome,
} from './access-matrix.ts'
import { as, eventually, signedFor, startBackend, type Backend, type Reply } from './partner-backend.ts'

/** Requests under way at a time. */
const atOnce = 8
/** However slow the machine is: no cell is to be decided by a time limit. */
const patientMs = 60_000

let sandbox: Sandbox
let backend: Backend
let found: (Cell & { reply: Reply; outcome: Outcome })[]
let effects: { before: unknown; after: unknown }
const changeIds = new Map<string | null | undefined, string>()
const packageId = (name: string) => demoPackageId(demoIntps.website.id, name, 'monthly')

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false })
  const { apiUrl, dashboardUrl } = sandbox
  const threeAs = new VisitorAnalytics({ intp: demoIntps.website, apiUrl, dashboardUrl, timeoutMs: patientMs })
  backend = await startBackend(sandbox, 'website', { threeAs, timing: {}, quotesPerCustomer: 100_000 })
  await makeWorld(threeAs)
  const allEffects = () => sandbox.platform.effects({})
  const before = allEffects()
  const takesChange = ({ name }: Route) => name === 'getChange' || name === 'abandonChange'
  found = await sideBySide(cellsOf(Object.values(routeTable), takesChange), async (cell) => {
    const reply = await ask(cell)
    return { ...cell, reply, outcome: outcomeOf(cell, reply) }
  })
  effects = { before, after: allEffects() }
  if (process.env.npm_lifecycle_event === 'access-matrix') process.stdout.write(`${tableOf(found)}\n`)
}, 5 * patientMs)

afterAll(async () => {
  await backend.stop()
  await sandbox.stop()
})

it('is what the rule says, for every route, person and id', () => {
  const wrong = found
    .map(({ route, person, websiteId, changeOf, outcome }) => ({
      cell: [route.name, person.name, websiteId, changeOf],
      outcome,
      expected: expectedOutcome(route, person, websiteId, changeOf),
    }))
    .filter(({ outcome, expected }) => outcome !== expected)
  expect(wrong).toEqual([])
})

it('refuses what is somebody else’s in the words for what is not there', () => {
  for (const refused of ['no website', 'no change'] as const) {
    const refusals = found.filter(({ outcome }) => outcome === refused)
    expect(new Set(refusals.map(({ reply }) => reply.text)).size).toBe(1)
  }
})

it('tells everybody what they may do, and no more', () => {
  const told = found.filter(({ route, outcome }) => route.name === 'getSubscription' && outcome === 'may read')
  expect(told.length).toBeGreaterThan(0)
  for (const { person, websiteId, reply } of told) {
    const may = mayOn(person.session!, websiteId)
    expect([person.name, websiteId, reply.body.may]).toEqual([person.name, websiteId, may])
  }
})

it('answers what the contract says, with the Cache-Control of the route', () => {
  const answered = found.filter(({ reply }) => reply.status === 200)
  expect(new Set(answered.map(({ route }) => route.name)).size).toBeGreaterThan(5)
  for (const { route, reply } of answered) {
    expect(parseWith(route.output, reply.body), route.name).toHaveProperty('data')
    expect(reply.headers.get('cache-control')).toBe(route.cache)
  }
})

it('changes nothing by asking', () => {
  expect(effects.after).toEqual(effects.before)
})

/** The people and websites of the matrix, a finished change of two websites, and somebody who was just removed. */
async function makeWorld(threeAs: VisitorAnalytics): Promise<void> {
  for (const [intpWebsiteId, { owner }] of Object.entries(websites)) {
    if (owner === 'acme' || owner === 'globex') continue
    const website = { intpWebsiteId, domain: `${owner}.test`, packageId: packageId('Basic') }
    await threeAs.intpcs.create({ intpCustomerId: owner, email: `owner@${owner}.test`, website })
  }
  for (const id of ['acme-guest', 'acme-editor', removed.viewer]) {
    await threeAs.intpcs.create({ intpCustomerId: id, email: `${id}@acme.test` })
  }
  const bikes = threeAs.website('acme-bikes')
  for (const [intpCustomerId, role] of Object.entries(websites['acme-bikes']!.contributors)) {
    await bikes.addContributor({ intpCustomerId, role })
  }
  for (const [websiteId, owner] of [
    ['acme-bikes', 'acme'],
    ['globex-lamps', 'globex'],
  ] as const) {
    const body = { websiteId, idempotencyKey: 'made-before', intent: { kind: 'cancel' } }
    const { id: changeId } = (await backend.post('/changes', body, as(owner))).body
    const read = async () => (await backend.get('/change', { websiteId, changeId }, as(owner))).body
    await eventually(read, ({ state }) => state === 'applied', patientMs)
    changeIds.set(websiteId, changeId)
  }
  await bikes.addContributor({ intpCustomerId: removed.shop, role: 'editor' })
  await bikes.addContributor({ intpCustomerId: removed.viewer, role: 'watcher' })
  for (const session of [as(removed.shop), as('acme', 'viewer', removed.viewer)]) {
    const used = await backend.get('/dashboard-url', { websiteId: 'acme-bikes' }, session)
    expect(used.status).toBe(200)
  }
  await bikes.deleteContributor(removed.shop)
  await bikes.deleteContributor(removed.viewer)
}

async function sideBySide<Of, To>(all: readonly Of[], work: (one: Of) => Promise<To>): Promise<To[]> {
  const done: To[] = []
  const left = all.entries()
  const worker = async () => {
    for (const [at, one] of left) done[at] = await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return done
}

function ask({ route: { method, path }, person: { session, asksFor }, websiteId, changeOf }: Cell): Promise<Reply> {
  const headers = {
    'x-test-session': JSON.stringify(session),
    ...(asksFor !== undefined && { 'x-react-3as-customer': encodeURIComponent(asksFor) }),
  }
  const changeId = changeIds.get(changeOf) ?? 'no-such-change'
  if (method === 'GET') return backend.get(path, { websiteId, changeId }, headers)
  // Without the quote that was shown nothing is changed, by whomever.
  const choice = { packageId: packageId('Pro'), intent: { kind: 'choose', packageId: packageId('Pro') } }
  return backend.post(path, { websiteId, changeId, idempotencyKey: crypto.randomUUID(), ...choice }, headers)
}

function outcomeOf({ route }: Cell, { status, body }: Reply): Outcome {
  const code: string | undefined = body?.error?.code
  switch (code) {
    case 'unauthenticated':
      return 'no session'
    case 'invalid_request':
      return 'malformed'
    case 'forbidden':
      return 'forbidden'
    case 'viewer_unknown':
      return 'viewer unknown'
    case 'not_found':
      return body.error.message === 'There is no such change.' ? 'no change' : 'no website'
  }
  // Whoever may change a plan may still hear that this change is not to be had.
  if (route.access === 'change' && status < 500) return 'may change'
  if (status !== 200) return `unexpected ${status}`
  return allowed(route, body)
}

function allowed({ access }: Route, body: any): Outcome {
  switch (access) {
    case 'session': {
      const list: { websiteId: string; may: string[] }[] = body.websites
      const named = list.toSorted((a, b) => (a.websiteId < b.websiteId ? -1 : 1))
      return `list ${named.map(({ websiteId, may }) => `${websiteId} (${shortOf(may)})`).join(', ')}`
    }
    case 'look': {
      const hasUpgrades = new URL(body.url).searchParams.has('allowUpgrade')
      return `signed for ${signedFor(body.url)}${hasUpgrades ? ', with upgrades' : ''}`
    }
    case 'read':
      return 'may read'
    case 'change':
      return 'may change'
    default:
      return access satisfies never
  }
}
