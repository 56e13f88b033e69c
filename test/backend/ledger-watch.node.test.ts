import { describe, expect, it } from 'vitest'
import type { OwnInvoice, Seen } from '../../src/backend/ledger/change-facts.ts'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import type {
  BilledPeriod,
  OutstandingPayment,
  RecurringCharge,
  Standing,
} from '../../src/backend/payments/payment-order.ts'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { PlatformSubscription } from '../../src/backend/ledger/platform-subscription.ts'
import { createLedger } from '../../src/backend/ledger/ledger.ts'
import { LeaseLostError } from '../../src/backend/ledger/store.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import { wakeWatch } from '../../src/backend/ledger/watch.ts'
import { basic, onBasic, onPlan, pro, quoteOf, scriptedLedger, subject, target } from './scripted-ledger.ts'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
const endsAt = '2026-12-24T00:00:00.000Z'

const recurring = (given: Partial<RecurringCharge> = {}): RecurringCharge => ({
  renews: true,
  packageId: basic.id,
  price: basic.price,
  scheduledPackageId: null,
  periodEndsAt: endsAt,
  ...given,
})
const overdue: OutstandingPayment = {
  invoiceId: 'in_1',
  kind: 'overdue',
  amount: basic.price,
  deadline: null,
  payUrl: null,
}
const seenOn: Seen = { charge: 'renews', renewal: 'on', isApart: false, madeAt: null }

/** A subscription that is looked at without any news. */
async function watched(given: {
  seen?: Seen | null
  reading?: Reading | 'gone' | 'owner_changed' | 'away'
  /** What stands there for the customer that has the website by now. */
  theirs?: Reading | 'gone'
  standing?: Partial<Standing>
  send?: PlatformSubscription['send']
}) {
  const world = { reading: given.reading ?? onBasic(), standing: given.standing ?? { recurring: recurring() } }
  const ended: string[] = []
  const ledger = scriptedLedger({
    platform: {
      read: async ({ customerId }) => {
        const { reading } = world
        if (customerId !== subject.customerId) {
          const { theirs = onBasic() } = given
          return theirs === 'gone'
            ? { kind: 'website_gone' }
            : { kind: 'read', reading: theirs, packages: [basic, pro] }
        }
        if (reading === 'away') throw new Error('503')
        if (reading === 'gone') return { kind: 'website_gone' }
        if (reading === 'owner_changed') return { kind: 'owner_changed', ownerId: 'globex' }
        return { kind: 'read', reading, packages: [basic, pro] }
      },
      ...(given.send && { send: given.send }),
    },
    payments: {
      collects: 'now',
      standing: async () => ({ recurring: null, due: null, balance: null, ...world.standing }),
      end: async () => (ended.push('end'), 'ended'),
    },
  })
  const wanted = ledger.system({ action: 'watch', seen: given.seen ?? null }, 'always')
  const id = await ledger.add({ ...wanted, state: 'applied' })
  const begun = async (key: string): Promise<ChangeRow | null> =>
    ledger.store.findChange({ key, lane: 'system', target, customerId: 'acme' })
  /** What a look has begun so that both sides agree, the newest last. */
  const aligns = async () => {
    const query = { of: null, state: null, since: 0, after: null, most: 100 }
    const rows = await ledger.store.listChanges(query)
    return rows.filter(({ facts }) => facts.action === 'align' && facts.cause === 'sweep').toReversed()
  }
  const align = async () => (await aligns()).at(-1) ?? null
  const seen = async () => {
    const { facts } = await ledger.find(id)
    return facts.action === 'watch' ? facts.seen : null
  }
  return { ...ledger, world, id, begun, aligns, align, seen, ended }
}

describe('a look at platform and provider without any news', () => {
  it('remembers what it saw, and comes again in six hours', async () => {
    const { work, seen, wakesInMs, id, events } = await watched({})
    await work()
    expect(await seen()).toEqual(seenOn)
    expect(await wakesInMs(id)).toBe(6 * 60 * minuteMs)
    expect(events).toEqual([])
  })

  it.each([
    ['fifteen minutes before the end of the period', -60 * minuteMs, 45 * minuteMs],
    ['fifteen minutes after it', -10 * minuteMs, 25 * minuteMs],
    ['fifteen minutes after it, where this look is the one before it', -15.5 * minuteMs, 30.5 * minuteMs],
  ])('comes again %s', async (_when, offsetMs, expected) => {
    const { parts, pass, work, wakesInMs, id } = await watched({})
    pass(Date.parse(endsAt) + offsetMs - parts.now().getTime())
    await work()
    expect(await wakesInMs(id)).toBe(expected)
  })

  it('comes again soon when a side cannot be read', async () => {
    const { work, wakesInMs, id, troubles } = await watched({ reading: 'away' })
    await work()
    expect(await wakesInMs(id)).toBe(5_000)
    expect(troubles()).toEqual(['comparing platform and provider'])
  })

  it.each([
    [dayMs, false],
    [dayMs + 1, true],
  ])('tells once of periods that end %i ms apart: %s', async (apartMs, isTold) => {
    const periodEndsAt = new Date(Date.parse(endsAt) + apartMs).toISOString()
    const { work, pass, events } = await watched({ standing: { recurring: recurring({ periodEndsAt }) } })
    const told = () => events.filter(({ type }) => type === 'periods.diverged')
    await work()
    expect(told()).toHaveLength(isTold ? 1 : 0)
    for (let looks = 0; looks < 2; looks++) {
      pass(6 * 60 * minuteMs)
      await work()
    }
    expect(told()).toHaveLength(isTold ? 1 : 0)
    if (isTold) expect(told()[0]).toMatchObject({ deliveredUntil: endsAt, chargedUntil: periodEndsAt })
  })

  it('tells once of a period that was charged, and whose plan another hand had ended minutes before', async () => {
    const periodEndsAt = new Date(Date.parse(endsAt) + 31 * dayMs).toISOString()
    const free = { ...basic, packageId: 'free', price: { ...basic.price, amountMinor: 0 } }
    const { subscription, ...reading } = onBasic()
    const running = { ...subscription, plan: free, endsAt: periodEndsAt }
    const fallen = { ...reading, subscription: running, lastPackageChangeAt: endsAt } as Reading
    const { work, pass, parts, world, events } = await watched({
      seen: seenOn,
      reading: fallen,
      standing: { recurring: recurring({ periodEndsAt }) },
    })
    const told = () => events.filter(({ type }) => type === 'periods.diverged')
    pass(Date.parse(endsAt) + 15 * minuteMs - parts.now().getTime())
    await work()
    expect(told()).toMatchObject([{ deliveredUntil: endsAt, chargedUntil: periodEndsAt }])
    world.standing = { recurring: recurring({ periodEndsAt, renews: false }) }
    pass(6 * 60 * minuteMs)
    await work()
    expect(told()).toHaveLength(1)
  })

  it('does not tell of a charge whose period is over within the day, and whose plan has fallen before it', async () => {
    const free = { ...basic, packageId: 'free', price: { ...basic.price, amountMinor: 0 } }
    const { subscription, ...reading } = onBasic()
    const running = { ...subscription, plan: free, endsAt: new Date(Date.parse(endsAt) + 20 * dayMs).toISOString() }
    const lastPackageChangeAt = new Date(Date.parse(endsAt) - 11 * dayMs).toISOString()
    const { work, pass, parts, events } = await watched({
      seen: seenOn,
      reading: { ...reading, subscription: running, lastPackageChangeAt },
      standing: { recurring: recurring() },
    })
    pass(Date.parse(endsAt) - dayMs / 2 - parts.now().getTime())
    await work()
    expect(events.filter(({ type }) => type === 'periods.diverged')).toEqual([])
  })

  describe('that finds renewal turned on at the provider, and off on the platform', () => {
    const resumedThere = async (beforeMs: number) => {
      const ledger = await watched({
        seen: { charge: 'ends', renewal: 'off', isApart: false, madeAt: null },
        reading: onBasic('ending'),
      })
      const { parts, pass, work } = ledger
      pass(Date.parse(endsAt) - beforeMs - parts.now().getTime())
      await work()
      return ledger
    }

    it('leaves a minute to the provider’s news, by which it is turned on on the platform', async () => {
      const { align, wakesInMs, id, pass, work } = await resumedThere(dayMs)
      expect(await align()).toBeNull()
      expect(await wakesInMs(id)).toBe(minuteMs)
      pass(minuteMs)
      await work()
      expect(await align()).toMatchObject({ facts: { cause: 'sweep' } })
    })

    it('leaves none in the last hour of a period', async () => {
      const { align } = await resumedThere(60 * minuteMs)
      expect(await align()).toMatchObject({ facts: { cause: 'sweep' } })
    })
  })

  it('says nothing of the days of a charge that does not renew', async () => {
    const { work, events } = await watched({
      reading: onBasic('ending'),
      standing: { recurring: recurring({ renews: false, periodEndsAt: '2027-06-01T00:00:00.000Z' }) },
    })
    await work()
    expect(events).toEqual([])
  })

  it('finds a renewal that was not paid, and gives it two weeks', async () => {
    const { work, begun } = await watched({ standing: { recurring: recurring(), due: overdue } })
    await work()
    expect(await begun('await_renewal:in_1')).toMatchObject({
      state: 'awaiting_payment',
      facts: {
        graceEndsAt: '2026-12-15T00:00:00.000Z',
        remembered: { kind: 'read', recurring: recurring() },
      },
    })
  })

  it('finds one that was paid and is claimed back at the bank: after two weeks of its own a person decides', async () => {
    const { work, begun, pass, store, world, wakesInMs } = await watched({
      standing: { recurring: recurring(), due: overdue },
    })
    await work()
    const first = await begun('await_renewal:in_1')
    await store.noteChange(first!.id, { payment: 'paid', chargeId: 'in_1' })
    world.standing = { recurring: recurring() }
    await work()
    expect(await begun('await_renewal:in_1')).toMatchObject({ state: 'applied' })

    world.standing = { recurring: recurring(), due: overdue }
    pass(dayMs)
    await work()
    const again = await begun('await_renewal:in_1/2')
    expect(again).toMatchObject({ state: 'awaiting_payment', facts: { graceEndsAt: '2026-12-16T00:00:00.000Z' } })

    pass(15 * dayMs)
    await work()
    expect(await begun('await_renewal:in_1/2')).toMatchObject({
      state: 'needs_attention',
      facts: { reason: 'renewal_unpaid' },
    })
    // To be told again, and for nothing else.
    expect(await wakesInMs(again!.id)).toBe(86_400_000)
    expect(await begun('end_unpaid:in_1')).toBeNull()
  })

  it('finds one that is claimed back and was paid without any news: a person decides about that too', async () => {
    const { work, begun, pass, world } = await watched({
      standing: { recurring: recurring(), due: { ...overdue, kind: 'disputed' } },
    })
    await work()
    world.standing = { recurring: recurring(), due: overdue }
    pass(dayMs)
    await work()
    expect(await begun('await_renewal:in_1/2')).toMatchObject({ state: 'awaiting_payment' })
    pass(15 * dayMs)
    await work()
    expect(await begun('await_renewal:in_1/2')).toMatchObject({ state: 'needs_attention' })
    expect(await begun('end_unpaid:in_1')).toBeNull()
  })

  it('does what can be done while something else of it is before a person, the first owner’s or its own', async () => {
    for (const customerId of ['globex', 'acme']) {
      const { add, work, align, system } = await watched({ seen: seenOn, standing: {} })
      const before = system({ action: 'align', cause: 'news', seen: null })
      const facts = { ...before.facts, customerId, reason: 'charge_mismatch' as const }
      await add({ ...before, customerId, facts, state: 'needs_attention', wakeInMs: null })
      await work()
      expect(await align()).toMatchObject({ state: 'applying' })
    }
  })

  it('does it also where a look has brought that before a person, and that once', async () => {
    const world = { reading: onBasic(), standing: { recurring: recurring({ packageId: pro.id }) } }
    const ledger = await watched({ seen: seenOn, ...world })
    const { work, pass, aligns, provider } = ledger
    const canceled: string[] = []
    provider.cancel = async () => {
      canceled.push('cancel')
      ledger.world.standing = { recurring: recurring({ packageId: pro.id, renews: false }) }
    }
    const sixHours = async () => {
      for (let looks = 0; looks < 7; looks++) {
        await work()
        pass(60 * minuteMs)
      }
    }
    await sixHours()
    expect(await aligns()).toMatchObject([{ state: 'needs_attention', facts: { reason: 'charge_mismatch' } }])
    await sixHours()
    expect(await aligns()).toHaveLength(1)
    ledger.world.reading = onBasic('ending')
    await sixHours()
    expect(canceled).toEqual(['cancel'])
    expect((await aligns()).map(({ state }) => state)).toEqual(['needs_attention', 'applied'])
  })

  it('leaves alone what is open and not overdue', async () => {
    const { work, begun } = await watched({ standing: { recurring: recurring(), due: { ...overdue, kind: 'open' } } })
    await work()
    expect(await begun('await_renewal:in_1')).toBeNull()
  })

  it('tries for an hour to bring both sides together, and then leaves it to a person', async () => {
    const { work, align, pass, provider, troubles } = await watched({
      reading: onBasic('ending'),
      standing: { recurring: recurring() },
    })
    provider.cancel = () => Promise.reject(new Error('503'))
    await work()
    await work()
    expect(troubles()).toContain('changing the recurring charge')
    for (let looks = 0; looks < 300 && (await align())?.state === 'applying'; looks++) {
      pass(30_000)
      await work()
    }
    expect(await align()).toMatchObject({ state: 'needs_attention', facts: { reason: 'not_carried_out' } })
  })

  it('tries again with a later look what could not be carried out for an hour', async () => {
    const ledger = await watched({ reading: onBasic('ending'), standing: { recurring: recurring() } })
    const { work, aligns, align, pass, provider } = ledger
    provider.cancel = () => Promise.reject(new Error('503'))
    for (let minutes = 0; minutes < 120; minutes++) {
      await work()
      pass(minuteMs)
    }
    expect(await align()).toMatchObject({ state: 'needs_attention' })
    provider.cancel = async () => {
      ledger.world.standing = { recurring: recurring({ renews: false }) }
    }
    for (let hours = 0; hours < 12; hours++) {
      await work()
      pass(60 * minuteMs)
    }
    expect(await aligns()).toMatchObject([{ state: 'applied' }])
  })

  it('does not try again what a person closes while the later look is on its way', async () => {
    const { work, align, pass, provider, store } = await watched({
      reading: onBasic('ending'),
      standing: { recurring: recurring() },
    })
    let calls = 0
    provider.cancel = async () => {
      calls++
      throw new Error('503')
    }
    for (let minutes = 0; minutes < 120; minutes++) {
      await work()
      pass(minuteMs)
    }
    const { id, state } = (await align())!
    expect(state).toBe('needs_attention')
    pass(360 * minuteMs)
    const shown = { recurring: recurring(), due: null, balance: null }
    provider.standing = async () => {
      provider.standing = async () => shown
      await store.noteChange(id, { wish: 'close', by: { kind: 'staff', staffId: 'jane' } })
      return shown
    }
    const before = calls
    await work()
    await work()
    expect(await align()).toMatchObject({ id, state: 'closed' })
    expect(calls).toBe(before)
  })

  it('leaves to a person what the platform accepts and does not show, after two calls', async () => {
    const sent: string[] = []
    const { work, aligns, pass } = await watched({
      standing: { recurring: recurring({ renews: false }) },
      send: async (call) => (sent.push(call), { kind: 'done' }),
    })
    for (let minutes = 0; minutes < 1_440; minutes++) {
      await work()
      pass(minuteMs)
    }
    expect(sent).toEqual(['cancel', 'cancel'])
    expect((await aligns()).map(({ state }) => state)).toEqual(['applied', 'applied', 'needs_attention'])
    expect((await aligns()).at(-1)?.facts.reason).toBe('not_carried_out')
  })

  it('counts these calls also where both sides are compared every few minutes', async () => {
    const sent: string[] = []
    const { work, aligns, pass, parts } = await watched({
      standing: { recurring: recurring({ renews: false }) },
      send: async (call) => (sent.push(call), { kind: 'done' }),
    })
    parts.timing.sweepMs = 5 * minuteMs
    for (let minutes = 0; minutes < 240; minutes++) {
      await work()
      pass(minuteMs)
    }
    expect(sent).toEqual(['cancel', 'cancel'])
    expect((await aligns()).at(-1)).toMatchObject({ state: 'needs_attention', facts: { reason: 'not_carried_out' } })
  })

  it('counts also what was accepted only hours after it was begun', async () => {
    let isAway = true
    const sent: string[] = []
    const { work, aligns, pass } = await watched({
      standing: { recurring: recurring({ renews: false }) },
      async send(call) {
        if (isAway) return { kind: 'unknown' }
        sent.push(call)
        return { kind: 'done' }
      },
    })
    const untilAttention = async (minutes: number) => {
      for (let passed = 0; passed < minutes; passed++) {
        await work()
        pass(minuteMs)
      }
      expect((await aligns()).at(-1)).toMatchObject({ state: 'needs_attention', facts: { reason: 'not_carried_out' } })
    }
    await untilAttention(120)
    isAway = false
    await untilAttention(1_440)
    expect(sent).toEqual(['cancel', 'cancel'])
  })

  it('asks the provider less and less often for what it accepts and does not show, and a person after an hour', async () => {
    const { work, align, pass, provider } = await watched({
      reading: onBasic('ending'),
      standing: { recurring: recurring() },
    })
    let calls = 0
    provider.cancel = async () => void calls++
    for (let seconds = 0; seconds < 3_700; seconds++) {
      await work()
      pass(1_000)
    }
    expect(await align()).toMatchObject({ state: 'needs_attention', facts: { reason: 'not_carried_out' } })
    expect(calls).toBeLessThan(200)
  })

  it('takes its time where the platform shows only minutes later what it has accepted', async () => {
    const sent: string[] = []
    const { work, aligns, pass, world } = await watched({
      standing: { recurring: recurring({ renews: false }) },
      send: async (call) => (sent.push(call), { kind: 'done' }),
    })
    for (let minutes = 0; minutes < 60; minutes++) {
      await work()
      pass(minuteMs)
      if (minutes === 5) world.reading = onBasic('ending')
    }
    expect(sent).toEqual(['cancel'])
    expect(await aligns()).toMatchObject([{ state: 'applied' }])
  })

  it('tries in one row, whatever else happens, what is before a person, who hears of it once a day', async () => {
    const { add, work, pass, aligns, provider, events, system } = await watched({
      reading: onBasic('ending'),
      standing: { recurring: recurring() },
    })
    let tries = 0
    provider.cancel = () => {
      tries += 1
      return Promise.reject(tries % 2 > 0 ? new PaymentRefusedError('no') : new Error('503'))
    }
    for (let hours = 0; hours < 4 * 24; hours++) {
      await work()
      pass(60 * minuteMs)
      if (hours % 24 === 7) await add(system({ action: 'returned', of: `${hours}`, amount: basic.price }))
    }
    expect(await aligns()).toMatchObject([{ state: 'needs_attention' }])
    expect(tries).toBeGreaterThan(4)
    const waits = events.flatMap((event) => (event.type === 'change.escalated' ? [event.waitsForMs ?? 0] : []))
    expect(waits.map((ms) => Math.round(ms / dayMs))).toEqual([0, 1, 2, 3])
  })

  it('brings both sides together once, however often it looks', async () => {
    const { work, aligns, pass, provider } = await watched({
      reading: onBasic('ending'),
      standing: { recurring: recurring() },
    })
    provider.cancel = () => Promise.reject(new Error('503'))
    await work()
    expect(await aligns()).toHaveLength(1)
    pass(6 * 60 * minuteMs)
    await work()
    expect(await aligns()).toHaveLength(1)
  })

  it('ends a charge that renews where the platform does not, and then sees that both agree', async () => {
    const bothEnd = await watched({ reading: onBasic('ending') })
    bothEnd.provider.cancel = async () => {
      bothEnd.world.standing = { recurring: recurring({ renews: false }) }
    }
    await bothEnd.work()
    await bothEnd.work()
    expect((await bothEnd.align())?.state).toBe('applying')
    bothEnd.pass(1_000)
    await bothEnd.work()
    expect((await bothEnd.align())?.state).toBe('applied')
  })

  it('remembers beyond that what the partner was told of the days on which both end', async () => {
    const { provider, world, work, pass, align, seen } = await watched({
      seen: { ...seenOn, isApart: true },
      reading: onBasic('ending'),
    })
    provider.cancel = async () => {
      world.standing = { recurring: recurring({ renews: false }) }
    }
    for (let looks = 0; looks < 3; looks++) {
      await work()
      pass(1_000)
    }
    expect((await align())?.state).toBe('applied')
    expect(await seen()).toMatchObject({ charge: 'ends', renewal: 'off', isApart: true })
  })

  it.each([
    ['off', { standing: { recurring: null } }],
    ['on', { seen: { charge: 'ends', renewal: 'off', isApart: false, madeAt: null }, reading: onBasic('ending') }],
  ] as const)(
    'knows from then on that renewal is %s on the platform, before a reading shows it',
    async (renewal, given) => {
      const { work, pass, align, seen, add, system } = await watched({ seen: seenOn, ...given })
      if (renewal === 'on') await add(system({ action: 'align', cause: 'news', seen: null }))
      await work()
      pass(minuteMs)
      await work()
      if (renewal === 'off') expect((await align())?.state).toBe('applied')
      expect(await seen()).toMatchObject({ renewal })
    },
  )

  it('ends the charge of a plan that has fallen to the free one', async () => {
    const free = onPlan({ ...basic, id: 'free', price: { ...basic.price, amountMinor: 0 } })
    const { work, align } = await watched({ reading: free })
    await work()
    expect(await align()).not.toBeNull()
  })

  it('does not take a plan that was never charged here for one whose charge is gone', async () => {
    const { work, align } = await watched({ standing: { recurring: null } })
    await work()
    expect(await align()).toBeNull()
  })

  it('sees that a charge is gone which it has seen before', async () => {
    const { work, align } = await watched({ seen: seenOn, standing: { recurring: null } })
    await work()
    expect(await align()).toMatchObject({ facts: { seen: seenOn } })
  })
})

describe('a change that ends', () => {
  it('is followed by a look, however long the next one was away, and what was seen before is remembered', async () => {
    const { add, customers, find, pass, work, wakesInMs, id, seen, parts } = await watched({})
    await work()
    expect(await wakesInMs(id)).toBe(6 * 60 * minuteMs)
    const canceled = await add(customers({ action: 'cancel' }))
    for (let looks = 0; looks < 3 && (await find(canceled)).state !== 'applied'; looks++) {
      pass((await wakesInMs(canceled)) ?? 0)
      await work()
    }
    expect(await wakesInMs(id)).toBe(parts.timing.readLagMs)
    expect(await seen()).toEqual(seenOn)
  })

  it('and has bought a plan is remembered as one that is charged, and of which nothing was told yet', async () => {
    const { add, customers, find, work, seen, world, provider } = await watched({ seen: { ...seenOn, charge: 'none' } })
    const bought = customers({
      action: 'upgrade',
      packageId: pro.id,
      before: beforeOf(onBasic()),
      quote: quoteOf(pro),
      due: pro.price,
      payment: { kind: 'received', ref: 'p1', charges: ['ch_1'] },
      lastLook: 'open',
    })
    const sent = { ...bought, facts: { ...bought.facts, attempts: 1 } }
    world.reading = onPlan(pro)
    provider.standing = () => Promise.reject(new Error('503'))
    await work()
    const upgrade = await add(sent)
    await work()
    expect((await find(upgrade)).state).toBe('applied')
    expect(await seen()).toEqual(seenOn)
  })
})

it('a watch that is woken still knows what it has seen', async () => {
  const { work, pass, seen, parts, wakesInMs, id } = await watched({})
  await work()
  pass(minuteMs)
  await wakeWatch(parts, subject)
  expect(await wakesInMs(id)).toBe(0)
  expect(await seen()).toEqual(seenOn)
})

it('a free plan that was bought is not remembered as one that is charged', async () => {
  const free = { ...basic, id: 'free', price: { ...basic.price, amountMinor: 0 } }
  const { add, customers, find, work, seen, world } = await watched({ standing: {} })
  const bought = customers({
    action: 'restart',
    packageId: free.id,
    before: beforeOf(onBasic()),
    quote: quoteOf(free),
    due: null,
    payment: { kind: 'received', ref: null, charges: [] },
    lastLook: 'done',
  })
  world.reading = onPlan(free)
  const id = await add({ ...bought, facts: { ...bought.facts, attempts: 1 } })
  await work()
  expect((await find(id)).state).toBe('applied')
  expect(await seen()).toBeNull()
})

describe('a watch that is told of a change', () => {
  const bought = (ledger: Awaited<ReturnType<typeof watched>>) => {
    const upgrade = ledger.customers({
      action: 'upgrade',
      packageId: pro.id,
      before: beforeOf(onBasic()),
      quote: quoteOf(pro),
      due: pro.price,
      payment: { kind: 'received', ref: 'p1', charges: ['ch_1'] },
      lastLook: 'open',
    })
    ledger.world.reading = onPlan(pro)
    return ledger.add({ ...upgrade, facts: { ...upgrade.facts, attempts: 1 } })
  }

  it('keeps that when it falls due while the partner is being told, and one side cannot be read', async () => {
    const ledger = await watched({ seen: { ...seenOn, charge: 'none' } })
    Object.assign(ledger.parts.payments, { applied: async () => ledger.pass(5_000) })
    ledger.provider.standing = () => Promise.reject(new Error('503'))
    await bought(ledger)
    await ledger.work()
    expect(ledger.troubles()).toEqual(['comparing platform and provider'])
    expect(await ledger.seen()).toEqual(seenOn)
  })

  it('still knows when the website was made', async () => {
    const madeAt = '2026-03-01T00:00:00.000Z'
    const ledger = await watched({ seen: { ...seenOn, charge: 'none', madeAt } })
    ledger.provider.standing = () => Promise.reject(new Error('503'))
    await bought(ledger)
    await ledger.work()
    expect(await ledger.seen()).toEqual({ ...seenOn, madeAt })
  })
})

describe('news of a charge that nobody watches yet', () => {
  it('is followed all the same', async () => {
    const ledger = scriptedLedger({
      payments: { collects: 'now', standing: async () => ({ recurring: recurring(), due: null, balance: null }) },
    })
    const id = await ledger.add(ledger.system({ action: 'align', cause: 'news', seen: null }))
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('applied')
    expect(ledger.troubles()).toEqual([])
  })
})

describe('a website that its customer does not have any more', () => {
  it.each(['gone', 'owner_changed'] as const)('%s: its charge is ended', async (reading) => {
    const { work, begun, ended, pass } = await watched({ reading })
    await work()
    if (reading === 'gone') {
      pass(10 * minuteMs)
      await work()
    }
    expect(await begun(`end_charge:turn-0/${endsAt}/`)).toMatchObject({ facts: { action: 'end_charge' } })
    pass(1)
    await work()
    expect(ended).toEqual(['end'])
  })

  it('keeps its charge while the platform knows no website for minutes, and is looked at ten minutes later', async () => {
    const { work, pass, begun, ended, world, wakesInMs, id } = await watched({ seen: seenOn, reading: 'gone' })
    for (let minutes = 0; minutes < 9; minutes++) {
      await work()
      pass(minuteMs)
    }
    expect(await wakesInMs(id)).toBe(minuteMs)
    world.reading = onBasic()
    pass(minuteMs)
    await work()
    expect(await wakesInMs(id)).toBe(6 * 60 * minuteMs)
    // What was seen of the first outage does not count in the next one.
    world.reading = 'gone'
    pass(6 * 60 * minuteMs)
    await work()
    expect(await begun(`end_charge:turn-0/${endsAt}/`)).toBeNull()
    expect(ended).toEqual([])
  })

  it.each([
    ['the platform cannot be read', 'away'],
    ['another customer has it', 'owner_changed'],
  ] as const)(
    'keeps its charge when two moments without a website lie apart, and in between %s',
    async (_what, between) => {
      // While it changes hands, the other customer's side does not show it yet.
      const { work, pass, begun, ended, world } = await watched({ seen: seenOn, reading: 'gone', theirs: 'gone' })
      await work()
      world.reading = between
      pass(10 * minuteMs)
      await work()
      world.reading = 'gone'
      pass(5_000)
      await work()
      expect(await begun(`end_charge:turn-0/${endsAt}/`)).toBeNull()
      expect(ended).toEqual([])
    },
  )

  it.each(['it is followed anew', 'its customer changes the plan'])(
    'that had gone for good and is there again keeps its charge when a look finds none, after %s',
    async (what) => {
      const ledger = await watched({ seen: seenOn, reading: 'gone', standing: {} })
      const { work, pass, find, add, customers, provider, ended, world, parts, id, wakesInMs } = ledger
      await work()
      pass(6 * 60 * minuteMs)
      await work()
      expect(await wakesInMs(id)).toBeNull()
      world.reading = onBasic()
      world.standing = { recurring: recurring() }
      if (what === 'it is followed anew') await wakeWatch(parts, subject)
      else {
        provider.cancel = async () => void (world.standing = { recurring: recurring({ renews: false }) })
        const cancel = await add(customers({ action: 'cancel' }))
        // Each step has to show before the next one.
        for (let looks = 0; looks < 5 && (await find(cancel)).state !== 'applied'; looks++) {
          pass(parts.timing.readLagMs)
          await work()
        }
        expect(await find(cancel)).toMatchObject({ state: 'applied' })
      }
      world.reading = 'gone'
      for (let looks = 0; looks < 3; looks++) {
        pass(parts.timing.readLagMs)
        await work()
      }
      expect(ended).toEqual([])
      expect(await wakesInMs(id)).toBeGreaterThan(9 * minuteMs)
    },
  )

  it('is looked at again after its charge was ended: a plan that is there after all does not renew for nothing', async () => {
    const { work, pass, ended, world, provider, align, wakesInMs, id } = await watched({
      seen: seenOn,
      reading: 'gone',
    })
    provider.end = async () => (ended.push('end'), (world.standing = {}), 'ended')
    await work()
    pass(10 * minuteMs)
    for (let looks = 0; looks < 3; looks++) {
      await work()
      pass(1_000)
    }
    expect(ended).toEqual(['end'])
    expect(await wakesInMs(id)).toBeGreaterThan(5 * 60 * minuteMs)
    world.reading = onBasic()
    pass(6 * 60 * minuteMs)
    await work()
    expect(await align()).not.toBeNull()
  })

  it('is looked at when another customer changes it, however long the next look was away', async () => {
    const { add, customers, work, pass, parts, world, begun, wakesInMs, id } = await watched({})
    await work()
    expect(await wakesInMs(id)).toBe(6 * 60 * minuteMs)
    world.reading = 'owner_changed'
    const theirs = customers({ action: 'cancel' })
    await add({ ...theirs, customerId: 'globex', facts: { ...theirs.facts, customerId: 'globex' } })
    // Each step of the other one's change has to show before anything is read.
    for (let looks = 0; looks < 3; looks++) {
      await work()
      pass(parts.timing.readLagMs)
    }
    expect(await begun(`end_charge:turn-2/${endsAt}/`)).toMatchObject({ customerId: 'acme' })
  })

  it('is looked at again when nobody knows what is charged for it', async () => {
    const { provider, work, wakesInMs, id, troubles } = await watched({ reading: 'gone' })
    provider.standing = () => Promise.reject(new Error('503'))
    await work()
    expect(await wakesInMs(id)).toBe(5_000)
    expect(troubles()).toEqual(['comparing platform and provider'])
  })

  it('has nothing to end, and is looked at once more only, when nothing is charged or outstanding', async () => {
    const { work, pass, wakesInMs, id, ended } = await watched({ reading: 'gone', standing: {} })
    await work()
    expect(await wakesInMs(id)).toBe(6 * 60 * minuteMs)
    pass(6 * 60 * minuteMs)
    await work()
    expect(await wakesInMs(id)).toBeNull()
    expect(ended).toEqual([])
  })

  it('is watched for whoever has it now, whose plan is not to renew without a charge', async () => {
    const { work, wakesInMs, store } = await watched({ seen: seenOn, reading: 'owner_changed' })
    await work()
    const theirs = await store.findChange({ key: 'watch:always', lane: 'system', target, customerId: 'globex' })
    expect(theirs).toMatchObject({ state: 'applied', facts: { seen: { charge: 'ends', renewal: 'on' } } })
    expect(await wakesInMs(theirs!.id)).toBe(1_000)
  })

  it('goes on being watched for whoever has it now as it was seen there, where they have bought something by then', async () => {
    const { work, add, system, find } = await watched({ seen: seenOn, reading: 'owner_changed' })
    const watch = system({ action: 'watch', seen: seenOn })
    const theirs = {
      ...watch,
      key: 'watch:always',
      customerId: 'globex',
      state: 'applied',
      wakeInMs: 3_600_000,
    } as const
    const id = await add({ ...theirs, id: 'watch-of-globex', facts: { ...watch.facts, customerId: 'globex' } })
    await work()
    expect((await find(id)).facts).toMatchObject({ seen: seenOn })
  })

  it('is watched for whoever has it now too when its charge had ended before: another hand may turn renewal on there', async () => {
    const { work, pass, seen, store, world } = await watched({ seen: seenOn, standing: {} })
    await work()
    pass(1_000)
    await work()
    expect(await seen()).toMatchObject({ charge: 'none', uncharged: { packageId: basic.id, changedAt: null } })
    world.reading = 'owner_changed'
    pass(6 * 60 * minuteMs)
    await work()
    const theirs = await store.findChange({ key: 'watch:always', lane: 'system', target, customerId: 'globex' })
    expect(theirs).toMatchObject({ state: 'applied', facts: { seen: { charge: 'ends', renewal: 'on' } } })
    expect(await seen()).toBeNull()
  })

  const onNext = (reading: Reading): Reading => ({
    ...reading,
    subscription: { ...reading.subscription, endsAt: '2027-01-24T00:00:00.000Z' } as Reading['subscription'],
  })

  it('is watched for whoever has it now too where its plan, which was to end, has been renewed there before the next look', async () => {
    const { work, pass, seen, store, world } = await watched({
      seen: { ...seenOn, charge: 'ends', renewal: 'off' },
      reading: onBasic('ending'),
      standing: {},
      theirs: onNext(onBasic()),
    })
    await work()
    pass(1_000)
    await work()
    expect(await seen()).toMatchObject({ charge: 'none', renewal: 'off' })
    world.reading = 'owner_changed'
    pass(31 * dayMs)
    await work()
    const theirs = await store.findChange({ key: 'watch:always', lane: 'system', target, customerId: 'globex' })
    expect(theirs).toMatchObject({ state: 'applied', facts: { seen: { charge: 'ends', renewal: 'on' } } })
  })

  it.each([
    ['another plan', onNext(onPlan(pro))],
    ['the same one anew', { ...onNext(onBasic()), lastPackageChangeAt: '2026-12-24T00:05:00.000Z' }],
  ])('is not watched for whoever has it now where the partner has sold there %s since', async (_, theirs) => {
    const { work, pass, seen, store, world } = await watched({
      seen: { ...seenOn, charge: 'ends', renewal: 'off' },
      reading: onBasic('ending'),
      standing: {},
      theirs,
    })
    await work()
    pass(1_000)
    await work()
    expect(await seen()).toMatchObject({ charge: 'none', renewal: 'off' })
    world.reading = 'owner_changed'
    pass(31 * dayMs)
    await work()
    expect(await store.findChange({ key: 'watch:always', lane: 'system', target, customerId: 'globex' })).toBeNull()
  })

  it('is not watched for whoever has it now where the plan had ended before, whatever the partner has sold there since', async () => {
    const plan = onBasic().subscription
    const ended = {
      ...onBasic(),
      subscription: { status: 'ended', plan: 'plan' in plan ? plan.plan : basic, hadTrial: true },
    }
    const { work, pass, seen, store, world } = await watched({
      seen: seenOn,
      reading: ended as Reading,
      standing: {},
      theirs: onPlan(pro),
    })
    await work()
    expect(await seen()).toMatchObject({ charge: 'none', renewal: 'off' })
    world.reading = 'owner_changed'
    pass(6 * 60 * minuteMs)
    await work()
    const theirs = { key: 'watch:always', lane: 'system', target, customerId: 'globex' } as const
    expect(await store.findChange(theirs)).toBeNull()
  })

  it('is watched for whoever has it now also where that could not be written down at first', async () => {
    const { work, pass, parts, store, wakesInMs, id, seen } = await watched({
      seen: seenOn,
      reading: 'owner_changed',
      standing: {},
    })
    parts.store.addChange = () => Promise.reject(new Error('The database is away.'))
    await work()
    expect(await seen()).toEqual(seenOn)
    parts.store.addChange = (...wanted) => store.addChange(...wanted)
    pass((await wakesInMs(id))!)
    await work()
    const theirs = { key: 'watch:always', lane: 'system', target, customerId: 'globex' } as const
    expect(await store.findChange(theirs)).toMatchObject({ facts: { seen: { charge: 'ends' } } })
  })

  it('is not watched for whoever has it now when what ran there was free', async () => {
    const seenFree: Seen = { charge: 'none', renewal: 'on', isApart: false, madeAt: null }
    const { work, store } = await watched({ seen: seenFree, reading: 'owner_changed', standing: {} })
    await work()
    const theirs = { key: 'watch:always', lane: 'system', target, customerId: 'globex' } as const
    expect(await store.findChange(theirs)).toBeNull()
  })

  it('is left to another worker that takes over meanwhile, without a word', async () => {
    const { add, work, system, parts, troubles } = await watched({ seen: seenOn, reading: 'owner_changed' })
    const wanted = system({ action: 'watch', seen: null }, 'always')
    const facts = { ...wanted.facts, customerId: 'globex' }
    await add({ ...wanted, customerId: 'globex', facts, state: 'applied', wakeInMs: 60 * minuteMs })
    Object.assign(parts.store, { saveChange: () => Promise.reject(new LeaseLostError()) })
    await work()
    expect(troubles()).toEqual([])
  })

  it('is not watched for whoever made it again on a plan of its own', async () => {
    const { work, pass, store } = await watched({
      seen: { ...seenOn, madeAt: '2026-03-01T00:00:00.000Z' },
      reading: 'owner_changed',
      theirs: { ...onBasic(), createdAt: '2026-11-30T00:00:00.000Z' },
    })
    await work()
    pass(1_000)
    await work()
    const theirs = { key: 'watch:always', lane: 'system', target, customerId: 'globex' } as const
    expect(await store.findChange(theirs)).toBeNull()
  })

  it('is seen by the new owner’s own watch too, when that is looked at in the same moment', async () => {
    const { add, work, find, system } = await watched({ seen: seenOn, reading: 'owner_changed', standing: {} })
    const wanted = system({ action: 'watch', seen: null }, 'always')
    const facts = { ...wanted.facts, customerId: 'globex' }
    const theirs = await add({ ...wanted, customerId: 'globex', facts, state: 'applied' })
    await work()
    expect(await find(theirs)).toMatchObject({ facts: { seen: { charge: 'ends', renewal: 'on' } } })
  })

  it('still has something to end while an invoice is outstanding', async () => {
    const { work, pass, begun } = await watched({ reading: 'gone', standing: { due: overdue } })
    await work()
    pass(10 * minuteMs)
    await work()
    expect(await begun('end_charge:turn-0//in_1')).not.toBeNull()
  })

  it.each([
    ['has one of its own under the same id', onBasic()],
    ['has it back', { ...onBasic(), createdAt: '2026-03-01T00:00:00.000Z' }],
  ])('keeps the charge of what it has paid for since, when it %s while the call fails', async (_what, reading) => {
    const { work, pass, begun, ended, provider, parts, world, id, wakesInMs } = await watched({
      seen: seenOn,
      reading: 'gone',
    })
    provider.end = () => Promise.reject(new Error('503'))
    const end = async () => (await begun(`end_charge:turn-0/${endsAt}/`))!
    await work()
    pass(10 * minuteMs)
    await work()
    for (let looks = 0; looks < 3; looks++) {
      pass(5_000)
      await work()
    }
    expect((await end()).state).toBe('applying')
    provider.end = async () => (ended.push('end'), 'ended')
    world.reading = reading
    pass(30_000)
    await work()
    expect(await end()).toMatchObject({ state: 'abandoned', facts: { reason: 'changed_elsewhere' } })
    expect(ended).toEqual([])
    expect(await wakesInMs(id)).toBe(parts.timing.readLagMs)
  })

  it('still loses its charge when a read shows once more what has just gone', async () => {
    const { work, pass, ended, world, parts } = await watched({ seen: seenOn, reading: 'gone' })
    await work()
    pass(10 * minuteMs)
    await work()
    world.reading = onBasic()
    await work()
    expect(ended).toEqual([])
    world.reading = 'gone'
    pass(parts.timing.readLagMs)
    await work()
    expect(ended).toEqual(['end'])
  })

  it('is tried again in another row once the first one was given up too early', async () => {
    const { work, pass, ended, world, parts, begun } = await watched({ seen: seenOn, reading: 'gone' })
    await work()
    pass(10 * minuteMs)
    await work()
    world.reading = onBasic()
    pass(parts.timing.readLagMs)
    await work()
    expect(await begun(`end_charge:turn-0/${endsAt}/`)).toMatchObject({ state: 'abandoned' })
    world.reading = 'gone'
    for (let minutes = 0; minutes < 12 && ended.length === 0; minutes++) {
      pass(minuteMs)
      await work()
    }
    expect(ended).toEqual(['end'])
  })
})

describe('a pool of a customer without a website', () => {
  const unseen = async (
    standing: Partial<Standing> = { recurring: recurring() },
    collects: 'now' | 'on_invoice' = 'now',
  ) => {
    const ended: string[] = []
    const ledger = scriptedLedger({
      platform: { read: async () => ({ kind: 'pool_unseen' }) },
      payments: {
        collects,
        standing: async () => ({ recurring: null, due: null, balance: null, ...standing }),
        end: async () => (ended.push('end'), 'ended'),
      },
    })
    const wanted = ledger.system({ action: 'watch', seen: seenOn }, 'always')
    const id = await ledger.add({ ...wanted, state: 'applied' })
    const late = async (hours: number) => {
      for (let looks = 0; looks < hours; looks++) {
        await ledger.work()
        ledger.pass(60 * minuteMs)
      }
    }
    return { ...ledger, id, ended, late }
  }

  it('goes on being charged, and is looked at again and again', async () => {
    const { late, ended, wakesInMs, id } = await unseen()
    await late(24)
    expect(ended).toEqual([])
    expect(await wakesInMs(id)).not.toBeNull()
  })

  it('has what is overdue for it waited for', async () => {
    const { late, store } = await unseen({ recurring: recurring(), due: overdue })
    await late(1)
    const key = 'await_renewal:in_1'
    expect(await store.findChange({ key, lane: 'system', target, customerId: 'acme' })).toMatchObject({
      state: 'awaiting_payment',
    })
  })

  it('has what is to be done about it done once it shows', async () => {
    const { late, add, system, find, parts, pass, work } = await unseen()
    const align = await add(system({ action: 'align', cause: 'news', seen: null }))
    await late(24)
    expect((await find(align)).state).toBe('applying')
    parts.subscription.read = async () => ({ kind: 'read', reading: onBasic(), packages: [basic] })
    pass(6 * 60 * minuteMs)
    await work()
    expect((await find(align)).state).toBe('applied')
  })

  it('is not told to have ended where the partner bills its periods', async () => {
    const { late, parts, wakesInMs, id } = await unseen({}, 'on_invoice')
    const told: string[] = []
    Object.assign(parts.payments, { period: async ({ kind }: BilledPeriod) => void told.push(kind) })
    await late(24)
    expect(told).toEqual([])
    expect(await wakesInMs(id)).not.toBeNull()
  })
})

describe('a website whose periods the partner bills, that seems to be gone', () => {
  const billed = async () => {
    const world: { reading: Reading | 'gone' | 'away' | 'unseen'; hasFailed: boolean } = {
      reading: onBasic(),
      hasFailed: false,
    }
    const told: string[] = []
    const ledger = scriptedLedger({
      platform: {
        read: async () => {
          const { reading } = world
          if (reading === 'away') throw new Error('503')
          if (reading === 'gone') return { kind: 'website_gone' }
          return reading === 'unseen' ? { kind: 'pool_unseen' } : { kind: 'read', reading, packages: [basic] }
        },
      },
    })
    const period = async ({ kind }: BilledPeriod) => {
      if (world.hasFailed) throw new Error('the hook fails')
      told.push(kind)
    }
    Object.assign(ledger.parts.payments, { period })
    const wanted = ledger.system({ action: 'watch', seen: null }, 'always')
    const id = await ledger.add({ ...wanted, state: 'applied' })
    await ledger.work()
    world.reading = 'gone'
    ledger.pass(6 * 60 * minuteMs)
    await ledger.work()
    return { ...ledger, world, told, id }
  }

  it('for a moment: its plan is not told to have ended, and its next period is told', async () => {
    const { world, told, pass, work, parts } = await billed()
    world.reading = onBasic()
    pass(10 * minuteMs)
    await work()
    const { subscription, ...rest } = onBasic()
    const next = '2027-01-24T00:00:00.000Z'
    world.reading = { ...rest, subscription: { ...subscription, endsAt: next } as Reading['subscription'] }
    pass(Date.parse(endsAt) + dayMs - parts.now().getTime())
    await work()
    expect(told).toEqual(['renewed'])
  })

  it.each([
    ['cannot be read', 'away'],
    ['does not show its pool', 'unseen'],
  ] as const)(
    'for two moments between which the platform %s: its plan is not told to have ended',
    async (_what, between) => {
      const { world, told, pass, work, wakesInMs, id } = await billed()
      world.reading = between
      pass(10 * minuteMs)
      await work()
      world.reading = 'gone'
      pass((await wakesInMs(id))!)
      await work()
      expect(told).toEqual([])
    },
  )

  it('for good, while the partner’s hook fails: its plan is told to have ended as soon as that works', async () => {
    const { world, told, pass, work } = await billed()
    world.hasFailed = true
    pass(10 * minuteMs)
    await work()
    world.hasFailed = false
    pass(1_000)
    await work()
    expect(told).toEqual(['fell'])
  })

  it('for good: its plan is told to have ended, once', async () => {
    const { told, pass, work, wakesInMs, id } = await billed()
    pass(10 * minuteMs)
    await work()
    expect(told).toEqual(['fell'])
    pass(6 * 60 * minuteMs)
    await work()
    expect(told).toEqual(['fell'])
    expect(await wakesInMs(id)).toBeNull()
  })
})

describe('an unpaid plan whose website seems to be gone', () => {
  const unpaid = { packageId: basic.id, price: basic.price, endsAt, reportedAt: '2026-12-01T00:00:00.000Z' }
  const ending = async (showsIn: (minute: number) => 'gone' | 'away' | 'plan', row: OwnInvoice = { unpaid }) => {
    const world = { shows: showsIn(0) }
    const calls: string[] = []
    const ledger = scriptedLedger({
      platform: {
        read: async () => {
          if (world.shows === 'away') throw new Error('502')
          if (world.shows === 'gone') return { kind: 'website_gone' }
          return { kind: 'read', reading: onBasic(), packages: [basic] }
        },
        send: async (call) => (calls.push(call), { kind: 'done' }),
      },
    })
    const end = ledger.system({ action: 'end_unpaid', invoiceId: 'in_1', packageId: basic.id, ...row })
    const id = await ledger.add(end)
    for (let minute = 0; minute < 90; minute++) {
      world.shows = showsIn(minute)
      await ledger.work()
      ledger.pass(minuteMs)
    }
    return { state: (await ledger.find(id)).state, calls }
  }

  it('for a moment: it is ended all the same', async () => {
    expect(await ending((minute) => (minute < 5 ? 'gone' : 'plan'))).toEqual({ state: 'applied', calls: ['cancel'] })
  })

  it('for a moment, at the end of a long outage: it is ended all the same', async () => {
    const shows = (minute: number) => (minute < 55 ? 'away' : minute === 55 ? 'gone' : 'plan')
    expect(await ending(shows)).toEqual({ state: 'applied', calls: ['cancel'] })
  })

  it.each([
    ['', { unpaid }],
    [', also where its row is of an older version', {}],
  ])('for two moments, and cannot be read in between: it is ended all the same%s', async (_which, row) => {
    const shows = (minute: number) => (minute < 10 || minute === 15 ? 'gone' : minute < 15 ? 'away' : 'plan')
    expect(await ending(shows, row)).toEqual({ state: 'applied', calls: ['cancel'] })
  })

  it('for good: there is nothing to end', async () => {
    expect(await ending(() => 'gone')).toEqual({ state: 'abandoned', calls: [] })
  })
})

describe('a website that is about to be deleted', () => {
  const madeAt = '2026-03-01T00:00:00.000Z'
  const removing = async (createdAt: string | null) => {
    const ended: string[] = []
    const ledger = scriptedLedger({
      reading: { ...onBasic(), createdAt },
      payments: { collects: 'now', end: async () => (ended.push('end'), 'ended') },
    })
    const website = { kind: 'going', madeAt } as const
    const id = await ledger.add(ledger.system({ action: 'end_charge', reason: 'website_gone', website }))
    ledger.pass(ledger.parts.timing.readLagMs)
    await ledger.work()
    return { state: (await ledger.find(id)).state, ended }
  }

  it('is there while its charge is ended', async () => {
    expect(await removing(madeAt)).toEqual({ state: 'applied', ended: ['end'] })
    expect(await removing(null)).toEqual({ state: 'applied', ended: ['end'] })
  })

  it('has its charge ended once more when it is made and deleted again under the same id', async () => {
    const ended: string[] = []
    const { parts } = scriptedLedger({ payments: { collects: 'now', end: async () => (ended.push('end'), 'ended') } })
    const remove = async () => {
      const ledger = createLedger(parts)
      // While the time for an answer is too short, the work goes on behind.
      await ledger.endCharge(subject, null).catch(() => {})
      await ledger.close()
      return ended.length
    }
    expect([await remove(), await remove()]).toEqual([1, 2])
  })

  it('is not taken for another one that was made since', async () => {
    expect(await removing('2026-11-30T00:00:00.000Z')).toEqual({ state: 'abandoned', ended: [] })
  })
})
