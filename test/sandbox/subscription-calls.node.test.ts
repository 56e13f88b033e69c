import { describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import type { Answer } from './platform-client.ts'
import { packageOf, runningSandbox } from './running-sandbox.ts'

// What differs today is in platform-of-today.node.test.ts.
const running = runningSandbox({ rules: 'announced', strictStatus: false })

const change = (verb: string, packageId?: string, extra: object = {}, intpWebsiteId = 'acme-bikes'): Promise<Answer> =>
  running.website('POST', `/v3/3as/website-subscriptions/${verb}`, {
    intpWebsiteId,
    ...(packageId !== undefined && { packageId }),
    ...extra,
  })
const read = async (intpWebsiteId = 'acme-bikes') =>
  (await running.website('GET', `/v2/3as/websites/${intpWebsiteId}`)).body.payload
const monthLater = (instant: Date) => {
  const date = new Date(instant)
  date.setUTCMonth(date.getUTCMonth() + 1)
  return date.toISOString()
}
const expectRefusal = (answer: Answer) => {
  expect(answer.status).toBe(500)
  expect(answer.body).toMatchObject({ status: 500, message: expect.any(String), code: 500 })
}

/** A day that every month has. */
const stopClock = () => running.control.moveClock({ to: '2030-03-10T12:00:00.000Z', stopped: true }).now

describe('upgrade', () => {
  test('takes effect at once, with a new period from now', async () => {
    const now = stopClock()
    await change('downgrade', packageOf('Free'))
    const { status, body } = await change('upgrade', packageOf('Pro'), { trial: false, proRate: true })
    expect(status).toBe(200)
    expect(body.payload).toMatchObject({
      type: 'website',
      status: 'active',
      packageId: packageOf('Pro'),
      billingInterval: 'monthly',
      expiresAt: monthLater(now),
      stpResetAt: monthLater(now),
      lastPackageChangeAt: now.toISOString(),
    })
    expect(body.payload.plannedDowngradePackageId).toBeUndefined()
    expect(await read()).toMatchObject({ packageName: 'Pro', consumption: { stpLimit: 60_000 } })
  })

  test('takes the new package’s interval', async () => {
    const now = stopClock()
    const { payload } = (await change('upgrade', packageOf('Pro', 'yearly'))).body
    expect(payload.billingInterval).toBe('yearly')
    expect(payload.expiresAt).toBe('2031-03-10T12:00:00.000Z')
    expect(new Date(payload.lastPackageChangeAt)).toEqual(now)
  })

  test.each([
    ['the same package again', 'Basic', 'monthly'],
    ['the same limit in the other interval', 'Basic', 'yearly'],
    ['a smaller package', 'Free', 'monthly'],
  ] as const)('refuses %s, and changes nothing', async (_, name, period) => {
    const before = await read()
    expectRefusal(await change('upgrade', packageOf(name, period)))
    expect(await read()).toEqual(before)
    expect(running.control.effects()).toEqual([])
  })

  test('refuses with 400 once the platform is strict about it', async () => {
    running.control.setBehaviour({ strictStatus: true })
    const answer = await change('upgrade', packageOf('Basic'))
    expect(answer).toMatchObject({ status: 400, body: { status: 400, title: 'UPGRADE_NOT_ALLOWED' } })
  })

  test('is 404 for a website or package that is not there', async () => {
    expect((await change('upgrade', packageOf('Pro'), {}, 'nowhere')).status).toBe(404)
    expect((await change('upgrade', packageOf('Pro', 'monthly', 'pool'))).status).toBe(404)
  })

  test('credits the unused part of the running period when asked to', async () => {
    const from = running.control.effects.bind(running.control, { kind: 'subscription.upgraded' })
    await change('upgrade', packageOf('Pro'), { proRate: false })
    expect(from()[0]!.details.creditMinor).toBe(0)
    running.control.moveClock({ days: 3 })
    await change('upgrade', packageOf('Business'), { proRate: true })
    const credit = from()[1]!.details.creditMinor as number
    expect(credit).toBeGreaterThan(2499 * 0.85)
    expect(credit).toBeLessThan(2499 * 0.95)
  })

  test('sends an unlimited package above any number', async () => {
    const unlimited = { name: 'Max', touchpoints: -1, price: 99, currency: 'EUR', period: 'monthly' }
    const { id } = (await running.website('POST', '/v2/3as/packages', unlimited)).body.payload
    expect((await change('upgrade', id)).status).toBe(200)
    expectRefusal(await change('upgrade', packageOf('Business')))
    expect((await change('downgrade', packageOf('Business'))).status).toBe(200)
  })
})

describe('trials', () => {
  test('start once', async () => {
    const now = stopClock()
    const { payload } = (await change('upgrade', packageOf('Pro'), { trial: true })).body
    expect(payload).toMatchObject({ inTrial: true, hadTrial: true, packageId: packageOf('Pro') })
    expect(Date.parse(payload.expiresAt) - now.getTime()).toBe(30 * 86_400_000)
    expectRefusal(await change('upgrade', packageOf('Business'), { trial: true }))
  })

  test('of a package end when that package, or a bigger one, is chosen', async () => {
    await change('upgrade', packageOf('Pro'), { trial: true })
    expectRefusal(await change('upgrade', packageOf('Advanced')))
    const { payload } = (await change('upgrade', packageOf('Pro'))).body
    expect(payload).toMatchObject({ inTrial: false, hadTrial: true, packageId: packageOf('Pro') })
  })

  test('of a package become that package when they run out', async () => {
    await change('upgrade', packageOf('Pro'), { trial: true })
    running.control.moveClock({ days: 31 })
    expect(await read()).toMatchObject({ packageName: 'Pro', inTrial: false, hadTrial: true, status: 'active' })
  })

  test('without a limit end with anything that may be picked, and compare as Free does', async () => {
    expectRefusal(await change('upgrade', packageOf('Free'), {}, 'acme-books'))
    const { payload } = (await change('upgrade', packageOf('Basic'), {}, 'acme-books')).body
    expect(payload).toMatchObject({ packageId: packageOf('Basic'), inTrial: false, hadTrial: true })
    expectRefusal(await change('upgrade', packageOf('Pro'), { trial: true }, 'acme-books'))
  })

  test('without a limit fall to Free after 30 days', async () => {
    running.control.moveClock({ days: 31 })
    expect(await read('acme-books')).toMatchObject({
      packageName: 'Free',
      inTrial: false,
      hadTrial: true,
      status: 'active',
      consumption: { stpLimit: 0 },
    })
  })
})

describe('downgrade', () => {
  test('is planned for the end of the period', async () => {
    await change('upgrade', packageOf('Pro'))
    const before = await read()
    const { status, body } = await change('downgrade', packageOf('Basic', 'yearly'))
    expect(status).toBe(200)
    expect(body.payload).toMatchObject({
      status: 'active',
      packageId: packageOf('Pro'),
      plannedDowngradePackageId: packageOf('Basic', 'yearly'),
      expiresAt: before.expiresAt,
    })
    expect(await read()).toEqual({
      ...before,
      plannedDowngradePackageId: packageOf('Basic', 'yearly'),
      plannedDowngradePackageName: 'Basic',
      plannedDowngradePackageInterval: 'yearly',
      plannedDowngradeBillingInterval: 'yearly',
    })
  })

  test('is spelled both ways in lists, too', async () => {
    await change('downgrade', packageOf('Free'))
    const [site] = (await running.website('GET', '/v2/3as/websites')).body.payload
    expect(site).toMatchObject({
      plannedDowngradePackageName: 'Free',
      plannedDowngradePackageInterval: 'monthly',
      plannedDowngradeBillingInterval: 'monthly',
    })
  })

  test('takes effect then, and the new period is the smaller package’s', async () => {
    await change('upgrade', packageOf('Pro'))
    await change('downgrade', packageOf('Basic', 'yearly'))
    const { expiresAt } = await read()
    running.control.moveClock({ to: expiresAt })
    const after = await read()
    expect(after).toMatchObject({ packageName: 'Basic', billingInterval: 'yearly', lastPackageChangeAt: expiresAt })
    expect(after.plannedDowngradePackageId).toBeUndefined()
    expect(Date.parse(after.expiresAt) - Date.parse(expiresAt)).toBeGreaterThanOrEqual(365 * 86_400_000)
  })

  test('replaces another, and says the same thing when repeated', async () => {
    await change('upgrade', packageOf('Pro'))
    await change('downgrade', packageOf('Basic'))
    await change('downgrade', packageOf('Advanced'))
    const repeated = await change('downgrade', packageOf('Advanced'))
    expect(repeated.body.payload.plannedDowngradePackageId).toBe(packageOf('Advanced'))
    expect(running.control.effects({ kind: 'subscription.downgrade_planned' })).toHaveLength(2)
  })

  test.each(['Basic', 'Advanced'])('refuses what is not less: %s', async (name) => {
    expectRefusal(await change('downgrade', packageOf(name)))
  })

  test('is refused while canceled or inactive', async () => {
    await change('cancel')
    expectRefusal(await change('downgrade', packageOf('Free')))
    await change('deactivate')
    expectRefusal(await change('downgrade', packageOf('Free')))
  })
})

describe('cancel and resume', () => {
  test('turn auto-renewal off and on again', async () => {
    const before = await read()
    const canceled = await change('cancel')
    expect(canceled.body.payload).toMatchObject({
      status: 'canceled',
      packageId: packageOf('Basic'),
      plannedDowngradePackageId: packageOf('Free'),
      expiresAt: before.expiresAt,
      stpResetAt: before.stpResetAt,
    })
    expect((await change('cancel')).body).toEqual(canceled.body)
    await change('resume')
    expect(await read()).toEqual(before)
    expectRefusal(await change('resume'))
    expect(running.control.effects().map(({ kind }) => kind)).toEqual(['subscription.canceled', 'subscription.resumed'])
  })

  test('are how a planned downgrade is undone', async () => {
    const before = await read()
    await change('downgrade', packageOf('Free'))
    expectRefusal(await change('resume'))
    await change('cancel')
    await change('resume')
    expect(await read()).toEqual(before)
  })

  test('canceled falls to Free at the end', async () => {
    await change('cancel')
    const { expiresAt } = await read()
    running.control.moveClock({ to: expiresAt })
    expect(await read()).toMatchObject({ status: 'active', packageName: 'Free', consumption: { stpLimit: 0 } })
  })

  test('an upgrade of a canceled subscription turns renewal back on', async () => {
    await change('cancel')
    await change('upgrade', packageOf('Pro'))
    const after = await read()
    expect(after).toMatchObject({ status: 'active', packageName: 'Pro' })
    expect(after.plannedDowngradePackageId).toBeUndefined()
  })
})

describe('deactivate', () => {
  test('stops at once, stays readable, and an upgrade brings it back on any package', async () => {
    await change('deactivate')
    expect(await read()).toMatchObject({ status: 'inactive', packageName: 'Basic' })
    expectRefusal(await change('resume'))
    expectRefusal(await change('cancel'))
    running.control.moveClock({ months: 3 })
    expect((await read()).status).toBe('inactive')
    expect(
      running.control.effects({
        intpId: demoIntps.website.id,
        kind: 'subscription.renewed',
        intpWebsiteId: 'acme-bikes',
      }),
    ).toEqual([])
    expect((await change('upgrade', packageOf('Basic'))).body.payload.status).toBe('active')
  })

  test('repeated is no second effect', async () => {
    await change('deactivate')
    expect((await change('deactivate')).status).toBe(200)
    expect(running.control.effects({ kind: 'subscription.deactivated' })).toHaveLength(1)
  })
})

test('the v2 forms do the same', async () => {
  const v2 = (verb: string, packageId?: string) =>
    running.website('POST', `/v2/3as/notifications/subscriptions/${verb}`, { intpWebsiteId: 'acme-bikes', packageId })
  expect((await v2('upgrade', packageOf('Pro'))).body.payload.packageId).toBe(packageOf('Pro'))
  expect((await v2('downgrade', packageOf('Basic'))).body.payload.plannedDowngradePackageId).toBe(packageOf('Basic'))
  expect((await v2('cancel')).body.payload.status).toBe('canceled')
  expect((await v2('resume')).body.payload.status).toBe('active')
  expect((await v2('deactivate')).body.payload.status).toBe('inactive')
})

test('calls of the other subscription type are refused with 400', async () => {
  const body = { intpcId: 'acme', packageId: packageOf('Pro') }
  expect((await running.website('POST', '/v3/3as/intpc-subscriptions/upgrade', body)).status).toBe(400)
  const site = { intpWebsiteId: 'acme-bikes', packageId: packageOf('Pro', 'monthly', 'pool') }
  expect((await running.pool('POST', '/v3/3as/website-subscriptions/upgrade', site)).status).toBe(400)
})

test('of identical concurrent upgrades one takes effect', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => change('upgrade', packageOf('Pro'))))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(running.control.effects({ kind: 'subscription.upgraded' })).toHaveLength(1)
})
