import type { BackendEvent } from '../../src/backend/settings/backend-event.ts'

/** What the boundaries of the simulation fail with, and what the backend makes of it. */
const expected = /^(AnalyticsError|ThreeAs\w*Error|PaymentRefusedError)$/
const injected = /^The (store|provider|hook|session store): /

/** The partner's hook may say anything, and is then told of it. */
const partners = 'making the address to return to'

/** What the backend reports and no fault has caused: a mistake inside it. `null` when there is none. */
export function mistakeIn(event: BackendEvent): string | null {
  if (event.type !== 'attempt.failed') return null
  const { operation, error } = event
  if (operation === partners) return null
  if (!(error instanceof Error)) return `${operation}: ${String(error)}`
  const isExpected = expected.test(error.constructor.name) || injected.test(error.message)
  return isExpected ? null : `${operation}: ${error.constructor.name} ${error.message}`
}
