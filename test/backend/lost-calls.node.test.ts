import { describe, expect, it } from 'vitest'
import { eventually, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer, restless } from './paying-customer.ts'

const running = runningBackend('website', paidRestlessly)
const acme = payingCustomer(running)

describe('a call of which nobody knows whether it takes effect', () => {
  it('is waited for by the next change of the plan, whoever sent it', async () => {
    await acme.buy('Pro')
    running.sandbox.platform.addFault({ kind: 'drop', effect: 'late', lateMs: 500, route: '*.cancel' })
    running.payments.provider.byHand(acme.account, 'cancel')
    const [lost] = await eventually(
      () => running.sandbox.platform.calls({ operation: 'websiteSubscriptions.cancel' }),
      ({ length }) => length > 0,
    )
    running.payments.provider.byHand(acme.account, 'resume')
    const change = await acme.choose('Basic')
    await acme.settled(change, 'applied', 'refused')
    const next = running.sandbox.platform
      .calls()
      .find(({ seq, operation, method }) => seq > lost!.seq && method === 'POST' && operation.startsWith('websiteSub'))
    const quietMs = next ? Date.parse(next.at) - Date.parse(lost!.at) : Infinity
    expect(quietMs).toBeGreaterThanOrEqual(restless.graceMs)
    await acme.newsIsThrough()
    const both = () => ({
      renewal: acme.website().status === 'active',
      charge: acme.charge()?.renews ?? false,
      planned: acme.website().plannedDowngradePackageName ?? null,
      scheduled: acme.charge()?.scheduled?.amountMinor ?? null,
    })
    await eventually(
      both,
      ({ renewal, charge, planned, scheduled }) => renewal === charge && (planned === 'Basic') === (scheduled === 799),
    )
  })
})
