import type { Claim, Store } from '../../backend/ledger/store.ts'

/** A store that a check works on: its data, empty at first, and as many instances on it as are asked for. */
export interface StoreUnderTest {
  readonly store: Store
  /** Another instance on the same data. */
  readonly another: () => Store
  readonly claim: (target?: string, leaseMs?: number, by?: Store) => Promise<Claim | null>
  /** @throws Error when there is nothing to take hold of. */
  readonly claimed: (target?: string, leaseMs?: number) => Promise<Claim>
}

export interface StoreCheck {
  readonly name: string
  readonly run: (under: StoreUnderTest) => Promise<void>
}
