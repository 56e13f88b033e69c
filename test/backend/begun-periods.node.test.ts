import { describe, expect, it } from 'vitest'
import { begunSince, seenPeriod } from '../../src/backend/ledger/begun-periods.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import type { Package } from '../../src/contract/package.ts'
import { basic, onPlan, pro } from './scripted-ledger.ts'

const free: Package = { ...basic, id: 'free', name: 'Free', price: { amountMinor: 0, currency: 'EUR' }, limit: 0 }
const packages = [basic, pro, free]
const day = (date: string) => `2026-${date}T00:00:00.000Z`

interface Standing {
  on?: Package
  status?: 'active' | 'ending'
  until: string
  /** When the plan began. */
  since?: string
  next?: Package
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

/** What is told of what stands by now, as `kind package start`, when the other was seen last. */
function told(seen: Standing, now: Reading, at: string): string[] {
  const before = seenPeriod(reading(seen), packages)!
  return begunSince(before, now, new Date(day(at))).map(
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

  it('is not told where another hand has moved the end', () => {
    expect(told({ until: '03-10' }, reading({ until: '03-15' }), '03-01')).toEqual([])
  })
})
