import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import { eventually, paid, quick, runningBackend } from './partner-backend.ts'
import { payingCustomer } from './paying-customer.ts'
import { withCalls } from './scripted-payments.ts'

/** An error as a payment provider's client throws it. */
class CardError extends Error {
  readonly code = 'resource_missing'
  readonly raw = { payment_intent: { client_secret: 'pi_secret_4711' } }
}

const failing = () => Promise.reject(new CardError("No such customer: 'cus_4711'", { cause: new Error('cus_4711') }))
const refusing = () => Promise.reject(new PaymentRefusedError("No such customer: 'cus_4711'"))

describe.each([
  ['names its kind and code, and nothing else of it', false],
  ['has it as it is where the partner has asked for that', true],
])('an event about an error of the payment provider', (does, includeForeignText) => {
  let isReadable = true
  const running = runningBackend('website', (sandbox) => {
    const { payments } = paid(sandbox)
    const { reads } = payments!
    return {
      includeForeignText,
      timing: { ...quick, paymentPollMs: 200, answerWithinMs: 200 },
      payments: withCalls(payments!, {
        collect: { start: failing, void: refusing },
        reads: { standing: (...asked) => (isReadable ? reads!.standing!(...asked) : failing()) },
      }),
    }
  })
  const acme = payingCustomer(running)
  const told = () => running.backend.events.filter((event) => 'error' in event)

  it(does, async () => {
    isReadable = true
    const change = await acme.choose('Pro')
    await running.backend.post('/changes/abandon', { websiteId: 'acme-bikes', changeId: change.body.id })
    const ofRefusal = (event: object) => /said no|No such/.test(inspect(event)) && inspect(event).includes('Refused')
    await eventually(() => told().some(ofRefusal), Boolean)
    isReadable = false
    await acme.view()
    await acme.quote('Pro')
    const text = inspect(told(), { depth: 20 })
    expect(text.match(/4711/g) !== null).toBe(includeForeignText)
    expect(told().map(({ type }) => type)).toEqual(expect.arrayContaining(['attempt.failed', 'request.failed']))
    expect(text).toContain('CardError')
    expect(text).toContain('resource_missing')
  })
})

describe('an event about an error of the partner’s own hook, where a provider collects', () => {
  const running = runningBackend('website', (sandbox) => ({
    timing: quick,
    payments: {
      ...paid(sandbox).payments!,
      applied: () => {
        throw new TypeError('invoices.add is not a function')
      },
    },
  }))
  const acme = payingCustomer(running)

  it('has it as it is', async () => {
    await acme.press(await acme.begin('Pro'), 'pay')
    const told = await eventually(
      () => running.backend.events.find((event) => 'operation' in event && event.operation === 'telling the partner'),
      (event) => event !== undefined,
    )
    expect(inspect(told)).toContain('invoices.add is not a function')
  })
})
