import { beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { WebhookRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { IdOnlyNews, Payments } from '../../src/backend/payments/payments.ts'
import { processRuntime } from '../../src/backend/runtime/runtime.ts'
import { eventually, paid, quick, runningBackend } from './partner-backend.ts'
import { payingCustomer } from './paying-customer.ts'

/** The ids that the provider was asked about. */
let asked: string[] = []
/** What the provider does instead of answering. */
let trouble: (() => Promise<never>) | null = null

/** The sandbox's provider, whose webhooks are the id of a payment in a form field, as those of Mollie are. */
function unsigned(sandbox: Sandbox): { payments: Payments } {
  const payments = paid(sandbox).payments!
  const news: IdOnlyNews = {
    idIn: (body) => new URLSearchParams(body).get('id'),
    async about(id) {
      asked.push(id)
      if (trouble) await trouble()
      const found = sandbox.payments!.provider.payments().find((payment) => payment.id === id)
      if (!found) throw new WebhookRefusedError('There is no such payment.')
      const [charge] = found.charges
      if (!charge) return [{ type: 'foreign.received' }]
      return [{ type: 'payment.paid', changeId: found.key, chargeId: charge.id }]
    },
  }
  return { payments: { ...payments, declares: { ...payments.declares, news: 'id_only' }, news } as Payments }
}

let aheadMs = 0
const running = runningBackend('website', (sandbox) => ({
  ...unsigned(sandbox),
  runtime: { steady: () => processRuntime.steady() + aheadMs },
  timing: { ...quick, paymentPollMs: 60_000 },
}))
const acme = payingCustomer(running)
const post = (body: string) =>
  running.backend.handler(new Request('http://backend.test/api/analytics/payments/webhook', { method: 'POST', body }))

beforeEach(() => {
  asked = []
  trouble = null
  aheadMs = 0
  // What it sends by itself is signed, which this backend does not look at.
  running.payments.webhooks.weather = { lost: 1_000 }
})

describe('a webhook that nobody has signed', () => {
  it('is asked about by its id, and the change goes on', async () => {
    const change = await acme.begin('Pro')
    await acme.press(change, 'pay')
    const { id } = running.payments.provider.payments().at(-1)!
    expect((await post(`id=${id}`)).status).toBe(204)
    await acme.settled(change, 'applied')
    expect(asked).toEqual([id])
  })

  it('is not believed: a payment that it says was made is not', async () => {
    const change = await acme.begin('Pro')
    const { id, key } = running.payments.provider.payments().at(-1)!
    expect((await post(`id=${id}&status=paid&changeId=${key}&chargeId=ch_1`)).status).toBe(204)
    expect((await acme.read(change)).body.state).toBe('awaiting_payment')
  })

  it('of more than a kilobyte is refused, and the provider is not asked', async () => {
    expect((await post(`id=p_1&${'x'.repeat(1_024)}`)).status).toBe(413)
    expect(asked).toEqual([])
  })

  it.each(['', 'payment=p_1', 'id=', `id=${encodeURIComponent('p 1')}`])(
    'without an id is refused, and the provider is not asked: %j',
    async (body) => {
      expect((await post(body)).status).toBe(400)
      expect(asked).toEqual([])
    },
  )

  it('with an id that the provider does not know is refused, and not asked about again for a while', async () => {
    for (let times = 0; times < 3; times++) expect((await post('id=p_unknown')).status).toBe(400)
    expect(asked).toEqual(['p_unknown'])
  })

  it('that cannot be looked up is to be sent again, and does not fill the log', async () => {
    trouble = () => Promise.reject(new Error('429 Too Many Requests'))
    for (let times = 0; times < 5; times++) expect((await post(`id=p_${times}`)).status).toBe(503)
    expect(running.backend.events.map(({ type }) => type)).toEqual(['webhook.refused'])
  })

  it('is asked about once for all who name the same id meanwhile', async () => {
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    trouble = () => held as Promise<never>
    const posts = Array.from({ length: 30 }, () => post('id=p_unknown'))
    const other = post('id=p_other')
    await eventually(() => asked.includes('p_other'), Boolean)
    expect(asked).toEqual(['p_unknown', 'p_other'])
    answer()
    expect((await Promise.all([...posts, other])).map(({ status }) => status)).toEqual(Array(31).fill(400))
    expect(asked.length).toBeLessThan(4)
  })

  it('is looked up although an earlier look-up of the same payment never ends', async () => {
    const change = await acme.begin('Pro')
    const { id } = running.payments.provider.payments().at(-1)!
    trouble = () => new Promise(() => {})
    void post(`id=${id}`)
    await eventually(() => asked.length, Boolean)
    trouble = null
    await acme.press(change, 'pay')
    expect((await post(`id=${id}`)).status).toBe(204)
  })

  it('is looked up again half a minute after as many as may be had begun that never end', async () => {
    trouble = () => new Promise(() => {})
    for (let times = 0; times < 8; times++) void post(`id=p_${times}`)
    await eventually(
      () => asked.length,
      (count) => count === 8,
    )
    trouble = null
    expect((await post('id=p_unknown')).status).toBe(429)
    aheadMs = 30_000
    expect((await post('id=p_unknown')).status).toBe(400)
  })
})
