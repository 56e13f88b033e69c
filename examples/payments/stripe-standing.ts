import type Stripe from 'stripe'
import type { Standing } from 'react-3as/server'

/** What Stripe charges for a subscription, and what of it is owed. `latest_invoice` has to be expanded. */
export function standingOf(found: Stripe.Subscription | null, packageOf: (priceId: string) => string): Standing {
  const item = found?.items.data[0]
  if (!found || !item) return { recurring: null, due: null, balance: null }
  const currency = item.price.currency.toUpperCase()
  const latest = typeof found.latest_invoice === 'object' ? found.latest_invoice : null
  // An upgrade has an open invoice while the customer confirms its payment: that is not owed.
  const last = latest?.billing_reason === 'subscription_update' ? null : latest
  return {
    recurring: {
      // The portal sets only the first, the API the second.
      renews: found.cancel_at === null && !found.cancel_at_period_end,
      renewalSetBy: found.metadata.renewalSetBy ?? null,
      packageId: packageOf(item.price.id),
      price: { amountMinor: item.price.unit_amount ?? 0, currency },
      scheduledPackageId: null,
      periodEndsAt: new Date(item.current_period_end * 1000).toISOString(),
    },
    due:
      last?.status === 'open'
        ? {
            invoiceId: last.id,
            kind: found.status === 'past_due' ? 'overdue' : 'open',
            amount: { amountMinor: last.amount_remaining, currency },
            deadline: null,
            payUrl: last.hosted_invoice_url ?? null,
          }
        : null,
    balance: null,
  }
}

export const idOf = (of: string | { id: string } | null | undefined): string =>
  typeof of === 'string' ? of : (of?.id ?? '')
