import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { AnalyticsError } from '../../src/contract/error.ts'
import type { SubscriptionChange } from '../../src/contract/subscription-change.ts'
import type { Subscription } from '../../src/contract/subscription.ts'
import { changeQuery, pollInterval, shows } from '../../src/react/data/change-query.ts'
import { activeSubscription, demoPackage, planOf, subscriptionView } from '../../src/testing/fixtures.ts'

const now = new Date('2026-11-24T10:00:00Z')
const basic = activeSubscription(now)
const pro = activeSubscription(now, { plan: planOf(demoPackage('pro-monthly')) })
const planned = { ...pro, planned: { packageId: 'basic-monthly', name: 'Basic', interval: 'monthly' as const } }
const ending: Subscription = {
  status: 'ending',
  plan: pro.plan,
  trial: null,
  endsAt: pro.endsAt,
  hadTrial: true,
}
const ended: Subscription = { status: 'ended', plan: pro.plan, hadTrial: true }
const choose = (packageId: string) => ({ kind: 'choose', packageId }) as const

describe('settling', () => {
  it('asks after 1, 2, 4, 8 and then every 15 seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 1000].map(pollInterval)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
  })

  it.each([
    ['the chosen plan', pro, choose('pro-monthly'), true],
    ['still the old plan', basic, choose('pro-monthly'), false],
    ['the planned switch', planned, choose('basic-monthly'), true],
    ['the plan, and auto-renewal still off', ending, choose('pro-monthly'), false],
    ['the plan, and not running', ended, choose('pro-monthly'), false],
    ['no subscription', { status: 'none' } as const, choose('pro-monthly'), false],
    ['auto-renewal off', ending, { kind: 'cancel' } as const, true],
    ['auto-renewal still on', pro, { kind: 'cancel' } as const, false],
    ['auto-renewal on', pro, { kind: 'resume' } as const, true],
    ['no planned switch', pro, { kind: 'keep' } as const, true],
    ['a planned switch still', planned, { kind: 'keep' } as const, false],
    ['a change of a kind that is not known yet', ending, { kind: 'pause' } as never, true],
  ])('sees %s', (_what, subscription, intent, expected) => {
    expect(shows(subscription, intent)).toBe(expected)
  })
})

describe('a change that is followed', () => {
  afterEach(() => void vi.useRealTimers())
  const facts = { id: 'change-1', intent: { kind: 'cancel' }, due: null, startedAt: now.toISOString() } as const
  const change: SubscriptionChange = { ...facts, state: 'applying', collection: 'not_needed' }
  const applied: SubscriptionChange = { ...facts, state: 'applied', endedAt: now.toISOString() }
  const follow = (client: QueryClient, answers: Record<string, () => unknown>) => {
    const adapter = {
      call: async (route: { name: string }) => answers[route.name]?.(),
    } as unknown as AnalyticsAdapter
    return client.fetchQuery(changeQuery(client, { adapter, websiteId: 'acme-bikes' }, change))
  }
  const viewOf = (subscription: Subscription) => ({ ...subscriptionView(now), subscription, now: now.toISOString() })
  const notFound = () => {
    throw new AnalyticsError({ code: 'not_found', message: 'There is no such change.' })
  }

  it('stays over, also where another change has moved the subscription on', async () => {
    let subscription: Subscription = ending
    const call = async (route: { name: string }) => (route.name === 'getChange' ? applied : viewOf(subscription))
    const scope = { adapter: { call } as unknown as AnalyticsAdapter, websiteId: 'acme-bikes' }
    const client = new QueryClient()
    const observer = new QueryObserver(client, changeQuery(client, scope, change))
    const stop = observer.subscribe(() => {})
    const { data: seen } = await observer.refetch()
    expect(seen).toEqual({ change: applied, isInEffect: true, isOver: true })
    subscription = pro
    expect((await observer.refetch()).data).toBe(seen)
    stop()
  })

  it('is over where the backend does not know it any more', async () => {
    const followed = await follow(new QueryClient(), { getChange: notFound, getSubscription: () => viewOf(pro) })
    expect(followed).toEqual({ change, isInEffect: false, isOver: true })
  })

  it('is asked for again where it cannot be found and is under way all the same', async () => {
    const getSubscription = () => ({ ...viewOf(pro), openChange: change })
    await expect(follow(new QueryClient(), { getChange: notFound, getSubscription })).rejects.toThrow('no such change')
  })

  it('is given up for now where nobody answers for a minute, and asked for again', async () => {
    vi.useFakeTimers()
    const given = expect(follow(new QueryClient(), { getChange: () => new Promise(() => {}) })).rejects.toThrow(
      'No answer in time.',
    )
    await vi.advanceTimersByTimeAsync(60_000)
    await given
  })
})
