import { describe, expect, it } from 'vitest'
import { runHistory } from './history.ts'
import type { Plan } from './plan.ts'

const quiet: Omit<Plan, 'seed' | 'actions'> = {
  cut: 'client',
  instances: 1,
  isPool: false,
  payments: 'invoiced',
  leftOver: 'lost',
  paysAtOnce: false,
  readLagMs: 0,
  clockSkews: [0],
  newsTwice: 0,
  hasDollars: false,
  payers: 'mixed',
  leaseMs: 60_000,
  keepsDays: null,
  returnPath: 'none',
  sites: ['package-05'],
  staffMayBuy: false,
  approval: null,
  favourites: ['package-07', 'package-04'],
  windows: [],
}

const found = async (plan: Pick<Plan, 'seed' | 'actions'> & Partial<Plan>) =>
  (await runHistory({ ...quiet, ...plan })).finding

describe('the books of a partner that bills by itself', () => {
  it('have an agreed plan once where another hand has taken its place before the partner is told', async () => {
    const finding = await found({
      seed: 935_017_928,
      sites: ['package-00'],
      favourites: ['package-05'],
      actions: [
        { kind: 'choose', index: 18, gap: 0, site: 0 },
        { kind: 'hand_plan', index: 1, gap: 18_114, site: 0 },
        { kind: 'choose', index: 4, gap: 0, site: 0 },
      ],
      windows: [{ boundary: 'hook.applied', fault: 'fails', from: 0, until: 479_196, share: 1 }],
    })
    expect(finding).toBeNull()
  })

  it('have a plan that began, was replaced by another hand before that was known, and is never told', async () => {
    const finding = await found({
      seed: 953_024_749,
      leftOver: 'carried',
      sites: ['package-00'],
      favourites: ['package-02', 'package-09'],
      actions: [
        { kind: 'choose', index: 7, gap: 20_000, site: 0 },
        { kind: 'hand_plan', index: 1, gap: 12_338, site: 0 },
      ],
      windows: [{ boundary: 'platform.upgrade', fault: 'timeout_after', from: 17_801, until: 246_868, share: 0.3 }],
    })
    expect(finding).toBeNull()
  })

  it('have a plan that had ended, and that another hand began for a second, as one that nobody counts on', async () => {
    const finding = await found({
      seed: 935_019_360,
      leftOver: 'carried',
      readLagMs: 900,
      sites: ['package-05', 'package-03'],
      staffMayBuy: true,
      actions: [
        { kind: 'invoice_overdue', index: 28, gap: 0, site: 0 },
        { kind: 'past_period_end', index: 19, gap: 0, site: 0 },
        { kind: 'choose', index: 4, gap: 20_000, site: 0 },
        { kind: 'hand_plan', index: 6, gap: 1_000, site: 0 },
      ],
    })
    expect(finding).toBeNull()
  })

  it('give what is left of a plan to whoever has agreed to the next one, though its website has moved', async () => {
    const finding = await found({
      seed: 936_006_819,
      leftOver: 'carried',
      readLagMs: 400,
      sites: [null, 'package-03', 'package-05'],
      favourites: ['package-06', 'package-06'],
      actions: [
        { kind: 'choose', index: 3, gap: 0, site: 2 },
        { kind: 'move_site', index: 5, gap: 18_699, site: 2 },
      ],
    })
    expect(finding).toBeNull()
  })
})

describe('the books of a payment provider', () => {
  it('leave to a person what another hand began in place of a paid period, whose end was agreed on', async () => {
    const finding = await found({
      seed: 951_015_087,
      payments: 'provider',
      leftOver: 'carried',
      sites: ['package-10'],
      favourites: ['package-07', 'package-05'],
      actions: [
        { kind: 'page_end', index: 0, gap: 0, site: 0 },
        { kind: 'choose', index: 3, gap: 20_000, site: 0 },
        { kind: 'hand_plan', index: 9, gap: 16_939, site: 0 },
      ],
    })
    expect(finding).toBeNull()
  })
})
