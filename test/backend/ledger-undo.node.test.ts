import { describe, expect, it } from 'vitest'
import { restoringCall } from '../../src/backend/ledger/billing-step.ts'
import type { FactsOf } from '../../src/backend/ledger/change-facts.ts'
import type { SubscriptionRead } from '../../src/backend/ledger/platform-subscription.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { RecurringCharge } from '../../src/backend/payments/payment-order.ts'
import { LeaseLostError } from '../../src/backend/ledger/store.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import { basic, onBasic, onPlan, pro, quoteOf, scriptedLedger, type Script } from './scripted-ledger.ts'

const charge: RecurringCharge = {
  renews: true,
  packageId: basic.id,
  price: basic.price,
  scheduledPackageId: null,
  periodEndsAt: '2026-12-24T00:00:00.000Z',
}
const medium = { ...basic, id: 'medium', limit: 30_000 }
const readAs = (reading: Reading, packages = [basic]): SubscriptionRead => ({ kind: 'read', reading, packages })

/** Renewal is turned on with the platform, and then the provider refuses to go on charging. */
async function refusedResume(afterwards: () => SubscriptionRead = () => readAs(onBasic())) {
  const sent: string[] = []
  const ledger = scriptedLedger({
    platform: {
      read: async () => (sent.length === 0 ? readAs(onBasic('ending')) : afterwards()),
      send: async (call) => (sent.push(call), { kind: 'done' }),
    },
    payments: {
      collects: 'now',
      resume: () => Promise.reject(new PaymentRefusedError('the card has expired')),
      standing: async () => ({ recurring: { ...charge, renews: false }, due: null, balance: null }),
    },
  })
  const id = await ledger.add(ledger.resume())
  const work = async () => {
    await ledger.work()
    ledger.pass((await ledger.wakesInMs(id)) ?? 0)
  }
  return { ...ledger, id, sent, work }
}

describe('renewal that the platform has turned on and the provider has not', () => {
  it('is turned off again, and the change is refused with what the provider said', async () => {
    const { work, find, id, sent } = await refusedResume()
    for (let looks = 0; looks < 3; looks++) await work()
    expect(sent).toEqual(['resume', 'cancel'])
    expect(await find(id)).toMatchObject({
      state: 'refused',
      facts: { reason: 'charge_unchanged', foreignText: 'the card has expired' },
    })
  })

  it.each([{ kind: 'website_gone' }, { kind: 'owner_changed', ownerId: 'globex' }] as const)(
    'has nothing to go back to when its website is away: $kind',
    async (away) => {
      const { work, find, id, sent } = await refusedResume(() => away)
      for (let looks = 0; looks < 3; looks++) await work()
      expect(sent).toEqual(['resume'])
      expect((await find(id)).state).toBe('refused')
    },
  )

  it('goes before a person when nobody can tell for an hour what stands', async () => {
    const { work, pass, parts, find, id } = await refusedResume(() => {
      throw new Error('503')
    })
    for (let looks = 0; looks < 3; looks++) await work()
    expect((await find(id)).state).toBe('applying')
    pass(parts.timing.giveUpMs)
    await work()
    expect(await find(id)).toMatchObject({ state: 'needs_attention', facts: { reason: 'platform_unreadable' } })
  })
})

describe('a change that a person takes back', () => {
  const stuck = async (status: 'active' | 'ending') => {
    const said = { reading: onBasic('ending'), isAway: false }
    const sent: string[] = []
    const ledger = scriptedLedger({
      platform: {
        read: async () => {
          if (said.isAway) throw new Error('503')
          return readAs(said.reading)
        },
        send: async (call) => {
          sent.push(call)
          said.isAway = true
          return { kind: 'unknown' }
        },
      },
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    ledger.pass(ledger.parts.timing.giveUpMs + 60_000)
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('needs_attention')
    Object.assign(said, { isAway: false, reading: onBasic(status) })
    await ledger.store.noteChange(id, { wish: 'refund' })
    await ledger.work()
    return { ...ledger, id, sent }
  }

  it('goes on when its call had taken effect after all', async () => {
    const { find, id, sent } = await stuck('active')
    expect(await find(id)).toMatchObject({ state: 'applied', wish: null, facts: { reason: null, reference: null } })
    expect(sent).toEqual(['resume'])
  })

  it('at its step at the provider is refused, and what that has done is put back', async () => {
    const said = { isAway: false, renews: true }
    const ledger = scriptedLedger({
      platform: {
        read: async () => {
          if (said.isAway) throw new Error('503')
          return readAs(onBasic())
        },
      },
      payments: {
        collects: 'now',
        cancel: async () => {
          Object.assign(said, { renews: false, isAway: true })
          throw new Error('The answer was lost.')
        },
        resume: async () => void (said.renews = true),
        standing: async () => ({
          recurring: { ...charge, renews: said.renews, renewalSetBy: id },
          due: null,
          balance: null,
        }),
      },
    })
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    await ledger.work()
    ledger.pass(ledger.parts.timing.giveUpMs + 60_000)
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'needs_attention', facts: { reason: 'platform_unreadable' } })
    said.isAway = false
    await ledger.store.noteChange(id, { wish: 'refund' })
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'refused', facts: { reason: 'settled_by_partner' } })
    expect(said.renews).toBe(true)
  })

  it('is refused when it had none', async () => {
    const { find, id, sent } = await stuck('ending')
    expect(await find(id)).toMatchObject({ state: 'refused', facts: { reason: 'settled_by_partner' } })
    expect(sent).toEqual(['resume'])
  })
})

describe('a step at the provider', () => {
  const turnedOff = (payments: Script['payments']) =>
    scriptedLedger({
      payments: {
        collects: 'now',
        standing: async () => ({ recurring: charge, due: null, balance: null }),
        ...payments,
      },
      platform: {
        read: async () => readAs(onBasic()),
        send: async () => ({ kind: 'refused', message: 'no' }),
      },
    })

  it('is asked of the provider once, whatever that shows: it may still show what stood before the last change', async () => {
    const called: string[] = []
    const ledger = turnedOff({
      standing: async () => ({ recurring: { ...charge, renews: false }, due: null, balance: null }),
      cancel: async () => void called.push('cancel'),
    })
    ledger.parts.subscription.send = async () => ({ kind: 'done' })
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    for (let looks = 0; looks < 2; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect((await ledger.find(id)).state).toBe('applied')
    expect(called).toEqual(['cancel'])
  })

  it('is left alone without a word when another worker takes over while the charge is read', async () => {
    const called: string[] = []
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      payments: {
        collects: 'now',
        resume: async () => void called.push('resume'),
        standing: async () => ({ recurring: { ...charge, renews: false }, due: null, balance: null }),
      },
      store: (store) => ({
        saveChange: (claim, changeId, notes, update) =>
          'remembered' in update.facts && update.facts.remembered.kind === 'read'
            ? Promise.reject(new LeaseLostError())
            : store.saveChange(claim, changeId, notes, update),
      }),
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'applying', facts: { step: 1 } })
    expect(ledger.troubles()).toEqual([])
    expect(called).toEqual([])
  })

  it('is left out where nothing is charged', async () => {
    const ledger = turnedOff({
      standing: async () => ({ recurring: null, due: null, balance: null }),
      cancel: () => Promise.reject(new PaymentRefusedError('there is no charge')),
    })
    ledger.parts.subscription.send = async () => ({ kind: 'done' })
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    for (let looks = 0; looks < 2; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect((await ledger.find(id)).state).toBe('applied')
  })

  /** Renewal is turned off at the provider, and the platform cannot be called; meanwhile something happens in the provider's pages. */
  const turnedOffHalf = async (meanwhile: (said: { renews: boolean }) => void, by?: string | null, isTold = true) => {
    const said = { renews: true }
    const setBy = () => (by === undefined ? {} : { renewalSetBy: by === 'ours' ? id : by })
    const ledger = turnedOff({
      cancel: async () => void (said.renews = false),
      resume: async () => void (said.renews = true),
      standing: async () => ({ recurring: { ...charge, renews: said.renews, ...setBy() }, due: null, balance: null }),
    })
    let sent = 0
    ledger.parts.subscription.send = async () => {
      if (++sent === 2) {
        if (isTold) await ledger.add(ledger.system({ action: 'align', cause: 'news', seen: null }))
        meanwhile(said)
      }
      return { kind: 'unsent' }
    }
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    for (let looks = 0; looks < 300 && (await ledger.find(id)).state === 'applying'; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    return { row: await ledger.find(id), renews: said.renews, sent }
  }

  it('is left alone once renewal was turned on again in the provider’s own pages', async () => {
    const { row, renews, sent } = await turnedOffHalf((said) => (said.renews = true))
    expect(row).toMatchObject({ state: 'refused', facts: { reason: 'changed_elsewhere' } })
    expect({ renews, sent }).toEqual({ renews: true, sent: 2 })
  })

  it('is not undone when renewal was turned on and off again in the provider’s own pages', async () => {
    const { row, renews } = await turnedOffHalf(() => {})
    expect(row).toMatchObject({ state: 'refused', facts: { reason: 'not_carried_out' } })
    expect(renews).toBe(false)
  })

  it('is not undone where the provider does not say who has turned renewal off, and its news may be lost', async () => {
    const { row, renews } = await turnedOffHalf(() => {}, undefined, false)
    expect(row).toMatchObject({ state: 'refused', facts: { reason: 'not_carried_out' } })
    expect(renews).toBe(false)
  })

  it.each([
    ['is not undone when it was turned on and off again there', null, false],
    ['is not undone when another change has turned it off', 'another change', false],
    ['is undone when only something else was changed there', 'ours', true],
  ])('whose provider says who has turned renewal off %s, with or without any news', async (_what, by, isUndone) => {
    const { renews } = await turnedOffHalf(() => {}, by)
    expect(renews).toBe(isUndone)
  })

  it('is not undone when renewal was turned off in the provider’s own pages during the last try', async () => {
    let renews = true
    const ledger = turnedOff({
      cancel: async () => {
        if (ledger.parts.runtime.steady() > ledger.parts.timing.giveUpMs) {
          renews = false
          await ledger.add(ledger.system({ action: 'align', cause: 'news', seen: null }))
        }
        throw new Error('503')
      },
      resume: async () => void (renews = true),
      standing: async () => ({ recurring: { ...charge, renews }, due: null, balance: null }),
    })
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    for (let looks = 0; looks < 300 && (await ledger.find(id)).state === 'applying'; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect((await ledger.find(id)).state).toBe('refused')
    expect(renews).toBe(false)
  })

  it('that fails each time is done all the same when the provider shows that it is', async () => {
    let isOff = false
    const ledger = turnedOff({
      // Turned off in the provider's own pages meanwhile, or by a call whose answers were lost.
      cancel: async () => {
        isOff = true
        throw new Error('503')
      },
      resume: async () => void (isOff = false),
      standing: async () => ({ recurring: { ...charge, renews: !isOff }, due: null, balance: null }),
    })
    ledger.parts.subscription.send = async () => ({ kind: 'done' })
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    for (let looks = 0; looks < 300 && (await ledger.find(id)).state === 'applying'; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect({ state: (await ledger.find(id)).state, isOff }).toEqual({ state: 'applied', isOff: true })
  })

  /** The provider's last call before the ledger gives up takes effect, and its answer is lost like that of all others. */
  const lostAtLast = async (action: 'resume' | 'keep', was: Partial<RecurringCharge>, is: Partial<RecurringCharge>) => {
    const before = action === 'resume' ? onBasic('ending') : onBasic()
    const said = { reading: before, recurring: { ...charge, ...was } }
    const called: string[] = []
    const fails = async () => {
      if (ledger.parts.runtime.steady() > ledger.parts.timing.giveUpMs) said.recurring = { ...charge, ...is }
      throw new Error('503')
    }
    const ledger = scriptedLedger({
      payments: {
        collects: 'now',
        standing: async () => ({ recurring: said.recurring, due: null, balance: null }),
        resume: fails,
        unschedule: fails,
        cancel: async () => void called.push('cancel'),
        schedule: async ({ to }) => void called.push(`schedule ${to.packageId}`),
      },
      platform: {
        read: async () => readAs(said.reading, [basic, medium]),
        send: async (call) => {
          said.reading = onBasic(call === 'cancel' ? 'ending' : 'active')
          return { kind: 'done' }
        },
      },
    })
    const plannedPackageId = action === 'keep' ? medium.id : null
    if (action === 'keep') said.reading = { ...before, nextPackageId: medium.id }
    const id = await ledger.add(ledger.customers({ action, before: { ...beforeOf(before), plannedPackageId } }))
    for (let looks = 0; looks < 300 && (await ledger.find(id)).state === 'applying'; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect(await ledger.find(id)).toMatchObject({ state: 'refused', facts: { reason: 'provider_unreadable' } })
    return called
  }

  it('is taken back when renewal stays off, and the provider has turned it on', async () => {
    expect(await lostAtLast('resume', { renews: false }, { renews: true })).toEqual(['cancel'])
  })

  it('is left alone when renewal stays off, and another hand has turned it on at the provider', async () => {
    expect(await lostAtLast('resume', { renews: false }, { renews: true, renewalSetBy: null })).toEqual([])
  })

  it('is taken back when the planned plan stays planned, and the provider has dropped it', async () => {
    const planned = { scheduledPackageId: medium.id }
    expect(await lostAtLast('keep', planned, { scheduledPackageId: null })).toEqual([`schedule ${medium.id}`])
  })

  it('that dropped a planned plan in vain leaves renewal off that another hand has turned off since', async () => {
    const sent: string[] = []
    const planned: Reading = { ...onBasic(), nextPackageId: medium.id }
    const said = { reading: planned }
    const ledger = scriptedLedger({
      payments: {
        collects: 'now',
        standing: async () => ({ recurring: { ...charge, scheduledPackageId: medium.id }, due: null, balance: null }),
        unschedule: async () => {
          said.reading = onBasic('ending')
          throw new Error('503')
        },
      },
      platform: {
        read: async () => readAs(said.reading, [basic, medium]),
        send: async (call) => {
          sent.push(call)
          said.reading = onBasic(call === 'cancel' ? 'ending' : 'active')
          return { kind: 'done' }
        },
      },
    })
    const before = { ...beforeOf(planned), plannedPackageId: medium.id }
    const id = await ledger.add(ledger.customers({ action: 'keep', before }))
    for (let looks = 0; looks < 300 && (await ledger.find(id)).state === 'applying'; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect((await ledger.find(id)).state).toBe('refused')
    expect(sent).toEqual(['cancel', 'resume'])
  })

  it.each([
    ['cancel', [], ['cancel']],
    ['resume', [], ['cancel', 'resume']],
    ['resume', ['unsent'], ['cancel', 'resume', 'resume']],
  ] as const)(
    'that dropped a planned plan leaves off what another hand may have turned off: %s without an answer, %j before',
    async (unanswered, earlier, calls) => {
      const answers: ('unsent' | 'unknown')[] = [...earlier, 'unknown']
      const planned: Reading = { ...onBasic(), nextPackageId: medium.id }
      const said = { reading: planned }
      const sent: string[] = []
      const ledger = scriptedLedger({
        payments: {
          collects: 'now',
          standing: async () => ({ recurring: { ...charge, scheduledPackageId: medium.id }, due: null, balance: null }),
        },
        platform: {
          read: async () => readAs(said.reading, [basic, medium]),
          send: async (call) => {
            sent.push(call)
            if (call === unanswered) return { kind: answers.shift() ?? 'unknown' }
            said.reading = onBasic(call === 'cancel' ? 'ending' : 'active')
            return { kind: 'done' }
          },
        },
      })
      const before = { ...beforeOf(planned), plannedPackageId: medium.id }
      const id = await ledger.add(ledger.customers({ action: 'keep', before }))
      await ledger.work()
      while (answers.length > 0) {
        ledger.pass((await ledger.wakesInMs(id)) ?? 0)
        await ledger.work()
      }
      said.reading = onBasic('ending')
      ledger.pass(ledger.parts.timing.giveUpMs + 60_000)
      for (let looks = 0; looks < 10 && (await ledger.find(id)).state === 'applying'; looks++) {
        await ledger.work()
        ledger.pass((await ledger.wakesInMs(id)) ?? 0)
      }
      expect(await ledger.find(id)).toMatchObject({ state: 'refused', facts: { reason: 'not_carried_out' } })
      expect(sent).toEqual(calls)
    },
  )

  it('that turned renewal on is done when the provider shows that it is, and is not called for again', async () => {
    let calls = 0
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      payments: {
        collects: 'now',
        standing: async () => ({ recurring: { ...charge, renews: calls > 0 }, due: null, balance: null }),
        resume: async () => {
          calls++
          throw new Error('the answer was lost')
        },
      },
    })
    const id = await ledger.add(ledger.resume())
    for (let looks = 0; looks < 3; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect({ state: (await ledger.find(id)).state, calls }).toEqual({ state: 'applied', calls: 1 })
  })

  it('that cannot be undone for an hour goes before a person', async () => {
    let isOff = false
    const ledger = turnedOff({
      cancel: async () => void (isOff = true),
      standing: async () => ({
        recurring: { ...charge, renews: !isOff, renewalSetBy: isOff ? id : null },
        due: null,
        balance: null,
      }),
      resume: () => Promise.reject(new Error('503')),
    })
    const id: string = await ledger.add(ledger.customers({ action: 'cancel' }))
    for (let looks = 0; looks < 300 && (await ledger.find(id)).state !== 'needs_attention'; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    const row = await ledger.find(id)
    expect(row).toMatchObject({ state: 'needs_attention', facts: { reason: 'charge_unchanged' } })
    expect(ledger.parts.runtime.steady()).toBeGreaterThan(ledger.parts.timing.giveUpMs)
  })
})

describe('a refusal of the platform', () => {
  const refusing = async () => {
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      platform: { send: async () => ({ kind: 'refused', message: 'no' }) },
    })
    const id = await ledger.add(ledger.resume())
    return { ...ledger, id, state: async () => (await ledger.find(id)).state }
  }

  it('counts once the reads can show what it left, however soon somebody looks', async () => {
    const { work, pass, store, id, parts, state } = await refusing()
    await work()
    pass(parts.timing.readLagMs - 1)
    await store.noteChange(id, { wish: 'close' })
    await work()
    expect(await state()).toBe('applying')
    pass(1)
    await work()
    expect(await state()).toBe('refused')
  })
})

describe('a change that a person wants tried again', () => {
  it('is tried once, and waits for the person again', async () => {
    const sent: string[] = []
    let isAway = false
    const ledger = scriptedLedger({
      platform: {
        read: async () => {
          if (isAway) throw new Error('503')
          return readAs(onBasic('ending'))
        },
        send: async (call) => (sent.push(call), (isAway = true), { kind: 'unknown' }),
      },
    })
    const id = await ledger.add(ledger.resume())
    const { giveUpMs } = ledger.parts.timing
    const untilAPerson = async () => {
      await ledger.work()
      ledger.pass(giveUpMs + 60_000)
      await ledger.work()
      ledger.pass(giveUpMs + 60_000)
      await ledger.work()
    }
    await untilAPerson()
    isAway = false
    await ledger.store.noteChange(id, { wish: 'retry' })
    await untilAPerson()
    expect(await ledger.find(id)).toMatchObject({ state: 'needs_attention', wish: null })
    expect(sent).toEqual(['resume', 'resume'])
  })
})

describe('a smaller charge that was prepared', () => {
  it('is left to the watch when the website is deleted before the smaller plan is there', async () => {
    let isDeleted = false
    const ledger = scriptedLedger({
      reading: onPlan(pro),
      platform: { read: async () => (isDeleted ? { kind: 'website_gone' } : readAs(onPlan(pro), [basic, pro])) },
      payments: {
        collects: 'now',
        standing: async () => ({
          recurring: { ...charge, packageId: pro.id, scheduledPackageId: isDeleted ? basic.id : medium.id },
          due: null,
          balance: null,
        }),
        schedule: async () => void (isDeleted = true),
      },
    })
    const before = beforeOf(onPlan(pro))
    const id = await ledger.add(
      ledger.customers({ action: 'downgrade', packageId: basic.id, before, quote: quoteOf(basic) }),
    )
    for (let looks = 0; looks < 3; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect(await ledger.find(id)).toMatchObject({ state: 'refused', facts: { reason: 'website_gone' } })
    expect(ledger.troubles()).toEqual([])
  })

  const scheduled = (scheduledPackageId: string | null) => ({ ...charge, scheduledPackageId })

  it.each([
    ['is dropped', null, basic.id, { call: 'unschedule', packageId: null }],
    ['makes way for what was planned before', pro.id, basic.id, { call: 'schedule', packageId: pro.id }],
    ['stays when it was planned before', basic.id, basic.id, null],
    ['is left alone when another hand has replaced it', null, pro.id, null],
    ['is left alone when another hand has dropped it', pro.id, null, null],
  ])('%s', async (_name, was, is, expected) => {
    const ledger = scriptedLedger()
    const facts: Partial<FactsOf<'downgrade'>> = {
      action: 'downgrade',
      packageId: basic.id,
      quote: quoteOf(basic),
      remembered: { kind: 'read', recurring: scheduled(was) },
    }
    const id = await ledger.add(ledger.customers({ action: 'downgrade', ...facts }))
    expect(restoringCall(await ledger.find(id), scheduled(is), true)).toEqual(expected)
  })

  it.each([
    ['turned off by this change is turned on again', true, false, true, 'resume'],
    ['that was off before stays off', false, false, true, undefined],
    ['that is on is left alone', true, true, true, undefined],
    ['that is off on the platform too was turned off by another hand', true, false, false, undefined],
  ])('renewal %s', async (_name, was, is, isRenewalOn, expected) => {
    const ledger = scriptedLedger()
    const remembered = { kind: 'read', recurring: { ...charge, renews: was } } as const
    const id = await ledger.add(ledger.customers({ action: 'cancel', remembered }))
    const current = { ...charge, renews: is, renewalSetBy: id }
    expect(restoringCall(await ledger.find(id), current, isRenewalOn)?.call).toBe(expected)
  })

  it.each([
    ['turned on by this change is turned off again', false, true, 'cancel'],
    ['that was on before stays on', true, true, undefined],
    ['that is off is left alone', false, false, undefined],
  ])('renewal %s', async (_name, was, is, expected) => {
    const ledger = scriptedLedger()
    const remembered = { kind: 'read', recurring: { ...charge, renews: was } } as const
    const id = await ledger.add(ledger.customers({ action: 'resume', remembered }))
    expect(restoringCall(await ledger.find(id), { ...charge, renews: is }, true)?.call).toBe(expected)
  })

  it.each([
    ['dropped by this change is planned again', medium.id, null, true, medium.id],
    ['that was not there is not planned', null, null, true, undefined],
    ['is left alone when another hand has planned another one', medium.id, pro.id, true, undefined],
    ['is left alone when renewal was turned off meanwhile', medium.id, null, false, undefined],
  ])('a planned charge %s', async (_name, was, is, renews, expected) => {
    const ledger = scriptedLedger()
    const remembered = { kind: 'read', recurring: scheduled(was) } as const
    const id = await ledger.add(ledger.customers({ action: 'keep', remembered }))
    expect(restoringCall(await ledger.find(id), { ...scheduled(is), renews }, true)?.packageId).toBe(expected)
  })
})
