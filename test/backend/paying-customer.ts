import { expect } from 'vitest'
import type { PageOutcome } from '../../packages/sandbox/src/core/payments/provider.ts'
import { as, eventually, paid, quick, type Reply, type runningBackend } from './partner-backend.ts'

const day = 86_400_000

/** Durations of a ledger that asks and compares all the time. */
export const restless = {
  ...quick,
  graceMs: 700,
  paymentPollMs: 100,
  sweepMs: 150,
  renewalGraceMs: 14 * day,
}

/** The sandbox's provider, with a ledger as above. */
export const paidRestlessly = (sandbox: Parameters<typeof paid>[0]) => ({ ...paid(sandbox), timing: restless })

/** What a customer with a payment provider does about one website, and what a test sees of it. */
export function payingCustomer(
  running: ReturnType<typeof runningBackend>,
  customerId = 'acme',
  websiteId = 'acme-bikes',
) {
  const account = `default/${customerId}/website:${websiteId}`
  const headers = as(customerId)
  const provider = () => running.payments.provider
  const press = (change: Reply, outcome: PageOutcome) =>
    fetch(change.body.payment.url as string, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
      redirect: 'manual',
    })
  const choose = (name: string, period: 'monthly' | 'yearly' = 'monthly') =>
    running.choose(websiteId, running.packageId(name, period), crypto.randomUUID(), headers)
  const newsIsThrough = () =>
    eventually(
      () => running.payments.webhooks.pending,
      (pending) => pending === 0,
    )
  const read = ({ body }: Reply) => running.backend.get('/change', { websiteId, changeId: body.id as string }, headers)
  /** A click may be answered before the provider has made its page, which a browser then waits for. */
  const begin = async (name: string, period: 'monthly' | 'yearly' = 'monthly') => {
    const change = await choose(name, period)
    expect(change.body, change.text).toMatchObject({ state: 'awaiting_payment' })
    return eventually(
      () => read(change),
      ({ body }) => body.payment?.kind === 'redirect',
    )
  }
  return {
    account,
    press,
    choose,
    read,
    newsIsThrough,
    charge: () => provider().subscription(account),
    money: (kind: string) =>
      provider().effects.filter((effect) => effect.kind === kind && effect.account.startsWith(account)),
    website: () => running.website(websiteId),
    view: async () => (await running.backend.get('/subscription', { websiteId }, headers)).body,
    quote: (name: string, period: 'monthly' | 'yearly' = 'monthly') =>
      running.backend.post('/quotes', { websiteId, packageId: running.packageId(name, period) }, headers),
    confirm: ({ body }: Reply) =>
      running.backend.post(
        '/changes',
        {
          websiteId,
          idempotencyKey: crypto.randomUUID(),
          intent: { kind: 'choose', packageId: body.to.id },
          quote: { id: body.id, amountMinor: body.dueToday.amount?.amountMinor ?? 0 },
        },
        headers,
      ),
    turn: (kind: 'cancel' | 'resume' | 'keep') =>
      running.backend.post('/changes', { websiteId, idempotencyKey: crypto.randomUUID(), intent: { kind } }, headers),
    /** Chooses a plan that costs something, and leaves it unpaid. */
    begin,
    buy: async (name: string, period: 'monthly' | 'yearly' = 'monthly') => {
      const change = await begin(name, period)
      await press(change, 'pay')
      await eventually(
        () => read(change),
        ({ body }) => body.state === 'applied',
      )
      await newsIsThrough()
    },
    settled: (change: Reply, ...states: string[]) =>
      eventually(
        () => read(change),
        ({ body }) => states.includes(body.state as string),
      ),
    /** Waits for the partner to be told of a change that the provider or the clock has caused. */
    told: (action: string, state = 'applied') =>
      eventually(
        () =>
          running.backend.events.find((event) => 'action' in event && event.action === action && event.state === state),
        (event) => event !== undefined,
      ),
  }
}
