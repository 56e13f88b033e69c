import type { Some } from '../../contract/some.ts'

/** Ids of the provider's own, by names that it chooses: `{ customer: 'cus_123' }`. Nothing that names a person. */
export type ProviderIds = Readonly<Record<string, string>>

/** What is remembered of one customer's subscription at the provider. */
export interface RememberedIds {
  /** Of this subscription. */
  readonly subscription: ProviderIds
  /** Of the customer, whichever subscription they came from. */
  readonly customer: ProviderIds
}

/** The provider's ids for one customer and subscription, as a call finds them. */
export interface ReadMemory {
  read(): Promise<RememberedIds>
}

/**
 * The same, in a call that may add to it. What is kept is written in the transaction of the step that the call belongs to,
 * also when the call fails. A process that dies or loses its hold before that writes nothing: the same call comes again,
 * under the same key.
 */
export interface ProviderMemory extends ReadMemory {
  keep(ids: Some<RememberedIds>): void
}

export const nothingRemembered: RememberedIds = { subscription: {}, customer: {} }

export function remembering(before: RememberedIds, added: Some<RememberedIds>): RememberedIds {
  return {
    subscription: { ...before.subscription, ...added.subscription },
    customer: { ...before.customer, ...added.customer },
  }
}
