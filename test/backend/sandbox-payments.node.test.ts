import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import { called } from '../../src/conformance/payments/called.ts'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'

it.each(['', 'localhost', '/v1'])('the sandbox’s provider needs a whole address, which %j is not', (apiUrl) => {
  expect(() => sandboxPayments({ apiUrl })).toThrow(/apiUrl must be a whole address/)
})

describe('an answer that is no word of the provider’s', () => {
  const order = { changeId: 'c1', target: 'website:bikes' as const, customerId: 'acme' }
  const answering = async (status: number, body: string) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return called(sandboxPayments({ apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
  }

  it('with 4xx is a refusal without a reason', async () => {
    const payments = await answering(404, '{"detail":"no such page"}')
    await expect(payments.recurring.cancel(order)).rejects.toThrow(PaymentRefusedError)
    await expect(payments.recurring.cancel(order)).rejects.toThrow('no reason')
  })

  it('with 5xx leaves open what happened', async () => {
    const payments = await answering(502, '{"detail":"no upstream"}')
    await expect(payments.recurring.cancel(order)).rejects.toThrow('The payment provider failed (502).')
    await expect(payments.recurring.cancel(order)).rejects.not.toThrow(PaymentRefusedError)
  })
})
