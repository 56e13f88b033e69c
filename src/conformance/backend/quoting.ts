import { createQuote, listPackages, startChange, abandonChange, getChange } from '../../contract/routes.ts'
import type { Quote } from '../../contract/quote.ts'
import { requestHeader } from '../../contract/request-header.ts'
import { assert, equal, matches } from '../assert.ts'
import { anotherVersion, bikes, books, lamps, type BackendCheck } from './backend-check.ts'
import { amountOf, refused, type BackendUnderTest } from './backend-under-test.ts'

export const quotingChecks: readonly BackendCheck[] = [
  {
    name: 'POST /quotes: says what an upgrade costs, line by line, and changes nothing',
    run: async (backend) => {
      const packageId = await packageOf(backend, 'Pro')
      const quote = await backend.quote(bikes, packageId)
      matches(quote, { websiteId: bikes, kind: 'upgrade', effectiveAt: 'now', from: { name: 'Basic' } }, 'The quote')
      matches(quote, { to: { id: packageId, price: { amountMinor: 2499, currency: 'EUR' } } }, 'The quote')
      assertAddsUp(quote)
      assert(quote.expiresInSeconds <= 600, 'A quote is kept for ten minutes at most.')
      equal(backend.effects(bikes), [], 'What it has done to the platform')
    },
  },
  {
    name: 'POST /quotes: the end of a trial costs the whole price',
    run: async (backend) => {
      const quote = await backend.quote(books, await packageOf(backend, 'Basic'))
      matches(quote, { kind: 'start', effectiveAt: 'now', ends: ['trial'] }, 'The quote')
      equal(amountOf(quote), 799, 'The amount')
      assertAddsUp(quote)
    },
  },
  {
    name: 'POST /quotes: a smaller plan costs nothing today, and begins when the period ends',
    run: async (backend) => {
      backend.platform.changePlan({ intpWebsiteId: bikes, packageId: await packageOf(backend, 'Pro') })
      const quote = await backend.quote(bikes, await packageOf(backend, 'Basic'))
      matches(quote, { kind: 'downgrade', dueToday: { kind: 'nothing' }, lines: [] }, 'The quote')
      equal(Date.parse(quote.effectiveAt), Date.parse(backend.website(bikes).expiresAt), 'effectiveAt')
    },
  },
  {
    name: 'POST /quotes: the current plan and one that is not on offer are refused',
    run: async (backend) => {
      const ask = (packageId: string) => backend.post('acmeManager', createQuote.path, { websiteId: bikes, packageId })
      refused(await ask(await packageOf(backend, 'Basic')), 422, 'refused')
      refused(await ask('no-such-package'), 404, 'not_found')
    },
  },
  {
    name: 'what sells asks for a manager of the owner',
    run: async (backend) => {
      const packageId = await packageOf(backend, 'Pro')
      const { id } = await backend.choose(bikes, packageId)
      const bodies = [
        [createQuote.path, { packageId: await packageOf(backend, 'Business') }],
        [startChange.path, { idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } }],
        [abandonChange.path, { changeId: id }],
      ] as const
      for (const [path, body] of bodies) {
        const ask = (who: 'signedOut' | 'acmeViewer' | 'globexManager', websiteId: string) =>
          backend.post(who, path, { ...body, websiteId })
        refused(await ask('signedOut', bikes), 401, 'unauthenticated')
        refused(await ask('acmeViewer', bikes), 403, 'forbidden')
        refused(await ask('globexManager', bikes), 404, 'not_found')
      }
      for (const websiteId of [bikes, lamps]) {
        const read = await backend.get('globexManager', getChange.path, { websiteId, changeId: id })
        refused(read, 404, 'not_found')
        const abandoned = await backend.post('globexManager', abandonChange.path, { websiteId, changeId: id })
        refused(abandoned, 404, 'not_found')
      }
      refused(await backend.get('acmeViewer', getChange.path, { websiteId: bikes, changeId: id }), 403, 'forbidden')
      equal(backend.effects(bikes), ['subscription.upgraded'], 'What was done to the platform')
    },
  },
  {
    name: 'a POST that another site could send is refused',
    run: async (backend) => {
      const body = { websiteId: bikes, idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } }
      const strange: Record<string, string>[] = [
        { [requestHeader.name]: '' },
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { origin: 'https://another-site.example' },
        { origin: 'null' },
      ]
      for (const headers of strange) {
        refused(await backend.post('acmeManager', startChange.path, body, headers), 403, 'cross_site')
      }
      equal(backend.effects(bikes), [], 'What was done to the platform')
    },
  },
  {
    name: 'a POST of a page of another major version is answered 409, and does nothing',
    run: async (backend) => {
      const headers = { [requestHeader.name]: anotherVersion }
      const choice = { websiteId: bikes, packageId: await packageOf(backend, 'Pro') }
      refused(await backend.post('acmeManager', createQuote.path, choice, headers), 409, 'version_mismatch')
      const wish = { websiteId: bikes, idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } }
      refused(await backend.post('acmeManager', startChange.path, wish, headers), 409, 'version_mismatch')
      equal(backend.effects(bikes), [], 'What was done to the platform')
    },
  },
  {
    name: 'a body that is not JSON, too large, or lacks something is refused',
    run: async (backend) => {
      const send = (body: unknown) => backend.post('acmeManager', startChange.path, body)
      const right = { websiteId: bikes, idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } }
      refused(await send('{"websiteId":'), 400, 'invalid_request')
      refused(await send('[]'), 400, 'invalid_request')
      refused(await send({ ...right, padding: 'x'.repeat(17_000) }), 413, 'too_large')
      for (const wrong of [
        { websiteId: 7 },
        { websiteId: '' },
        { idempotencyKey: 'short' },
        { idempotencyKey: 'x'.repeat(201) },
        { idempotencyKey: undefined },
        { intent: null },
        { intent: { kind: 'destroy' } },
        { intent: { kind: 'choose' } },
        { quote: { id: 'q' } },
        { quote: { id: 'q', amountMinor: -1 } },
        { quote: { id: 'q', amountMinor: 1.5 } },
      ]) {
        refused(await send({ ...right, ...wrong }), 400, 'invalid_request')
      }
      equal(backend.effects(bikes), [], 'What was done to the platform')
    },
  },
]

export async function packageOf(backend: BackendUnderTest, wanted: string): Promise<string> {
  const { packages } = await backend.read('acmeManager', listPackages, { websiteId: bikes })
  const found = packages.find(({ name, interval }) => name === wanted && interval === 'monthly')
  assert(found, `GET /packages has no ${wanted}.`)
  return found.id
}

function assertAddsUp(quote: Quote): void {
  const sum = quote.lines.reduce((total, { amount }) => total + amount.amountMinor, 0)
  equal(amountOf(quote), Math.max(0, sum), 'What is due, by the lines')
  equal(quote.leftOver?.amount.amountMinor ?? 0, Math.max(0, -sum), 'What is left over, by the lines')
  const { currency } = quote.to.price
  assert(
    quote.lines.every(({ amount }) => amount.currency === currency),
    'The lines have more than one currency.',
  )
  equal(quote.lines[0]?.amount, quote.to.price, 'The first line')
}
