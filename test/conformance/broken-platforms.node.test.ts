import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { runSuite } from './suite.ts'

interface Exchange {
  method: string
  url: string
  headers: Record<string, string>
  body: string
}

/** A way to be wrong: what goes on to the sandbox, and what comes back from it. */
interface Flaw {
  asks?(exchange: Exchange): Promise<Exchange> | Exchange
  answers?(exchange: Exchange, status: number, body: any): { status: number; body: any }
}

const validToken = () =>
  new SignJWT({ roles: ['intp'], intp_id: demoIntps.website.id })
    .setProtectedHeader({ alg: 'RS256', kid: demoIntps.website.id })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(createPrivateKey(demoIntps.website.privateKey))

const withToken = async (exchange: Exchange): Promise<Exchange> => ({
  ...exchange,
  headers: { ...exchange.headers, authorization: `Bearer ${await validToken()}` },
})

/** Each breaks one rule; what follows is a check that must see it. */
const flaws: Record<string, [Flaw, RegExp]> = {
  'lets any token in': [{ asks: withToken }, /^tokens: an expired token/],
  'takes a refused upgrade for done': [
    {
      answers: ({ url }, status, body) =>
        status === 500 && url.endsWith('/upgrade') ? { status: 200, body: { payload: {} } } : { status, body },
    },
    /upgrade: to the same or a smaller limit/,
  ],
  'shows API keys again and again': [
    {
      answers: ({ method, url }, status, body) =>
        method === 'GET' && url.endsWith('/api-keys')
          ? { status, body: { payload: body.payload.map((key: object) => ({ ...key, apiKey: 'twpl-again' })) } }
          : { status, body },
    },
    /^API keys: the secret is shown once/,
  ],
  'starts its pages at 1': [
    {
      asks: (exchange) => ({
        ...exchange,
        url: exchange.url.replace(/page=(\d+)/, (_, page) => `page=${Number(page) + 1}`),
      }),
    },
    /^intpcs\.list/,
  ],
  'forgets a planned downgrade': [
    {
      answers: (_, status, body) => {
        if (body?.payload) delete body.payload.plannedDowngradePackageId
        return { status, body }
      },
    },
    /downgrade: is planned/,
  ],
  'renews at a cancellation': [
    {
      answers: (_, status, body) => {
        if (body?.payload?.status === 'canceled') body.payload.expiresAt = new Date(Date.now() + 9e9).toISOString()
        return { status, body }
      },
    },
    /cancel: turns renewal off/,
  ],
  'cuts ids at a question mark': [
    { asks: (exchange) => ({ ...exchange, url: exchange.url.replace(/%3F.*/, '') }) },
    /^ids: any text/,
  ],
  'has visits of a website before anybody could visit it': [
    {
      answers: ({ url }, status, body) =>
        url.includes('/analytics/')
          ? { status, body: { payload: [{ pageUrl: '/', visitCount: 3 }] } }
          : { status, body },
    },
    /^data: a website made just now/,
  ],
  'shows stacks': [
    {
      answers: (_, status, body) =>
        status === 400 ? { status, body: { message: 'Error\n    at create (/srv/app.js:1:2)' } } : { status, body },
    },
    /^intpcs\.create: a body that is none/,
  ],
}

describe('the suite sees a platform that', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, traffic: false })
  })
  afterAll(() => sandbox.stop())

  it.each(Object.entries(flaws))('%s', async (_, [flaw, seenBy]) => {
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const { method = 'GET', url = '/' } = request
      const { authorization, 'x-api-key': apiKey } = request.headers
      const credentials = apiKey ? { 'x-api-key': String(apiKey) } : { authorization: authorization ?? '' }
      const asked: Exchange = { method, url, headers: { ...credentials, 'content-type': 'application/json' }, body }
      const { headers, ...sent } = (await flaw.asks?.(asked)) ?? asked
      const answer = await fetch((apiKey ? sandbox.dataUrl : sandbox.apiUrl) + sent.url, {
        method,
        headers,
        ...(sent.body === '' ? {} : { body: sent.body }),
      })
      const text = await answer.text()
      const truth = { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
      const told = flaw.answers?.(asked, truth.status, truth.body) ?? truth
      response.writeHead(told.status, { 'content-type': 'application/json' })
      response.end(told.body === undefined ? undefined : JSON.stringify(told.body))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const { id, privateKey } = demoIntps.website
      const { results } = await runSuite(
        { url, intpId: id, privateKey, dataUrl: url },
        () => {},
        (name) => seenBy.test(name),
      )
      expect(results.some(({ outcome }) => outcome === 'failed')).toBe(true)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('is none of these, when nothing is broken', async () => {
    const { id, privateKey } = demoIntps.website
    const target = { url: sandbox.apiUrl, intpId: id, privateKey, dataUrl: sandbox.dataUrl }
    const sees = Object.values(flaws).map(([, seenBy]) => seenBy)
    const { results } = await runSuite(
      target,
      () => {},
      (name) => sees.some((one) => one.test(name)),
    )
    expect(results.length).toBeGreaterThanOrEqual(sees.length)
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
  })
})
