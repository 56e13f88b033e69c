import { demoIntps, type Sandbox } from 'react-3as-sandbox'

/** Acme pays for its Basic plan already: the provider charges it from the end of the running period on. */
export function chargeDemoPlan({ platform, payments }: Sandbox, partner: keyof typeof demoIntps): void {
  const website = platform.website('acme-bikes', demoIntps[partner].id)
  if (!payments || !website.packageId || !website.expiresAt) return
  const target = partner === 'pool' ? 'customer:acme' : 'website:acme-bikes'
  payments.provider.begin({
    account: `default/acme/${target}`,
    customer: 'default/acme',
    price: { packageId: website.packageId, amountMinor: 799, currency: 'EUR', interval: 'monthly' },
    periodEndsAt: website.expiresAt,
    merchant: 'Acme Shops',
    description: 'Basic for acme-bikes',
    metadata: {
      kit: 'react-3as',
      instance: 'default',
      changeId: 'demo',
      target,
      customerId: 'acme',
      websiteId: 'acme-bikes',
    },
  })
}
