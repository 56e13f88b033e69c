import { describe, expect, it, vi } from 'vitest'
import { allowedPaymentUrl, defaultPaymentOrigins } from '../../src/react/safety/payment-url.ts'

const page = { origin: 'https://app.shop.example', hostname: 'app.shop.example' }
const localPage = { origin: 'http://localhost:5173', hostname: 'localhost' }

describe('where a payment may lead to', () => {
  it.each([
    ['https://checkout.stripe.com/c/pay/cs_1', page],
    ['https://app.shop.example/pay/1', page],
    ['http://127.0.0.1:4310/pay/1', localPage],
  ])('%s', (url, from) => {
    expect(allowedPaymentUrl(url, defaultPaymentOrigins, from)).toBe(url)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,pay',
    'http://checkout.stripe.com/c/pay/cs_1',
    'https://checkout.stripe.com.evil.example/c/pay/cs_1',
    'https://user@evil.example/checkout.stripe.com',
    'http://127.0.0.1:4310/pay/1',
    '/pay/1',
    '',
  ])('never %s', (url) => {
    expect(() => allowedPaymentUrl(url, defaultPaymentOrigins, page)).toThrow('not allowed')
  })

  it('keeps the address out of the error', () => {
    try {
      allowedPaymentUrl('https://evil.example/secret-token', [], page)
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify([String(error), error])).not.toContain('secret-token')
    }
  })

  it('is said of an entry that is not an origin, in development', () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    try {
      expect(() => allowedPaymentUrl('https://pay.example.com/1', ['pay.example.com'], page)).toThrow('not allowed')
      expect(warned.mock.calls.flat().join()).toContain('"pay.example.com" in paymentOrigins is not an origin')
    } finally {
      warned.mockRestore()
    }
  })
})
