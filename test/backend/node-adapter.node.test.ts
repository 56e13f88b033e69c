import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import compression from 'compression'
import cors from 'cors'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import type { PartnerHandler } from '../../src/backend/handler.ts'
import { toNodeHandler } from '../../src/backend/node.ts'
import { signatureOf } from '../../packages/sandbox/src/core/payments/webhooks.ts'
import { as, page, paid, runningBackend, startBackend } from './partner-backend.ts'

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

describe('a webhook whose bytes a parser has not kept', () => {
  const refused = async (times = 1) => {
    const url = await serve(express().use(express.json()).use(toNodeHandler(running.backend.handler)))
    const replies = await Promise.all(Array.from({ length: times }, () => sendSigned(url)))
    return { status: replies[0]!.status, body: (await replies[0]!.json()) as unknown }
  }

  it('is refused as the partner’s to set right, with the line to change', async () => {
    expect(await refused()).toMatchObject({
      status: 500,
      body: { error: { code: 'internal', message: /parsed as JSON/, hint: /express\.json\(\{ verify: / } },
    })
  })

  it('is an alarm, told once a minute, and no word of a forged one', async () => {
    await refused(5)
    expect(running.backend.events).toMatchObject([
      { type: 'request.failed', route: 'webhook', code: 'internal', error: { hint: /in front of express\.json/ } },
    ])
  })

  it('is told from one that nobody signed', async () => {
    const url = await serve(express().use(express.json()).use(toNodeHandler(running.backend.handler)))
    const response = await fetch(`${url}${base}/payments/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: spaced,
    })
    expect(response.status).toBe(400)
    expect(running.backend.events.map(({ type }) => type)).toEqual(['webhook.refused'])
  })

  it('is told so by a handler that the partner has wrapped', async () => {
    const { handler } = running.backend
    const wrapped: PartnerHandler = Object.assign((request: Request) => handler(request), handler)
    const response = await sendSigned(await serve(express().use(express.json()).use(toNodeHandler(wrapped))))
    expect(response.status).toBe(500)
  })
})

describe('a body that was read and kept nowhere', () => {
  /** As Fastify does with the request of Node below its own. */
  const readAway: RequestListener = (request, response) => {
    request.resume().once('end', () => toNodeHandler(running.backend.handler)(request, response))
  }

  it.each([
    ['of a change', quote],
    ['of a webhook', sendSigned],
  ])('%s is the partner’s to set right, with the line to change', async (_what, send) => {
    const response = await send(await serve(readAway))
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ error: { code: 'internal', hint: /Fastify.*Hono/ } })
    expect(running.backend.events).toMatchObject([{ type: 'request.failed', error: { message: /was read before/ } }])
  })

  it('is said of a request of the Web as well', async () => {
    const request = new Request(`http://backend.test${base}/quotes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page, ...as('acme') },
      body: '{}',
    })
    await request.text()
    const response = await running.backend.handler(request)
    expect([response.status, await response.json()]).toMatchObject([500, { error: { hint: /cloneRawRequest/ } }])
  })
})

describe('who is asking', () => {
  it('may be known from what middleware has put on the request of Node', async () => {
    const backend = await startBackend(running.sandbox, 'website', {
      authenticate: (_request, { incoming }: { incoming: { user?: string } }) =>
        incoming.user === undefined ? null : { customerId: incoming.user, role: 'manager' },
    })
    const app = express()
      .use((request, _response, next) => {
        if (request.get('x-user')) Object.assign(request, { user: request.get('x-user') })
        next()
      })
      .use(toNodeHandler(backend.handler))
    const url = await serve(app)
    const statusFor = async (headers: Record<string, string>) =>
      (await fetch(`${url}${base}/websites`, { headers })).status
    expect([await statusFor({ 'x-user': 'acme' }), await statusFor({})]).toEqual([200, 401])
    await backend.stop()
  })

  it('may be known from what was passed beside the request', async () => {
    const backend = await startBackend(running.sandbox, 'website', {
      authenticate: (_request, { user }: { user: string }) => ({ customerId: user, role: 'manager' }),
    })
    const response = await backend.handler(new Request(`${backend.url}${base}/websites`), { user: 'globex' })
    await backend.stop()
    const { websites } = (await response.json()) as { websites: { websiteId: string }[] }
    expect(websites.map(({ websiteId }) => websiteId)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^globex/)]),
    )
  })
})

describe('a change', () => {
  it.each([
    ['a parser of JSON', express.json()],
    ['compression, cors and a parser of JSON', [compression({ threshold: 0 }), cors(), express.json()]],
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
