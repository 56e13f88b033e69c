import { assert, rejection, shown } from '../assert.ts'

/** By its name, since a store may have the error from another copy of the package. */
export function isLostLease(error: unknown): boolean {
  return error instanceof Error && error.name === 'LeaseLostError'
}

/** @throws Error unless a call failed because another worker holds the subscription. */
export async function lostLease(call: Promise<unknown>): Promise<void> {
  const error = await rejection(call, 'The call of a worker that has lost its lease')
  assert(isLostLease(error), `It should fail with LeaseLostError, and failed with ${shown(error)}`)
}
