import { describe, expect, it } from 'vitest'
import { as, page, runningBackend } from './partner-backend.ts'

const running = runningBackend('website', { publicUrl: page, allowDemo: true })
const ask = (method: string, path: string, headers: Record<string, string> = as('acme')) =>
  fetch(`${running.backend.url}/api/analytics${path}`, { method, headers })

const reads = 'GET, HEAD, OPTIONS'
const writes = 'POST, OPTIONS'

describe('a route', () => {
  it.each([
    ['POST', '/websites', reads],
    ['DELETE', '/websites', reads],
    ['GET', '/changes', writes],
    ['HEAD', '/changes', writes],
    ['PUT', '/quotes', writes],
    ['GET', '/payments/webhook', writes],
  ])('that does not take %s says so, and what it takes: %s', async (method, path, allow) => {
    const response = await ask(method, path)
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
  })

  it('that does not take a method explains that as JSON, to a page of an allowed origin too', async () => {
    const response = await ask('GET', '/changes', { origin: page })
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_request', hint: /POST/ } })
    expect(response.headers.get('access-control-allow-origin')).toBe(page)
  })

  it.each(['/subscription?websiteId=acme-bikes', '/subscription?websiteId=nobodys'])(
    'answers HEAD as it answers GET, without the body: %s',
    async (path) => {
      const [get, head] = [await ask('GET', path), await ask('HEAD', path)]
      const facts = ({ status, headers }: Response) => [
        status,
        ...['content-type', 'content-length', 'cache-control'].map((name) => headers.get(name)),
      ]
      expect(facts(head)).toEqual(facts(get))
      expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0)
      expect(await head.text()).toBe('')
    },
  )

  it.each([
    ['/websites', reads],
    ['/changes', writes],
    ['/payments/webhook', writes],
  ])('says on OPTIONS what it takes: %s', async (path, allow) => {
    const response = await ask('OPTIONS', path, {})
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([204, allow, ''])
  })

  it('for the payment provider is opened to no page', async () => {
    expect((await ask('OPTIONS', '/payments/webhook', { origin: page })).status).toBe(403)
  })

  it.each(['GET', 'POST', 'HEAD', 'OPTIONS'])('that does not exist is not found by %s either', async (method) => {
    expect((await ask(method, '/nothing')).status).toBe(404)
  })

  it.each(['GET', 'HEAD'])('is not opened to another site by %s', async (method) => {
    const headers = { ...as('acme'), 'sec-fetch-site': 'cross-site' }
    expect((await ask(method, '/subscription?websiteId=acme-bikes', headers)).status).toBe(403)
  })
})

describe('without a server around it, the handler', () => {
  it('answers HEAD as well', async () => {
    const request = new Request(`${running.backend.url}/api/analytics/websites`, {
      method: 'HEAD',
      headers: as('acme'),
    })
    const response = await running.backend.handler(request)
    expect([response.status, response.body]).toEqual([200, null])
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0)
  })
})
