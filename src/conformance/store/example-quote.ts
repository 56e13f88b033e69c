import type { Quote } from '../../contract/quote.ts'

export const exampleQuote: Quote = {
  id: 'quote-1',
  websiteId: 'bikes',
  kind: 'upgrade',
  from: {
    packageId: 'basic',
    name: 'Basic',
    interval: 'monthly',
    limit: 11_000,
    price: { amountMinor: 799, currency: 'EUR' },
  },
  to: {
    id: 'pro',
    name: 'Pro',
    price: { amountMinor: 2499, currency: 'EUR' },
    interval: 'monthly',
    limit: 60_000,
    isRecommended: false,
    isTrial: false,
  },
  effectiveAt: 'now',
  lines: [
    { kind: 'plan', amount: { amountMinor: 2499, currency: 'EUR' } },
    { kind: 'credit', amount: { amountMinor: -400, currency: 'EUR' }, percent: 50 },
  ],
  dueToday: { kind: 'pay_now', amount: { amountMinor: 2099, currency: 'EUR' } },
  leftOver: null,
  balanceLeft: null,
  nextCharge: { amount: { amountMinor: 2499, currency: 'EUR' }, at: '2026-07-01T00:00:00.000Z' },
  ends: [],
  resetsUsage: true,
  turnsRenewalOn: false,
  usageAboveLimit: null,
  taxNote: null,
  expiresInSeconds: 600,
}
