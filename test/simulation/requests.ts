import { offerPieces } from '../../src/backend/http/body-pieces.ts'
import type { PartnerHandler } from '../../src/backend/handler.ts'
import { plainAnswersOf } from '../../src/backend/http/plain-answer.ts'
import { requestHeader } from '../../src/contract/request-header.ts'

/** Where the partner's pages are. */
export const shopUrl = 'https://shop.example'
const base = `${shopUrl}/api/analytics`
const encoder = new TextEncoder()
const noBytes = new Uint8Array()

export interface Asked {
  method: 'GET' | 'POST'
  path: string
  session: string
  input: unknown
}

export interface Said {
  status: number
  text: string
  json: unknown
}

/** As a runtime of the Web brings it: a real request, and a real response whose body is read out of a stream. */
export async function really(handler: PartnerHandler, asked: Asked): Promise<Said> {
  const { url, headers, body } = partsOf(asked)
  const response = await handler(new Request(url, { method: asked.method, headers, ...(body !== null && { body }) }))
  return saidBy(response.status, await response.text())
}

/** As the adapter for Node has it: no streams of the Web, which would cost as much as all the rest of a request. */
export async function plainly(handler: PartnerHandler, asked: Asked): Promise<Said> {
  const { url, headers, body } = partsOf(asked)
  const bytes = body === null ? noBytes : encoder.encode(body)
  const request = {
    method: asked.method,
    url,
    headers: { get: (name: string) => headers[name] ?? null },
    arrayBuffer: async () => bytes.buffer,
  } as unknown as Request
  let isRead = false
  offerPieces(request, () => ({
    async next() {
      if (isRead) return { done: true }
      isRead = true
      return { done: false, value: bytes }
    },
    stop() {},
  }))
  const answer = await plainAnswersOf(handler)!(request)
  return saidBy(answer.status, answer.body ?? '')
}

function partsOf({ method, path, session, input }: Asked) {
  const headers: Record<string, string> = { session }
  if (method === 'GET') {
    const query = new URLSearchParams(input as Record<string, string>)
    return { url: `${base}${path}?${query.toString()}`, headers, body: null }
  }
  const body = JSON.stringify(input)
  headers['content-type'] = 'application/json'
  headers['content-length'] = String(Buffer.byteLength(body))
  headers[requestHeader.name] = requestHeader.value
  return { url: `${base}${path}`, headers, body }
}

function saidBy(status: number, text: string): Said {
  return { status, text, json: text === '' ? null : (JSON.parse(text) as unknown) }
}
