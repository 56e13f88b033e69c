import { Hono, type Context } from 'hono'
import { errorAnswer } from './error-answer.ts'
import { PlatformError, Refusal } from './platform/platform-error.ts'
import type { Platform } from './platform/platform.ts'
import type { Intp } from './platform/state.ts'
import { bodyText } from './request-body.ts'
import { ok, type RestRoute } from './rest/call.ts'
import { customerRoutes } from './rest/customers.ts'
import { packageRoutes } from './rest/packages.ts'
import { subscriptionRoutes } from './rest/subscriptions.ts'
import { websiteRoutes } from './rest/websites.ts'
import { witnessed, type Seen, type Witness } from './witness.ts'
import { InvalidToken, verifyIntpToken } from './tokens.ts'
import { companyDetails } from './wire.ts'

export const restRoutes: readonly RestRoute[] = [
  {
    name: 'intp.get',
    method: 'GET',
    path: '/v2/3as/company-details',
    answer: ({ intp }) => ok(companyDetails(intp)),
  },
  ...customerRoutes,
  ...websiteRoutes,
  ...packageRoutes,
  ...subscriptionRoutes,
]

const MAX_LOGGED_BODY = 10_000

/** The API gateway. */
export function restApi(witness: Witness): Hono {
  const app = new Hono({ strict: false })
  for (const route of restRoutes) {
    app.on(route.method, route.path, (c) =>
      witnessed(c, witness, route.name, (seen) => answer(c, witness.platform, route, seen)),
    )
  }
  return app
}

async function answer(c: Context, platform: Platform, route: RestRoute, seen: Seen): Promise<Response> {
  let intp: Intp
  try {
    intp = await verifyIntpToken(bearer(c.req.header('authorization')), platform.read())
  } catch (error) {
    if (error instanceof InvalidToken) return c.json({ error: 'invalid access token' }, 401)
    throw error
  }
  seen.intpId = intp.id
  try {
    const body = c.req.method === 'GET' || c.req.method === 'DELETE' ? undefined : await jsonBody(c)
    seen.body = loggable(body)
    const { params, query } = {
      params: c.req.param() as Record<string, string>,
      query: new URL(c.req.url).searchParams,
    }
    const { status, body: answered } = route.answer({ operation: route.name, intp, platform, params, query, body })
    return status === 204 ? c.body(null, 204) : c.json(answered, status)
  } catch (error) {
    if (error instanceof Refusal && platform.behaviour.strictStatus) return errorAnswer(400, error.code, error.message)
    throw error
  }
}

/** The audit log keeps many calls, so it keeps no long ones. */
function loggable(body: unknown): unknown {
  return JSON.stringify(body ?? null).length > MAX_LOGGED_BODY ? '(too long)' : body
}

function bearer(header: string | undefined): string {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1] ?? ''
}

/** Assignments have no body, so an empty one is none. */
async function jsonBody(c: Context): Promise<unknown> {
  const text = await bodyText(c)
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new PlatformError(400, 'BAD_REQUEST', 'the body is not JSON')
  }
}
