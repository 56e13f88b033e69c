import { expect, it } from 'vitest'
import { quotable } from '../../src/backend/quotes/refusal.ts'
import { AnalyticsError } from '../../src/contract/error.ts'

it.each([
  [{ kind: 'current' }, 'This is the current plan.'],
  [{ kind: 'planned', effectiveAt: null }, 'This plan is planned already.'],
] as const)('a plan that is chosen already has no price, and is refused with the reason: $kind', (choice, message) => {
  const refused = new AnalyticsError({ code: 'refused', message, details: { reason: choice.kind } })
  expect(() => quotable(choice)).toThrow(refused)
})
