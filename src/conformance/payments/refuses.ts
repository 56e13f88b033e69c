import { assert, equal, rejection, shown } from '../assert.ts'

/** @throws Error unless a call is refused for good: with a `PaymentRefusedError`, from whichever copy of the package. */
export async function refuses(call: Promise<unknown>, code?: string): Promise<void> {
  const error = await rejection(call, 'The call')
  const isRefused = error instanceof Error && error.name === 'PaymentRefusedError'
  assert(isRefused, `It should be refused with a PaymentRefusedError, and failed with ${shown(error)}.`)
  if (code !== undefined) equal((error as { code?: unknown }).code, code, 'The code')
}
