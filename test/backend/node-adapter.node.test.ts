import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import type { PartnerHandler } from '../../src/backend/handler.ts'
import { toNodeHandler } from '../../src/backend/node.ts'
import { signatureOf } from '../../packages/sandbox/src/core/payments/webhooks.ts'
import { as, page, paid, runningBackend } from './partner-backend.ts'

const running = runningBackend('website', paid)
const base = '/api/analytics'

let stop: (() => Promise<unknown>) | undefined
afterEach(async () => {
  await stop?.()
  stop = undefined
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** With white space, so that what a parser has made of it is not what was signed. */
const spaced = '{ "id": "evt_1" }'
const sendSigned = async (url: string) =>
  fetch(`${url}${base}/payments/webhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'sandbox-signature': await signatureOf(spaced, 'whsec_sandbox_demo'),
    },
    body: spaced,
  })

const quote = (url: string) =>
  fetch(`${url}${base}/quotes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page, ...as('acme') },
    body: JSON.stringify({ websiteId: 'acme-bikes', packageId: running.packageId('Pro') }),
  })

describe('a signed webhook', () => {
  const keepRaw = (request: express.Request, _response: unknown, raw: Buffer) => {
    Object.assign(request, { rawBody: raw })
  }
  it.each([
    ['nothing', null],
    ['a parser that leaves bytes', express.raw({ type: '*/*' })],
    ['a parser that leaves text', express.text({ type: '*/*' })],
    ['a parser of JSON that keeps the bytes', express.json({ verify: keepRaw })],
    ['a parser of other bodies', express.urlencoded()],
  ])('is taken behind %s', async (_what, parser) => {
    const app = express()
    if (parser) app.use(parser)
    app.use(toNodeHandler(running.backend.handler))
    expect((await sendSigned(await serve(app))).status).toBe(204)
  })
})

describe('a change', () => {
  it.each([
    ['a parser of JSON', express.json()],
    [
      'one that says that there is nothing, and has not read',
      ((request, _response, next) => {
        Object.assign(request, { body: {} })
        next()
      }) satisfies express.RequestHandler,
    ],
  ])('is read behind %s', async (_what, parser) => {
    const app = express().use(parser).use(toNodeHandler(running.backend.handler))
    expect((await quote(await serve(app))).status).toBe(200)
  })

  it('is read when its length is not said', async () => {
    const text = JSON.stringify({ websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
    const response = await fetch(`${await serve(toNodeHandler(running.backend.handler))}${base}/quotes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page, ...as('acme') },
      body: new Blob([text.slice(0, 20), text.slice(20)]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(200)
  })

  it('is answered by a handler that the partner has wrapped', async () => {
    const { handler } = running.backend
    const seen: string[] = []
    const wrapped: PartnerHandler = Object.assign(async (request: Request) => {
      seen.push(new URL(request.url).pathname)
      const response = await handler(request)
      response.headers.set('x-partner', 'acme')
      return response
    }, handler)
    const response = await quote(await serve(toNodeHandler(wrapped)))
    expect([response.status, response.headers.get('x-partner')]).toEqual([200, 'acme'])
    expect(seen).toEqual([`${base}/quotes`])
  })
})

describe('beside other handlers', () => {
  const others = 418
  it.each([
    [base, 404],
    [`${base}/`, 404],
    [`${base}?a=1`, 404],
    [`${base}/nothing`, 404],
    [`${base}x`, others],
    ['/', others],
    ['/api', others],
    [`/x${base}/websites`, others],
  ])('%s is answered with %i', async (path, status) => {
    const app = express()
      .use(toNodeHandler(running.backend.handler))
      .use((_request, response) => void response.status(others).end())
    expect((await fetch((await serve(app)) + path)).status).toBe(status)
  })

  it('alone it answers every path', async () => {
    expect((await fetch(`${await serve(toNodeHandler(running.backend.handler))}/elsewhere`)).status).toBe(404)
  })
})

describe('an answer', () => {
  it('has the length of its bytes', async () => {
    const response = await fetch(
      `${await serve(toNodeHandler(running.backend.handler))}${base}/subscription?websiteId=acme-bikes`,
      { headers: as('acme') },
    )
    const length = Number(response.headers.get('content-length'))
    expect((await response.arrayBuffer()).byteLength).toBe(length)
    expect(length).toBeGreaterThan(0)
  })

  it('comes also to a request that was there before the adapter', async () => {
    const url = await serve((request, response) => toNodeHandler(running.backend.handler)(request, response))
    const response = await fetch(`${url}${base}/websites`, { headers: as('acme') })
    expect(response.status).toBe(200)
  })

  it('without a body ends', async () => {
    const url = await serve(toNodeHandler(running.backend.handler))
    const response = await fetch(`${url}${base}/changes`, { method: 'OPTIONS', headers: { origin: page } })
    expect([response.status, await response.text()]).toEqual([204, ''])
  })

  it('leaves the classes of the runtime where they are', async () => {
    const before = [globalThis.Request, globalThis.Response]
    await fetch(`${await serve(toNodeHandler(running.backend.handler))}${base}/websites`, { headers: as('acme') })
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })
})
