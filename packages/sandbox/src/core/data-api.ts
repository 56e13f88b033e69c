import { Hono, type Context } from 'hono'
import { answerAnalytics } from './analytics-answers.ts'
import { findApiKey } from './platform/api-keys.ts'
import type { Platform } from './platform/platform.ts'
import { keyOf } from './platform/state.ts'
import { bodyText } from './request-body.ts'
import { trafficOf } from './website-traffic.ts'
import { passOn, witnessed, type Seen, type Witness } from './witness.ts'

/** The numbers behind the dashboard; the gateway has it under `/api`. A website's API key opens that website alone. */
export function dataApi(witness: Witness): Hono {
  const app = new Hono({ strict: false }).onError(passOn)
  // The rest of the path is the operation's: `analytics/pages`, `visits/graph` and so on.
  app.post('/v2/websites/:websiteId/:rest{.+}', (c) => {
    const path = (c.req.param('rest') ?? '').replace(/\/$/, '')
    return witnessed(c, witness, `data.${path}`, (seen) => answer(c, witness.platform, path, seen))
  })
  return app
}

async function answer(c: Context, platform: Platform, path: string, seen: Seen): Promise<Response> {
  const secret = c.req.header('x-api-key')
  if (secret === undefined || secret === '') return c.json({ message: 'Unauthorized' }, 401)
  const reader = platform.read()
  const key = findApiKey(reader, secret, platform.now())
  if (!key) return c.json({ error: 'AUTHENTICATION_INVALID_API_KEY' }, 401)
  seen.intpId = key.intpId
  if (key.intpWebsiteId !== c.req.param('websiteId')) return c.json({}, 403)
  const website = reader.get('website', keyOf(key.intpId, key.intpWebsiteId))
  if (!website) return c.json({}, 403)
  seen.body = await jsonBody(c)
  const question = { path, query: c.req.query(), body: seen.body }
  const answered = answerAnalytics(question, trafficOf(platform, reader, website))
  if (!answered) return c.json({ message: 'Not Found' }, 404)
  return Response.json(answered.body, { status: answered.status })
}

/** What is not JSON does not count as a question, and is refused as one that was not understood. */
async function jsonBody(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await bodyText(c)) as unknown
  } catch {
    return undefined
  }
}
