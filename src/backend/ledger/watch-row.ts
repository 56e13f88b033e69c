import type { Store } from './store.ts'
import type { ChangeRow } from './change-row.ts'

/** There is one watch for each customer and subscription. */
export const watchOccasion = 'always'

/** The watch of a subscription, where there is one. */
export function watchOf(
  store: Store,
  { target, customerId }: Pick<ChangeRow, 'target' | 'customerId'>,
): Promise<ChangeRow | null> {
  return store.findChange({ key: `watch:${watchOccasion}`, lane: 'system', target, customerId })
}
