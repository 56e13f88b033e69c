import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpAdapter, type HttpAdapterOptions } from '../../src/adapter/http-adapter.ts'
import { AnalyticsError } from '../../src/contract/error.ts'
import { createQuote, getDashboardUrl } from '../../src/contract/routes.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function adapterTo(listener: RequestListener, options: Partial<HttpAdapterOptions> = {}) {
  const listening = createServer(listener)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  return createHttpAdapter({ baseUrl: `http://127.0.0.1:${port}/api/`, ...options })
}
const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a call to the backend', () => {
  it('sends ids in the query, whatever they hold, with the header of the kit', async () => {
    let seen: { url: string | undefined; header: unknown } | undefined
    const adapter = await adapterTo(({ url, headers }, response) => {
      seen = { url, header: headers['x-react-3as'] }
      response.end('{"url":"https://a.example/","expiresInSeconds":5}')
    })
    const answer = await adapter.call(getDashboardUrl, { websiteId: 'a/b?c=%2F&ü' })
    expect(answer).toEqual({ url: 'https://a.example/', expiresInSeconds: 5 })
    expect(new URL(seen?.url ?? '', 'http://x').searchParams.get('websiteId')).toBe('a/b?c=%2F&ü')
    expect(new URL(seen?.url ?? '', 'http://x').pathname).toBe('/api/dashboard-url')
    expect(seen?.header).toBe('1')
  })

  it('names the customer that the page shows, whatever its id holds', async () => {
    let seen: unknown
    const adapter = await adapterTo(
      ({ headers }, response) => {
        seen = headers['x-react-3as-customer']
        response.end('{"url":"https://a.example/","expiresInSeconds":5}')
      },
      { customer: 'größe & co' },
    )
    await adapter.call(getDashboardUrl, { websiteId: 'a' })
    expect(decodeURIComponent(String(seen))).toBe('größe & co')
  })

  it('asks for the headers of the app before each call', async () => {
    const seen: unknown[] = []
    let turn = 0
    const adapter = await adapterTo(
      ({ headers }, response) => {
        seen.push(headers.authorization)
        response.end('{"url":"https://a.example/","expiresInSeconds":5}')
      },
      { headers: () => ({ authorization: `Bearer ${++turn}` }) },
    )
    await adapter.call(getDashboardUrl, { websiteId: 'a' })
    await adapter.call(getDashboardUrl, { websiteId: 'a' })
    expect(seen).toEqual(['Bearer 1', 'Bearer 2'])
  })

  it('passes the error of the backend on, with its hint and details', async () => {
    const body = {
      error: { code: 'refused', message: 'm', hint: 'h', retryable: true, details: { reason: 'current' } },
    }
    const adapter = await adapterTo((_request, response) => response.writeHead(422).end(JSON.stringify(body)))
    const error = await failure(adapter.call(createQuote, { websiteId: 'a', packageId: 'b' }))
    expect(error).toBeInstanceOf(AnalyticsError)
    expect(error).toMatchObject(body.error)
  })

  it('has no details where those of the backend are not what their code promises', async () => {
    const error = { code: 'refused', message: 'm', hint: null, retryable: false, details: { because: 'of it' } }
    const adapter = await adapterTo((_request, response) => response.writeHead(422).end(JSON.stringify({ error })))
    const failed = await failure(adapter.call(createQuote, { websiteId: 'a', packageId: 'b' }))
    expect(failed).toMatchObject({ code: 'refused', details: null })
  })

  it.each([
    ['an HTML page', 200, '<html>Sign in</html>'],
    ['an HTML error page', 502, '<html>Bad gateway</html>'],
    ['JSON of another shape', 200, '{"url":5}'],
    ['nothing', 200, ''],
  ])('says so when something else answers with %s', async (_what, status, body) => {
    const adapter = await adapterTo((_request, response) => response.writeHead(status).end(body))
    expect(await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))).toMatchObject({ code: 'bad_answer' })
  })

  it('gives up on a page that does not find its headers', async () => {
    const adapter = await adapterTo(() => undefined, { timeoutMs: 50, headers: () => new Promise(() => {}) })
    expect(await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))).toMatchObject({ code: 'timeout' })
  })

  it('gives up on a slow backend', async () => {
    const adapter = await adapterTo(() => undefined, { timeoutMs: 50 })
    expect(await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))).toMatchObject({
      code: 'timeout',
      retryable: true,
    })
  })

  it('says that a backend is down', async () => {
    const adapter = await adapterTo((request) => request.socket.destroy())
    expect(await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))).toMatchObject({
      code: 'unreachable',
      retryable: true,
    })
  })

  it('ends at once when aborted, with the reason of the abort', async () => {
    const adapter = await adapterTo(() => undefined)
    const abort = new AbortController()
    const call = failure(adapter.call(getDashboardUrl, { websiteId: 'a' }, { signal: abort.signal }))
    abort.abort('left the page')
    expect(await call).toBe('left the page')
  })
})
