import { describe, expect, it } from 'vitest'
import { recordOf } from '../../src/backend/back-office/recorded-change.ts'
import type { GivenBack } from '../../src/backend/payments/payment-order.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import { basic, onPlan, pro, scriptedLedger, subject, type Script } from './scripted-ledger.ts'

const dayMs = 86_400_000
const periodEndsAt = '2026-12-24T00:00:00.000Z'
const minutesLater = '2026-12-24T00:04:00.000Z'
const nextEndsAt = '2027-01-24T00:00:00.000Z'

type GiveBackWay = Payments['declares']['giveBack']

/** A plan that a person takes back, whose charge and plan follow the calls that are made; its refund is asked for. */
async function takenBack(way: GiveBackWay = 'on_approval', failing: Pick<Script, 'store'> = {}) {
  const world = {
    returned: { state: 'asked' } as GivenBack,
    reading: onPlan(pro),
    renews: true,
    isCharged: true,
    hasMoved: false,
  }
  const calls: string[] = []
  const ledger = scriptedLedger({
    ...failing,
    platform: {
      read: async () =>
        world.hasMoved
          ? { kind: 'owner_changed', ownerId: 'globex' }
          : { kind: 'read', reading: world.reading, packages: [basic, pro] },
      send: async (call) => {
        calls.push(`platform.${call}`)
        if (call === 'cancel') world.reading = onPlan(pro, 'ending')
        return { kind: 'done' }
      },
    },
    payments: {
      collects: 'now',
      declares: { giveBack: way },
      giveBack: async () => world.returned,
      cancel: async () => (calls.push('provider.cancel'), void (world.renews = false)),
      end: async () => (calls.push('provider.end'), (world.isCharged = false), 'ended'),
      standing: async () => ({
        recurring: world.isCharged
          ? { renews: world.renews, packageId: pro.id, price: pro.price, scheduledPackageId: null, periodEndsAt }
          : null,
        due: null,
        balance: null,
      }),
    },
  })
  const id = await ledger.add(
    ledger.system(
      {
        action: 'give_back_and_end',
        of: 'c1',
        chargeIds: ['ch_1'],
        amount: pro.price,
        periodEndsAt,
        boughtPackageId: pro.id,
      },
      'c1',
    ),
  )
  /** Lets a worker come by again and again, until so much time has gone by. */
  const goOn = async (forMs: number) => {
    const until = ledger.parts.runtime.now() + forMs
    for (; ledger.parts.runtime.now() < until; ledger.pass(20_000)) await ledger.work()
  }
  const stop = () => ledger.store.findChange({ key: `stop_renewal:${id}`, lane: 'system', ...subject })
  return { ...ledger, world, calls, goOn, stop, reversal: () => ledger.find(id), id }
}

describe('a plan that is taken back while its refund waits for an approval', () => {
  it('stops renewing with the first answer, first at the provider and once on each side', async () => {
    const { calls, goOn, reversal, stop } = await takenBack()
    await goOn(60_000)
    expect(calls).toEqual(['provider.cancel', 'platform.cancel'])
    await goOn(dayMs)
    expect(calls).toEqual(['provider.cancel', 'platform.cancel'])
    expect((await reversal()).state).toBe('applying')
    expect(await stop()).toMatchObject({ state: 'applied' })
  })

  it('ends once it was approved', async () => {
    const { calls, goOn, reversal, world } = await takenBack()
    await goOn(dayMs)
    world.returned = { state: 'done' }
    await goOn(dayMs / 6)
    expect((await reversal()).state).toBe('applied')
    expect(calls).toEqual(['provider.cancel', 'platform.cancel', 'provider.end'])
  })

  it('is not taken for the same plan that is bought again within minutes, for a website that was made again', async () => {
    const { calls, goOn, world } = await takenBack('on_approval')
    const lastPackageChangeAt = '2026-11-24T00:04:00.000Z'
    const subscription = { ...onPlan(pro).subscription, endsAt: minutesLater } as never
    world.reading = { ...onPlan(pro), subscription, lastPackageChangeAt }
    world.returned = { state: 'done' }
    await goOn(dayMs / 6)
    expect(calls).toEqual([])
  })

  it('has been given back also where its website came to another customer before it could be ended', async () => {
    const { goOn, reversal, world } = await takenBack()
    world.returned = { state: 'done' }
    world.hasMoved = true
    await goOn(dayMs / 6)
    expect((await reversal()).state).toBe('applied')
  })

  it('stays without a renewal where it is refused, and the reversal says so', async () => {
    const { calls, goOn, reversal, world } = await takenBack()
    await goOn(dayMs)
    world.returned = { state: 'refused', message: 'too late' }
    await goOn(dayMs / 6)
    const row = await reversal()
    expect(row).toMatchObject({ state: 'needs_attention', facts: { reason: 'refund_failed', foreignText: 'too late' } })
    expect(recordOf(row)).toMatchObject({ renewal: 'stopped' })
    expect(calls).toEqual(['provider.cancel', 'platform.cancel'])
  })

  it('stops renewing where the store fails as that is written down', async () => {
    let failures = 2
    const { calls, goOn } = await takenBack('on_approval', {
      store: (kept) => ({
        addChange: async (change, limit) => {
          if (change.facts.action === 'stop_renewal' && failures-- > 0) throw new Error('the database is away')
          return kept.addChange(change, limit)
        },
      }),
    })
    await goOn(dayMs / 6)
    expect(calls).toEqual(['provider.cancel', 'platform.cancel'])
  })

  it('is before a person after two weeks, once it is written down that the money may have gone back', async () => {
    let isAway = true
    const { goOn, reversal } = await takenBack('on_approval', {
      store: (kept) => ({
        addChange: async (change, limit) => {
          if (change.facts.action === 'returned' && isAway) throw new Error('the database is away')
          return kept.addChange(change, limit)
        },
      }),
    })
    await goOn(15 * dayMs)
    expect((await reversal()).state).toBe('applying')
    isAway = false
    await goOn(dayMs)
    expect(await reversal()).toMatchObject({ state: 'needs_attention', facts: { reason: 'refund_failed' } })
  })

  it('renews where the customer turns renewal on again', async () => {
    const { calls, goOn, world } = await takenBack()
    await goOn(60_000)
    Object.assign(world, { renews: true, reading: onPlan(pro) })
    await goOn(dayMs)
    expect(calls).toEqual(['provider.cancel', 'platform.cancel'])
  })

  it('leaves alone another plan that was bought first', async () => {
    const { calls, goOn, reversal, stop, world } = await takenBack()
    world.reading = onPlan(basic)
    await goOn(dayMs)
    expect(calls).toEqual([])
    expect(await stop()).toMatchObject({ state: 'abandoned' })
    expect(recordOf(await reversal())).toMatchObject({ renewal: null })
  })

  it('leaves alone a period that has begun first', async () => {
    const { calls, goOn, stop, world } = await takenBack()
    world.reading = { ...onPlan(pro), subscription: { ...onPlan(pro).subscription, endsAt: nextEndsAt } as never }
    await goOn(dayMs)
    expect(calls).toEqual([])
    expect(await stop()).toMatchObject({ state: 'abandoned' })
  })
})

it('a plan is not ended before what was changed last shows: another one may have been bought', async () => {
  const { calls, work, pass, parts, world, wakesInMs, id } = await takenBack('at_once')
  world.returned = { state: 'done' }
  await work()
  expect([calls, await wakesInMs(id)]).toEqual([[], parts.timing.readLagMs])
  pass(parts.timing.readLagMs)
  await work()
  expect(calls).toContain('provider.end')
})

it('a plan whose money goes back at once ends, and no renewal is stopped before that', async () => {
  const { calls, goOn, stop, world } = await takenBack('at_once')
  world.returned = { state: 'done' }
  await goOn(dayMs / 6)
  expect(calls).toEqual(['provider.end', 'platform.cancel'])
  expect(await stop()).toBeNull()
})

describe('a plan that is taken back', () => {
  /** Whether a new period begins before the refund is approved. */
  const approved = async (endsAt: string) => {
    const { calls, goOn, reversal, world } = await takenBack()
    await goOn(60_000)
    // The customer has turned renewal on again.
    const { subscription } = onPlan(pro)
    Object.assign(world, { renews: true, reading: { ...onPlan(pro), subscription: { ...subscription, endsAt } } })
    world.returned = { state: 'done' }
    await goOn(dayMs / 6)
    return { row: await reversal(), isEnded: calls.includes('provider.end') }
  }

  it('is before a person, and its charge goes on, where it has renewed before its money went back', async () => {
    const { row, isEnded } = await approved(nextEndsAt)
    expect(row).toMatchObject({ state: 'needs_attention', facts: { reason: 'period_ended' } })
    expect(isEnded).toBe(false)
  })

  it.each([
    ['has not renewed', periodEndsAt],
    ['has not renewed, and whose period was moved by some hours', '2026-12-24T20:00:00.000Z'],
  ])('ends where it %s', async (_what, endsAt) => {
    const { row, isEnded } = await approved(endsAt)
    expect(row).toMatchObject({ state: 'applied' })
    expect(isEnded).toBe(true)
  })
})
