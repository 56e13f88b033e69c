import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { begunSince, seenPeriod } from '../../src/backend/ledger/begun-periods.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import { LeaseLostError } from '../../src/backend/ledger/store.ts'
import type { Before } from '../../src/backend/ledger/change-facts.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import type { Package } from '../../src/contract/package.ts'
import { addIntervals } from '../../src/contract/periods.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import { basic, onPlan, pro, quietProvider, quoteOf, scriptedLedger, type Script } from './scripted-ledger.ts'
import { scriptedPayments } from './scripted-payments.ts'

const free: Package = { ...basic, id: 'free', name: 'Free', price: { amountMinor: 0, currency: 'EUR' }, limit: 0 }
const packages = [basic, pro, free]
/** A day, and where it matters the time: `03-10` or `03-10T00:08`. */
const day = (date: string) => `2026-${date.includes('T') ? date : `${date}T00:00`}:00.000Z`

interface Standing {
  on?: Package
  status?: 'active' | 'ending' | undefined
  until: string
  /** When the plan began. */
  since?: string
  next?: Package | undefined
}

function reading({ on = pro, status = 'active', until, since, next }: Standing): Reading {
  const { subscription, ...rest } = onPlan(on, status)
  const nextPackageId = next?.id ?? null
  const lastPackageChangeAt = since ? day(since) : null
  return {
    ...rest,
    subscription: { ...subscription, endsAt: day(until) } as Reading['subscription'],
    nextPackageId,
    lastPackageChangeAt,
  }
}

/**
 * What is told of what stands by now, as `kind package start`, when the other was seen last.
 *
 * @param over what was running when it was bought.
 */
function told(seen: Standing, now: Reading, at: string, over?: Standing): string[] {
  const before = seenPeriod(reading(seen), packages)!
  const bought = over ? beforeOf(reading(over)) : null
  return begunSince(before, now, { now: new Date(day(at)), bought, packages }).map(
    ({ kind, plan, startsAt }) => `${kind} ${plan?.packageId ?? 'nothing'} ${startsAt.slice(5, 10)}`,
  )
}

describe('a period that begins by itself', () => {
  it('is told as a renewal, and not while the one that was seen still runs', () => {
    expect(told({ until: '03-10' }, reading({ until: '04-10' }), '03-11')).toEqual(['renewed pro 03-10'])
    expect(told({ until: '03-10' }, reading({ until: '03-10' }), '03-10')).toEqual([])
  })

  it('is told where the months differ in length', () => {
    const since = '01-31'
    expect(told({ until: '02-28', since }, reading({ until: '03-31', since }), '03-01')).toEqual(['renewed pro 02-28'])
    expect(told({ until: '03-31', since }, reading({ until: '04-28', since }), '04-01')).toEqual(['renewed pro 03-31'])
    expect(told({ until: '03-31', since }, reading({ until: '04-30', since }), '04-01')).toEqual(['renewed pro 03-31'])
  })

  it('is told for each that nobody has seen', () => {
    expect(told({ until: '03-10' }, reading({ until: '06-10' }), '05-11')).toEqual([
      'renewed pro 03-10',
      'renewed pro 04-10',
      'renewed pro 05-10',
    ])
  })

  it('is told as a switch to the smaller plan that was planned, and as its renewals after that', () => {
    const seen = { until: '03-10', next: basic }
    const now = (until: string) => reading({ on: basic, until, since: '03-10' })
    expect(told(seen, now('04-10'), '03-11')).toEqual(['switched basic 03-10'])
    expect(told(seen, now('05-10'), '04-11')).toEqual(['switched basic 03-10', 'renewed basic 04-10'])
  })

  it('is told as the fall to the free plan, whose renewals are nobody’s business', () => {
    const fallen = reading({ on: free, until: '04-10', since: '03-10' })
    expect(told({ until: '03-10', status: 'ending', next: free }, fallen, '03-11')).toEqual(['fell free 03-10'])
    expect(told({ on: free, until: '03-10' }, reading({ on: free, until: '04-10' }), '03-11')).toEqual([])
  })

  it('is told as a fall where the plan was ended in the middle', () => {
    const { subscription, ...rest } = onPlan(pro)
    if (subscription.status !== 'active') throw new Error('It runs.')
    const ended = { ...rest, subscription: { status: 'ended', plan: subscription.plan, hadTrial: true } } as const
    expect(told({ until: '03-10' }, ended, '02-20')).toEqual(['fell nothing 02-20'])
  })

  it('is told also where what was bought right after it began was ended before anybody looked', () => {
    const { subscription, ...rest } = onPlan(pro)
    if (subscription.status !== 'active') throw new Error('It runs.')
    const ended = {
      ...rest,
      subscription: { status: 'ended', plan: subscription.plan, hadTrial: true },
      lastPackageChangeAt: day('03-10T00:08'),
    } as const
    const over = { on: basic, since: '03-10', until: '04-10' }
    const seen = { on: pro, until: '03-10', next: basic }
    expect(told(seen, ended, '03-11', over)).toEqual(['switched basic 03-10', 'fell nothing 03-10'])
  })

  it('is not told of what the customer has bought', () => {
    const bought = (since: string, until: string) => reading({ on: pro, since, until })
    expect(told({ on: basic, until: '03-10' }, bought('02-20', '03-20'), '02-21')).toEqual([])
    expect(told({ on: basic, until: '03-10' }, bought('03-09', '04-09'), '03-11')).toEqual([])
    expect(told({ on: free, until: '03-10' }, bought('02-20', '03-20'), '02-21')).toEqual([])
  })

  it('is told also where the customer has bought another plan before anybody looked', () => {
    const bought = reading({ on: pro, since: '03-20', until: '04-20' })
    expect(told({ on: basic, until: '03-10' }, bought, '03-21')).toEqual(['renewed basic 03-10'])
  })

  it('is not told of what was bought right after the end of the one before', () => {
    const ended = { on: basic, status: 'ending', until: '03-10', next: free } as const
    const now = (on: Package) => reading({ on, since: '03-10T00:08', until: '04-10T00:08' })
    const ends = [ended, { ...ended, next: undefined }, { on: free, until: '03-10' }]
    expect(ends.map((seen) => told(seen, now(pro), '03-10T00:09'))).toEqual([[], [], []])
    const fallen = { on: free, since: '03-10', until: '04-10' }
    expect(ends.map((seen) => told(seen, now(basic), '03-10T00:09', fallen))).toEqual([[], [], []])
  })

  it('is told at its own price where another plan was bought right after it began', () => {
    const bought = reading({ on: pro, since: '03-10T00:08', until: '04-10T00:08' })
    const pros = { on: pro, until: '03-10' }
    expect(told({ on: basic, until: '03-10' }, bought, '03-10T00:09')).toEqual(['renewed basic 03-10'])
    expect(told({ ...pros, next: basic }, bought, '03-10T00:09')).toEqual(['switched basic 03-10'])
    expect(told({ ...pros, next: basic }, bought, '04-11')).toEqual(['switched basic 03-10'])
  })

  it('is told as it stood when another plan was bought right after, whatever was to follow when it was seen', () => {
    const bought = reading({ on: pro, since: '03-10T00:08', until: '04-10T00:08' })
    const over = (on: Package) => ({ on, since: '03-10', until: '04-10' })
    const renewed = { on: basic, until: '04-10' }
    expect(told({ on: basic, until: '03-10' }, bought, '03-10T00:09', over(free))).toEqual([])
    expect(told({ on: pro, until: '03-10' }, bought, '03-10T00:09', over(basic))).toEqual(['switched basic 03-10'])
    const ended = { on: basic, status: 'ending', until: '03-10' } as const
    expect(told(ended, bought, '03-10T00:09', renewed)).toEqual(['renewed basic 03-10'])
  })

  it('is told of a smaller plan that another hand had planned', () => {
    const smaller = reading({ on: basic, since: '03-10', until: '04-10' })
    expect(told({ on: pro, until: '03-10' }, smaller, '03-10T00:09')).toEqual(['switched basic 03-10'])
  })

  it('is not told of a website that was made again under the same id, but that the plan of the first one has ended', () => {
    const seen = seenPeriod({ ...reading({ until: '03-10' }), createdAt: day('01-10') }, packages)!
    const toldOf = (made: Standing) => {
      const now = { ...reading(made), createdAt: day('03-10T00:05') }
      const about = { now: new Date(day('05-11')), bought: null, packages }
      return begunSince(seen, now, about).map(({ kind, plan }) => `${kind} ${plan?.packageId}`)
    }
    expect(toldOf({ on: basic, since: '03-10T00:08', until: '04-10T00:08' })).toEqual([])
    expect(toldOf({ on: pro, since: '05-10', until: '06-10' })).toEqual([])
    expect(toldOf({ on: free, until: '06-10' })).toEqual(['fell free'])
  })

  it('is told also by a row of before that does not say when the plan was changed last', () => {
    const renewed = reading({ on: basic, since: '01-10', until: '04-10' })
    const { changedAt: _unknown, ...before } = seenPeriod(
      reading({ on: basic, since: '01-10', until: '03-10' }),
      packages,
    )!
    const about = { now: new Date(day('03-11')), bought: null, packages }
    expect(begunSince(before, renewed, about)).toMatchObject([{ kind: 'renewed', startsAt: day('03-10') }])
    const bought = reading({ on: pro, since: '02-20', until: '03-20' })
    expect(begunSince(before, bought, about)).toEqual([])
  })

  it('is not told where another hand has moved the end', () => {
    expect(told({ until: '03-10' }, reading({ until: '03-15' }), '03-01')).toEqual([])
  })
})

const minuteMs = 60_000
const boundary = Date.parse(day('03-10'))

/** A subscription as the platform keeps it, and the periods with a price that have begun by themselves. */
function platformOf(on: Package, until = boundary) {
  let stand: Standing & { changedAt: number | null } = { on, until: '', changedAt: null }
  let end = until
  const begun: string[] = []
  const changeTo = (next: Package, at: number) => {
    stand = { ...stand, on: next, status: 'active', changedAt: at }
    delete stand.next
  }
  return {
    begun,
    stand: () => stand,
    passTo(now: number) {
      while (end <= now) {
        const starts = end
        if (stand.next) changeTo(stand.next, starts)
        if (stand.on !== free) begun.push(`${stand.on!.id} ${new Date(starts).toISOString()}`)
        end = addIntervals(new Date(starts), 'monthly', 1).getTime()
      }
    },
    buy(bought: Package, now: number) {
      if (bought.limit <= stand.on!.limit) return false
      changeTo(bought, now)
      end = addIntervals(new Date(now), 'monthly', 1).getTime()
      return true
    },
    plan: (next: Package, status: 'active' | 'ending') => void (stand = { ...stand, next, status }),
    read(): Reading {
      const { status, next, changedAt } = stand
      const { subscription, ...rest } = reading({ on: stand.on!, status, until: '03-10', next })
      return {
        ...rest,
        subscription: { ...subscription, endsAt: new Date(end).toISOString() } as Reading['subscription'],
        lastPackageChangeAt: changedAt === null ? null : new Date(changedAt).toISOString(),
      }
    },
  }
}

describe('what is billed around the end of a period', () => {
  /** In minutes, and not the millisecond in which one period becomes the next. */
  const moment = fc.integer({ min: -110, max: 110 }).map((minutes) => minutes + 0.5)
  const purchase = fc.record({ what: fc.constantFrom(basic, pro), at: moment, isSeen: fc.boolean() })
  const planned = fc.record({ what: fc.constantFrom('smaller', 'cancel'), at: moment, isSeen: fc.boolean() })

  it('is each period once, at its own price, whatever is bought and planned before anybody looks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(free, basic, pro),
        fc.array(fc.oneof(purchase, planned), { maxLength: 5 }),
        (on, wishes) => {
          const platform = platformOf(on)
          let seen = seenPeriod(platform.read(), packages)!
          let bought: { plan: Package; over: Before } | null = null
          const billed: string[] = []
          const look = (now: number) => {
            const over = bought && platform.stand().on === bought.plan ? bought.over : null
            const about = { now: new Date(now), bought: over, packages }
            for (const { kind, plan, startsAt } of begunSince(seen, platform.read(), about)) {
              if (kind !== 'fell') billed.push(`${plan!.packageId} ${startsAt}`)
            }
            seen = seenPeriod(platform.read(), packages)!
            bought = null
          }
          for (const wish of wishes.toSorted((a, b) => a.at - b.at)) {
            const now = boundary + wish.at * minuteMs
            platform.passTo(now)
            if (typeof wish.what !== 'string') {
              const over: Before = bought?.over ?? beforeOf(platform.read())
              if (platform.buy(wish.what, now)) bought = { plan: wish.what, over }
              if (wish.isSeen) look(now)
            } else if (platform.stand().on !== free) {
              const isSmaller = wish.what === 'smaller' && platform.stand().on === pro
              platform.plan(isSmaller ? basic : free, isSmaller ? 'active' : 'ending')
              if (wish.isSeen) look(now)
            }
          }
          for (const later of ['03-10T03:00', '04-12', '05-14']) {
            const now = Date.parse(day(later))
            platform.passTo(now)
            look(now)
          }
          expect(billed).toEqual(platform.begun)
        },
      ),
      { numRuns: 500 },
    )
  })
})

const account = { target: 'website:bikes', customerId: 'acme' } as const

interface Partner {
  store?: Script['store']
  renews?: boolean
  /** Whether a provider collects what is bought; the periods are the partner's all the same. */
  collects?: boolean
}

/** A partner's books, which hear of what is bought and of each period, and a plan that ends, or renews, in two hours. */
function books({ store, renews = false, collects = false }: Partner = {}) {
  const bills: string[] = []
  const partner = { isDown: false }
  const website = { ownerId: 'acme' }
  const platform = platformOf(basic, Date.parse('2026-12-01T02:00:00.000Z'))
  if (!renews) platform.plan(free, 'ending')
  const ledger = scriptedLedger({
    platform: {
      read: async ({ customerId }) => {
        const { ownerId } = website
        if (ownerId !== customerId) return { kind: 'owner_changed', ownerId }
        return { kind: 'read', reading: platform.read(), packages }
      },
      async send(call, _about, packageId) {
        const bought = packages.find(({ id }) => id === packageId)
        if (call === 'cancel') platform.plan(free, 'ending')
        else if (bought) platform.buy(bought, ledger.parts.now().getTime())
        return { kind: 'done' }
      },
    },
    ...(store && { store }),
  })
  const { parts, add, pass, work, system, customers } = ledger
  parts.payments = invoiced({
    onApplied: ({ quote }) => void bills.push(`${quote!.to.id} as bought`),
    onPeriod: ({ kind, package: plan }) => {
      if (partner.isDown) throw new Error('503')
      bills.push(`${plan?.packageId} ${kind}`)
    },
  })
  if (collects) {
    const { collect, giveBack } = scriptedPayments({ ...quietProvider, collects: 'now' })
    parts.payments = { ...parts.payments, collect, giveBack } as Payments
  }
  return {
    bills,
    partner,
    platform,
    website,
    follow: () => add({ ...system({ action: 'watch', seen: null }, 'always'), state: 'applied' }),
    /** The running period, as it was seen last. */
    seen: async () => {
      const watch = await ledger.store.findChange({ key: 'watch:always', lane: 'system', ...account })
      return watch?.facts.action === 'watch' ? watch.facts.period : undefined
    },
    end: () => {
      const graceEndsAt = '2026-12-01T00:00:00.000Z'
      const unpaid = {
        packageId: basic.id,
        price: basic.price,
        endsAt: '2026-12-01T02:00:00.000Z',
        reportedAt: graceEndsAt,
      }
      return add(system({ action: 'end_unpaid', invoiceId: 'in-1', packageId: null, graceEndsAt, unpaid }, 'in-1'))
    },
    buy: (bought: Package) => {
      const before = beforeOf(platform.read())
      const upgrade = { action: 'upgrade', packageId: bought.id, before, due: bought.price } as const
      const wanted = customers({ ...upgrade, quote: quoteOf(bought), payment: { kind: 'none' }, lastLook: 'open' })
      return add({ ...wanted, state: collects ? 'awaiting_payment' : 'applying' })
    },
    goOn: async (minutes: number, atOnce = 1) => {
      for (let passed = 0; passed < minutes; passed += atOnce) {
        pass(atOnce * minuteMs)
        platform.passTo(parts.now().getTime())
        await work()
      }
    },
  }
}

describe('a plan that the partner bills', () => {
  it('is not billed twice where it has ended and is bought again minutes later', async () => {
    const { bills, follow, buy, goOn } = books()
    await follow()
    await goOn(128)
    await buy(basic)
    await goOn(60)
    expect(bills).toEqual(['basic as bought'])
  })

  it('is billed once where it was to follow, and is bought in the last minute before it does', async () => {
    const { bills, platform, follow, buy, goOn } = books({ renews: true })
    platform.plan(pro, 'active')
    await follow()
    await goOn(119.25, 0.25)
    await buy(pro)
    await goOn(60, 0.25)
    expect(bills).toEqual(['pro as bought'])
  })

  it('is billed nothing by a process that has slept, while others held the subscription', async () => {
    let isLost = false
    const { bills, follow, goOn } = books({
      renews: true,
      store: (kept) => ({
        saveChange: async (...save) => {
          if (isLost) throw new LeaseLostError()
          return kept.saveChange(...save)
        },
      }),
    })
    await follow()
    await goOn(110)
    isLost = true
    await goOn(60)
    expect(bills).toEqual([])
    isLost = false
    await goOn(60)
    expect(bills).toEqual(['basic renewed'])
  })

  it('is remembered as it stands by then, beside a period that the partner could not take', async () => {
    const { bills, follow, buy, goOn, partner, seen } = books({ renews: true })
    await follow()
    await goOn(10)
    partner.isDown = true
    await goOn(125)
    await buy(pro)
    await goOn(10)
    expect(await seen()).toMatchObject({ plan: { packageId: 'pro' }, untold: [{ kind: 'renewed' }] })
    partner.isDown = false
    await goOn(60)
    expect(bills).toEqual(['pro as bought', 'basic renewed'])
  })

  it('is billed for each period also where a provider collects what is bought, and cannot be told of one right then', async () => {
    for (const downFor of [0, 125]) {
      const { bills, follow, buy, goOn, partner } = books({ renews: true, collects: true })
      await follow()
      await goOn(110)
      partner.isDown = downFor > 0
      await goOn(11 + downFor)
      await buy(pro)
      await goOn(10)
      partner.isDown = false
      await goOn(60)
      expect(bills.toSorted()).toEqual(['basic renewed', 'pro as bought'])
    }
  })

  it('is looked at soon after the system has ended it, and not hours later', async () => {
    const { follow, goOn, end, seen } = books({ renews: true })
    await follow()
    await goOn(10)
    expect((await seen())?.next?.packageId).toBe('basic')
    await end()
    await goOn(5)
    expect((await seen())?.next?.packageId).toBe('free')
  })

  it('is billed for a period that the partner could not take before the website went to another customer', async () => {
    const { bills, follow, goOn, partner, website } = books({ renews: true })
    await follow()
    await goOn(10)
    partner.isDown = true
    await goOn(150)
    website.ownerId = 'globex'
    await goOn(10)
    partner.isDown = false
    await goOn(10)
    expect(bills).toEqual(['basic renewed', 'undefined fell'])
  })

  it('is billed on where the store fails right after it was bought', async () => {
    let isDown = false
    const { bills, buy, goOn } = books({
      store: (kept) => ({
        async addChange(change, limit) {
          if (isDown) throw new Error('The connection was reset.')
          return kept.addChange(change, limit)
        },
      }),
    })
    await buy(pro)
    isDown = true
    await goOn(1)
    isDown = false
    await goOn(10)
    await goOn(32 * 1_440, 120)
    expect(bills).toEqual(['pro as bought', 'pro renewed'])
  })
})
