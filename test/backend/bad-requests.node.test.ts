import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseErrorBody } from '../../src/contract/error.ts'
import { routeTable } from '../../src/contract/route-table.ts'
import { toNodeHandler } from '../../src/backend/node.ts'
import { as, page, replyOf, runningBackend, startBackend } from './partner-backend.ts'

const running = runningBackend()
/** A slice; `HOSTILE_REQUESTS=50000` sends as many as the target asks for. */
const hostileRequests = Number(process.env.HOSTILE_REQUESTS ?? 300)

describe('a bad request', () => {
  it.each([
    ['no JSON', '{ nope', 400, 'invalid_request'],
    ['no object', '[]', 400, 'invalid_request'],
    ['no body', '', 400, 'invalid_request'],
    ['a body that is no UTF-8 text', '\ud800', 400, 'invalid_request'],
    ['an empty id', { websiteId: '', packageId: 'x' }, 400, 'invalid_request'],
    ['a number for an id', { websiteId: 7, packageId: 'x' }, 400, 'invalid_request'],
    ['a long id', { websiteId: 'x'.repeat(600), packageId: 'x' }, 400, 'invalid_request'],
    ['a large body', JSON.stringify({ websiteId: 'x'.repeat(20_000) }), 413, 'too_large'],
  ])('with %s is answered by its code', async (_what, body, status, code) => {
    const reply = await running.backend.post('/quotes', body)
    expect(reply.status, reply.text).toBe(status)
    expect(parseErrorBody(reply.body)?.code).toBe(code)
  })

  it('that does not end is cut off', async () => {
    const { backend } = running
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(8_192).fill(32)),
    })
    const response = await fetch(`${backend.url}/api/analytics/quotes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page, ...as('acme') },
      body: endless,
      duplex: 'half',
    } as RequestInit).catch((error: unknown) => error)
    if (response instanceof Response) expect(response.status).toBe(413)
    else expect(response).toBeInstanceOf(TypeError)
  })

  it('never brings down the backend, nor a 5xx, nor another customer’s data', async () => {
    const { backend } = running
    const routes = Object.values(routeTable)
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('acme-bikes', 'globex-lamps', '', '../..', '%2e'),
    )
    const input = fc.oneof(
      fc.dictionary(
        fc.constantFrom('websiteId', 'packageId', 'changeId', 'idempotencyKey', 'intent', 'quote'),
        fc.oneof(text, fc.jsonValue()),
      ),
      fc.jsonValue(),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), input, async ({ method, path }, value) => {
        const reply =
          method === 'POST'
            ? await backend.post(path, JSON.stringify(value))
            : await backend.get(
                path,
                // Not by String, which asks the value itself: a toString of its own may not be a function.
                Object.fromEntries(
                  Object.entries(Object(value)).map(([key, of]) => [
                    key,
                    typeof of === 'string' ? of : JSON.stringify(of),
                  ]),
                ),
              )
        expect(reply.status).toBeLessThan(500)
        expect(reply.text).not.toMatch(/globex|owner@|BEGIN|at .*\.ts:\d/)
        // Only the signed URL holds a token.
        if (path !== '/dashboard-url') expect(reply.text).not.toContain('eyJ')
        if (reply.status >= 400) expect(parseErrorBody(reply.body)).not.toBeNull()
      }),
      { numRuns: hostileRequests },
    )
    expect(backend.events.filter(({ type }) => type === 'request.failed')).toEqual([])
  }, 600_000)
})

describe('a failure', () => {
  it('of the platform is the platform’s, can be tried again, and tells the partner', async () => {
    const { sandbox, backend } = running
    sandbox.platform.addFault({ kind: 'html', route: 'websites.getByIntpWebsiteId', status: 503, count: 3 })
    const reply = await backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect(reply).toMatchObject({ status: 502, body: { error: { code: 'platform_unavailable', retryable: true } } })
    expect(backend.events).toMatchObject([{ type: 'request.failed', route: 'getSubscription' }])
  })

  it('of a platform that gives no answer says where to look, and names no host', async () => {
    const { sandbox, backend } = running
    sandbox.platform.addFault({ kind: 'drop', route: 'websites.getByIntpWebsiteId', count: 3 })
    const reply = await backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect(reply.body.error.hint).toMatch(/no answer came from apiUrl.*sandbox/)
    expect(reply.text).not.toContain('127.0.0.1')
  })

  it('of the partner’s own code says nothing of itself', async () => {
    const broken = await startBackend(running.sandbox, 'website', {
      authenticate: () => {
        throw new Error('password=hunter2 for acme')
      },
    })
    const reply = await broken.get('/websites')
    await broken.stop()
    expect(reply).toMatchObject({ status: 500, body: { error: { code: 'internal' } } })
    expect(reply.text).not.toMatch(/hunter2|acme|stack/)
    expect(broken.events).toMatchObject([{ type: 'request.failed', error: { message: /hunter2/ } }])
  })

  it.each([
    { customerId: '', role: 'manager' },
    { customerId: 'acme', role: 'owner' },
    { customerId: 'acme', role: 'viewer', viewerId: '' },
    { customerId: 'acme', role: 'manager', may: ['look'] },
    { customerId: 'acme', may: ['everything'] },
    { customerId: 'acme', role: 'manager', sites: 'acme-bikes' },
    { customerId: 'acme' },
  ])('of authenticate that answers %o is not taken for anybody', async (identity) => {
    const session = { 'x-test-session': JSON.stringify(identity) }
    const reply = await running.backend.get('/websites', {}, session)
    expect(reply).toMatchObject({ status: 500, body: { error: { code: 'internal' } } })
  })
})

describe('the handler in Express', () => {
  it.each([
    [
      'with a path',
      (app: express.Express, handler: ReturnType<typeof toNodeHandler>) => app.use('/api/analytics', handler),
    ],
    ['without one', (app: express.Express, handler: ReturnType<typeof toNodeHandler>) => app.use(handler)],
    [
      'behind a body parser',
      (app: express.Express, handler: ReturnType<typeof toNodeHandler>) => app.use(express.json()).use(handler),
    ],
  ])('is mounted %s, and leaves the rest to others', async (_how, mount) => {
    const app = express()
    mount(app, toNodeHandler(running.backend.handler))
    app.use((_request, response) => void response.status(418).send('the partner’s own'))
    const server = createServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      const list = await replyOf(await fetch(`${url}/api/analytics/websites`, { headers: as('acme') }))
      expect(list.body.websites).toHaveLength(3)
      const change = await replyOf(
        await fetch(`${url}/api/analytics/changes`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page, ...as('acme') },
          body: JSON.stringify({
            websiteId: 'acme-bikes',
            idempotencyKey: 'a-key-of-mine',
            intent: { kind: 'cancel' },
          }),
        }),
      )
      expect(change.body, change.text).toMatchObject({ state: 'applied' })
      for (const path of ['/', '/api/analyticsx', '/other']) expect((await fetch(url + path)).status).toBe(418)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
