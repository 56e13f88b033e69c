import { defaultShouldDehydrateQuery, dehydrate, type DehydratedState, type QueryClient } from '@tanstack/react-query'
import type { SubscriptionView } from 'react-3as'

/**
 * What was read, for the page's HTML. While there is something to pay, the subscription is left out: its answer holds the
 * address to pay at, or the payment's secret. The browser then reads it by itself.
 */
export function dehydratePlans(client: QueryClient): DehydratedState {
  return dehydrate(client, {
    shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) && !isToBePaid(query.state.data as Answer),
  })
}

type Answer = Partial<SubscriptionView> | undefined

function isToBePaid({ openChange, payment }: NonNullable<Answer> = {}): boolean {
  return openChange?.state === 'awaiting_payment' || (payment !== undefined && payment.standing !== 'paid')
}
