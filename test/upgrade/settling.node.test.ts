import { describe, expect, it } from 'vitest'
import type { Subscription } from '../../src/contract/subscription.ts'
import { pollInterval, shows } from '../../src/react/data/change-query.ts'
import { activeSubscription, demoPackage, planOf } from '../../src/testing/fixtures.ts'

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
