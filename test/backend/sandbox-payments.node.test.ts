import { expect, it } from 'vitest'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'

it.each(['', 'localhost', '/v1'])('the sandbox’s provider needs a whole address, which %j is not', (apiUrl) => {
  expect(() => sandboxPayments({ apiUrl })).toThrow(/apiUrl must be a whole address/)
})
