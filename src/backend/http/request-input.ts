import { AnalyticsError } from '../../contract/error.ts'
import type { Route } from '../../contract/route.ts'
import { parseWith, type Schema } from '../../contract/schema.ts'
import { readBody } from './request-body.ts'

/**
 * The input of a route, from the query of a GET or the JSON of a POST, as its schema has it.
 *
 * @throws AnalyticsError `invalid_request` that names the field and never its value, or `too_large`.
 */
export async function readInput(request: Request, { method, input }: Route, maxBytes: number): Promise<unknown> {
  const raw = method === 'GET' ? queryOf(request.url) : parseJson(await readBody(request, maxBytes))
  return parsed(input, raw)
}

function parsed(schema: Schema, raw: unknown): unknown {
  const result = parseWith(schema, raw)
  if ('data' in result) return result.data
  const field = result.wrongField || 'the body'
  throw new AnalyticsError({ code: 'invalid_request', message: `The request is not valid at ${field}.` })
}

function queryOf(url: string): Record<string, string> {
  if (url.includes('%00')) throw noNul()
  const start = url.indexOf('?')
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(start)))
}

function parseJson(body: Uint8Array): unknown {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    value = JSON.parse(text)
  } catch {
    throw new AnalyticsError({ code: 'invalid_request', message: 'The body is not JSON.' })
  }
  if (text.includes('\\u0000')) throw noNul()
  return value
}

/** No id holds it, and not every database can. */
function noNul(): AnalyticsError {
  return new AnalyticsError({ code: 'invalid_request', message: 'The request holds a NUL character.' })
}
