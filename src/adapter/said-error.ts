import { AnalyticsError, type AnalyticsErrorFacts, type SaidError } from '../contract/error.ts'
import type { Route } from '../contract/route.ts'
import { parseWith } from '../contract/schema.ts'

/** What a backend has said, as an error of the kit: with what its code knows besides where that is as the route has it. */
export function saidError({ details }: Route, said: SaidError, cause?: unknown): AnalyticsError {
  const schema = details?.[said.code]
  const parsed = schema && parseWith(schema, said.details)
  const known = parsed && 'data' in parsed ? parsed.data : null
  return new AnalyticsError({ ...said, cause, details: known } as AnalyticsErrorFacts)
}
