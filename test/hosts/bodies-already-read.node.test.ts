import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono, type MiddlewareHandler } from 'hono'
import { cloneRawRequest } from 'hono/request'
import { validator } from 'hono/validator'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { toNodeHandler } from 'react-3as/server'
import { as, page, paid, runningBackend } from '../backend/partner-backend.ts'
import { signatureOf } from '../../packages/sandbox/src/core/payments/webhooks.ts'

const running = runningBackend('website', paid)
const base = '/api/analytics'

let stop: (() => unknown) | undefined
afterEach(() => stop?.())

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = () => {
    server.closeAllConnections()
    return server.close()
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function statuses(url: string): Promise<{ change: number; webhook: number }> {
  const post = async (path: string, body: string, headers: Record<string, string>) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }
    return (await fetch(url + base + path, init)).status
  }
  const quote = JSON.stringify({ websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
  const spaced = '{ "id": "evt_1" }'
  return {
    change: await post('/quotes', quote, { 'x-react-3as': '1', origin: page, ...as('acme') }),
    webhook: await post('/payments/webhook', spaced, {
      'sandbox-signature': await signatureOf(spaced, 'whsec_sandbox_demo'),
    }),
  }
}

describe('Express behind express.json()', () => {
  const app = (keep: Parameters<typeof express.json>[0]) => {
    const server = express()
    server.use(express.json(keep))
    server.use(base, toNodeHandler(running.backend.handler))
    return listening(createServer(server))
  }

  it('that keeps the bytes: a change and a webhook are taken', async () => {
    const verify = (request: object, _response: object, bytes: Buffer) =>
      void Object.assign(request, { rawBody: bytes })
    expect(await statuses(await app({ verify }))).toEqual({ change: 200, webhook: 204 })
  })

  it('that does not: a webhook is refused, with the line to change', async () => {
    expect(await statuses(await app({}))).toEqual({ change: 200, webhook: 500 })
    expect(running.backend.events).toMatchObject([
      { type: 'request.failed', route: 'webhook', error: { hint: /express\.json\(\{ verify/ } },
    ])
  })
})

describe('Fastify that has parsed the body', () => {
  const app = (handOn: boolean) => {
    const server = fastify()
    server.all(`${base}/*`, (request, reply) => {
      reply.hijack()
      if (handOn) Object.assign(request.raw, { body: request.body })
      toNodeHandler(running.backend.handler)(request.raw, reply.raw)
    })
    return server.ready().then(() => listening(server.server))
  }

  it('hands it on: a change is taken, a webhook waits for its bytes', async () => {
    expect(await statuses(await app(true))).toEqual({ change: 200, webhook: 500 })
  })

  it('keeps it: both are refused, with the way to hand it on', async () => {
    const url = await app(false)
    expect(await statuses(url)).toEqual({ change: 500, webhook: 500 })
    expect(running.backend.events).toMatchObject([
      { type: 'request.failed', route: 'createQuote', error: { hint: /Fastify/ } },
      { type: 'request.failed', route: 'webhook', error: { hint: /Fastify/ } },
    ])
  })
})

describe('Hono', () => {
  const readJson: MiddlewareHandler = async (c, next) => {
    await c.req.json()
    await next()
  }
  const serve = (app: Hono) => listening(createAdaptorServer({ fetch: app.fetch }) as Server)

  it.each([
    ['c.req.json()', new Hono().use(readJson)],
    ['a validator', new Hono().use(validator('json', (value) => value))],
  ])('behind %s hands a copy on', async (_what, app) => {
    app.all(`${base}/*`, async (c) => running.backend.handler(await cloneRawRequest(c.req)))
    expect(await statuses(await serve(app))).toEqual({ change: 200, webhook: 204 })
  })

  it('mounts the handler with the whole path', async () => {
    const app = new Hono().mount(base, (request: Request) => running.backend.handler(request), {
      replaceRequest: false,
    })
    expect(await statuses(await serve(app))).toEqual({ change: 200, webhook: 204 })
  })
})
