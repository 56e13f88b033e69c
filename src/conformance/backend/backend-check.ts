import type { BackendUnderTest } from './backend-under-test.ts'

export interface BackendCheck {
  readonly name: string
  readonly run: (backend: BackendUnderTest) => Promise<void>
}

// Of the customers that every sandbox begins with.

/** Basic, monthly, of acme; acme-viewer watches it. */
export const bikes = 'acme-bikes'
/** In the unlimited trial, of acme. */
export const books = 'acme-books'
/** Free, of acme. */
export const garden = 'acme-garden'
/** Advanced, yearly, of globex. */
export const lamps = 'globex-lamps'
/** A major version of the contract that is not today's. */
export const anotherVersion = '2'
/** An id that no website has, and that is cut or changed where ids are not encoded. */
export const nowhere = 'no/such?website=%2F&more #größe'
