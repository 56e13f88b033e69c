import { abandonChange, createQuote, getSubscription, startChange } from '../../contract/routes.ts'
import { parseWith } from '../../contract/schema.ts'
import { assert, equal, matches } from '../assert.ts'
import { bikes, garden, type BackendCheck } from './backend-check.ts'
import { amountOf, answerOf, refused, type Reply } from './backend-under-test.ts'
import { packageOf } from './quoting.ts'

export const changingChecks: readonly BackendCheck[] = [
  {
    name: 'POST /changes: an upgrade is made once, and shown',
    run: async (backend) => {
      const packageId = await packageOf(backend, 'Pro')
      const change = await backend.choose(bikes, packageId)
      matches(change, { state: 'applied', intent: { kind: 'choose', packageId } }, 'The change')
      equal(backend.website(bikes).packageId, packageId, 'The package on the platform')
      equal(backend.effects(bikes), ['subscription.upgraded'], 'What was done to the platform')
      const view = await backend.read('acmeManager', getSubscription, { websiteId: bikes })
      matches(view, { openChange: null, subscription: { plan: { packageId } } }, 'The view')
    },
  },
  {
    name: 'POST /changes: the same key is the same change, also when it comes twice at a time',
    run: async (backend) => {
      const packageId = await packageOf(backend, 'Pro')
      const quote = await backend.quote(bikes, packageId)
      const key = crypto.randomUUID()
      const start = () => backend.start(bikes, { kind: 'choose', packageId }, quote, { key })
      const replies = await Promise.all([start(), start(), start()])
      const ids = replies.map((reply) => answerOf(startChange, reply).id)
      equal(new Set(ids).size, 1, 'How many changes there are')
      await backend.settled(bikes, replies[0])
      const late = answerOf(startChange, await start())
      matches(late, { id: ids[0], state: 'applied' }, 'The change, much later')
      equal(backend.effects(bikes), ['subscription.upgraded'], 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes: the same key for something else is refused',
    run: async (backend) => {
      const key = crypto.randomUUID()
      await backend.settled(bikes, await backend.start(bikes, { kind: 'cancel' }, null, { key }))
      refused(await backend.start(bikes, { kind: 'resume' }, null, { key }), 409, 'conflict')
      equal(backend.effects(bikes), ['subscription.canceled'], 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes: another amount than the quote’s is refused, with a new quote',
    run: async (backend) => {
      const packageId = await packageOf(backend, 'Pro')
      const quote = await backend.quote(bikes, packageId)
      const amountMinor = amountOf(quote) - 1
      assertOutdated(await backend.start(bikes, { kind: 'choose', packageId }, quote, { amountMinor }), packageId)
      const withoutQuote = await backend.start(bikes, { kind: 'choose', packageId })
      assertOutdated(withoutQuote, packageId)
      equal(backend.effects(bikes), [], 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes: a quote ends when the subscription has changed',
    run: async (backend) => {
      const [pro, business] = [await packageOf(backend, 'Pro'), await packageOf(backend, 'Business')]
      const old = await backend.quote(bikes, business)
      matches(await backend.choose(bikes, pro), { state: 'applied' }, 'The first change')
      assertOutdated(await backend.start(bikes, { kind: 'choose', packageId: business }, old), business)
      equal(backend.effects(bikes), ['subscription.upgraded'], 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes: a quote holds for its website and its package only',
    run: async (backend) => {
      const [pro, business] = [await packageOf(backend, 'Pro'), await packageOf(backend, 'Business')]
      const quote = await backend.quote(bikes, pro)
      assertOutdated(await backend.start(garden, { kind: 'choose', packageId: pro }, quote), pro)
      assertOutdated(await backend.start(bikes, { kind: 'choose', packageId: business }, quote), business)
      equal([...backend.effects(bikes), ...backend.effects(garden)], [], 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes: of two wishes at a time one is carried out at most, by what was quoted',
    run: async (backend) => {
      const [pro, business] = [await packageOf(backend, 'Pro'), await packageOf(backend, 'Business')]
      const quotes = [await backend.quote(bikes, pro), await backend.quote(bikes, business)] as const
      const replies = await Promise.all(
        quotes.map((quote) => backend.start(bikes, { kind: 'choose', packageId: quote.to.id }, quote)),
      )
      const [started, ...others] = replies.toSorted((one, other) => one.status - other.status) as [Reply, Reply]
      matches(await backend.settled(bikes, started), { state: 'applied' }, 'The first change')
      for (const other of others) equal(other.status, 409, 'The status of the second')
      equal(backend.effects(bikes), ['subscription.upgraded'], 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes: renewal is turned off and on; what stands already is a success',
    run: async (backend) => {
      const wish = async (kind: 'cancel' | 'resume') =>
        matches(await backend.settled(bikes, await backend.start(bikes, { kind })), { state: 'applied' }, kind)
      await wish('cancel')
      equal(backend.website(bikes).status, 'canceled', 'The status on the platform')
      await wish('cancel')
      await wish('resume')
      equal(backend.website(bikes).status, 'active', 'The status on the platform')
      await wish('resume')
      const expected = ['subscription.canceled', 'subscription.resumed']
      equal(backend.effects(bikes), expected, 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes: a smaller plan is planned, and the plan can be kept',
    run: async (backend) => {
      const [pro, basic] = [await packageOf(backend, 'Pro'), await packageOf(backend, 'Basic')]
      matches(await backend.choose(bikes, pro), { state: 'applied' }, 'The upgrade')
      matches(await backend.choose(bikes, basic), { state: 'applied', due: null }, 'The downgrade')
      const { packageId, plannedDowngradePackageId: planned } = backend.website(bikes)
      equal({ packageId, planned }, { packageId: pro, planned: basic }, 'What stands on the platform')
      const kept = await backend.settled(bikes, await backend.start(bikes, { kind: 'keep' }))
      matches(kept, { state: 'applied' }, 'keep')
      const website = backend.website(bikes)
      equal(
        [website.status, website.plannedDowngradePackageId ?? null],
        ['active', null],
        'What stands on the platform',
      )
    },
  },
  {
    name: 'POST /changes: what the plan does not allow is refused',
    run: async (backend) => {
      backend.platform.changePlan({ intpWebsiteId: bikes, status: 'inactive' })
      for (const kind of ['cancel', 'resume', 'keep'] as const) {
        refused(await backend.start(bikes, { kind }), 422, 'refused')
      }
      equal(backend.effects(bikes), [], 'What was done to the platform')
    },
  },
  {
    name: 'a call whose answer is lost is not made twice',
    run: async (backend) => {
      backend.platform.addFault({ route: '*.upgrade', kind: 'drop', effect: 'before' })
      matches(await backend.choose(bikes, await packageOf(backend, 'Pro')), { state: 'applied' }, 'The change')
      equal(backend.effects(bikes), ['subscription.upgraded'], 'What was done to the platform')
    },
  },
  {
    name: 'POST /changes/abandon: withdraws what is not paid, and leaves what has ended as it is',
    run: async (backend) => {
      const packageId = await packageOf(backend, 'Pro')
      const quote = await backend.quote(bikes, packageId)
      const reply = await backend.start(bikes, { kind: 'choose', packageId }, quote)
      const { id, state } = answerOf(startChange, reply)
      const abandon = () => backend.post('acmeManager', abandonChange.path, { websiteId: bikes, changeId: id })
      if (state === 'awaiting_payment') {
        matches(answerOf(abandonChange, await abandon()), { id, state: 'abandoned' }, 'The change')
        equal(backend.effects(bikes), [], 'What was done to the platform')
        return
      }
      const ended = await backend.settled(bikes, reply)
      equal(answerOf(abandonChange, await abandon()), ended, 'The change')
    },
  },
  // The last one: where money was collected, it may leave a change that waits for a person, and stands in the way of others.
  {
    name: 'a change that the platform refuses is not made, for a reason of the contract',
    run: async (backend) => {
      const body = { message: 'Not for acme today', status: 400, code: 1 }
      backend.platform.addFault({ route: '*.upgrade', kind: 'status', status: 400, body, count: 1000 })
      const packageId = await packageOf(backend, 'Pro')
      const quote = await backend.quote(bikes, packageId)
      const reply = await backend.start(bikes, { kind: 'choose', packageId }, quote)
      const change = await backend.settled(bikes, reply)
      const ends = ['refused', 'refunded', 'needs_attention']
      assert(ends.includes(change.state), `The change ended as ${change.state}.`)
      assert(!JSON.stringify(change).includes('Not for'), 'The platform’s own words reach the page.')
      equal(backend.effects(bikes), [], 'What was done to the platform')
      backend.platform.clearFaults()
      if (change.state === 'needs_attention') return
      matches(await backend.choose(bikes, packageId), { state: 'applied' }, 'The next one')
    },
  },
]

/** Refused with a new quote for the same package, which a page then shows. */
function assertOutdated(reply: Reply, packageId: string): void {
  const details = refused(reply, 409, 'quote_outdated')
  const quote = parseWith(createQuote.output, details)
  assert('data' in quote, `The new quote in details is not right at ${'data' in quote ? '' : quote.wrongField}.`)
  equal(quote.data.to.id, packageId, 'The package of the new quote')
}
