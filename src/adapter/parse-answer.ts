import { AnalyticsError } from '../contract/error.ts'
import type { Route, RouteOutput } from '../contract/route.ts'
import { parseWith } from '../contract/schema.ts'

/** The answer to a route as its schema has it. What fails is named by its path, never by its value. */
export function parseAnswer<R extends Route>(route: R, answer: unknown): RouteOutput<R> {
  const parsed = parseWith(route.output, answer)
  if ('data' in parsed) return parsed.data
  throw new AnalyticsError({
    code: 'bad_answer',
    message: `The answer to ${route.name} has an unexpected shape at ${parsed.wrongField || 'its root'}.`,
    hint: 'Page and backend need the same version.',
  })
}
