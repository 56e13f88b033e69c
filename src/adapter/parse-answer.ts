import { safeParse } from 'zod/mini'
import { AnalyticsError } from '../contract/error.ts'
import type { Route, RouteOutput } from '../contract/route.ts'

/** The answer to a route as its schema has it. What fails is named by its path, never by its value. */
export function parseAnswer<R extends Route>(route: R, answer: unknown): RouteOutput<R> {
  const parsed = safeParse(route.output, answer)
  if (parsed.success) return parsed.data as RouteOutput<R>
  const field = parsed.error.issues[0]?.path.join('.') || 'its root'
  throw new AnalyticsError({
    code: 'bad_answer',
    message: `The answer to ${route.name} has an unexpected shape at ${field}.`,
    hint: 'Serve the routes of the same version of react-3as as the page uses.',
  })
}
