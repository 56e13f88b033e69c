import { AnalyticsError } from '../contract/error.ts'
import type { Route } from '../contract/route.ts'
import { parseWith, type Schema } from '../contract/schema.ts'

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
  throw new AnalyticsError({ code: 'invalid_request', message: `The request is not right at ${field}.` })
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

/** The body, as long as it is no larger than that: what is too large is not read to its end. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw tooLarge()
  if (declared > 0) return checked(new Uint8Array(await request.arrayBuffer()), maxBytes)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > maxBytes) throw tooLarge()
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

function checked(body: Uint8Array, maxBytes: number): Uint8Array {
  if (body.byteLength > maxBytes) throw tooLarge()
  return body
}

function tooLarge(): AnalyticsError {
  return new AnalyticsError({ code: 'too_large', message: 'The request is too large.' })
}
