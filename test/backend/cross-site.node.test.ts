import { describe, expect, it } from 'vitest'
import { as, page, runningBackend } from './partner-backend.ts'

describe('a change', () => {
  const running = runningBackend()
  const change = () => ({ websiteId: 'acme-bikes', idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } })

  it.each([
    ['without the kit’s header', { 'x-react-3as': '' }],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['as plain text that is JSON', { 'content-type': 'text/plain' }],
    ['with a type that only begins like JSON', { 'content-type': 'application/jsonp' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from an origin that begins like ours', { origin: `${page}.evil.example` }],
    ['from an opaque origin', { origin: 'null' }],
    ['from another scheme', { origin: page.replace('http:', 'https:') }],
  ])('%s is refused, and nothing happens', async (_what, headers) => {
    const reply = await running.backend.post('/changes', change(), { ...as('acme'), ...headers })
    expect(reply).toMatchObject({ status: 403, body: { error: { code: 'cross_site' } } })
    if ('origin' in headers) expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    expect(running.website('acme-bikes').status).toBe('active')
  })

  it.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json ;charset=utf-8'])(
    'as JSON is taken, however that is written: %s',
    async (type) => {
      const reply = await running.backend.post('/changes', change(), { ...as('acme'), 'content-type': type })
      expect(reply.status, reply.text).toBe(200)
    },
  )

  it('of another site without an origin is refused, and one that comes from no page is taken', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${running.backend.url}/api/analytics/changes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-react-3as': '1', ...as('acme'), ...headers },
        body: JSON.stringify(change()),
      })
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post({ 'sec-fetch-site': 'none' })).status).toBe(200)
    expect((await post({})).status).toBe(200)
  })

  it.each([
    [{ 'content-type': 'text/plain' }, /application\/json/],
    [{ 'x-react-3as': '' }, /x-react-3as: 1/i],
    [{ origin: 'https://evil.example' }, /publicUrl or allowedOrigins/],
  ])('that is refused hears what to do: %o', async (headers, hint) => {
    const reply = await running.backend.post('/changes', change(), { ...as('acme'), ...headers })
    expect(reply.body.error.hint).toMatch(hint)
  })

  it('from the partner’s own page is taken', async () => {
    const reply = await running.backend.post('/changes', change())
    expect(reply.body).toMatchObject({ state: 'applied' })
    expect(running.website('acme-bikes').status).toBe('canceled')
  })

  it('cannot be made by a GET', async () => {
    const { backend } = running
    const response = await fetch(`${backend.url}/api/analytics/changes`, { headers: as('acme') })
    expect(response.status).toBe(405)
  })

  it('is not announced to a page of another origin', async () => {
    const preflight = (origin: string) =>
      fetch(`${running.backend.url}/api/analytics/changes`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-react-3as',
        },
      })
    const refused = await preflight('https://evil.example')
    expect(refused.status).toBe(403)
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
    expect(await refused.text()).toBe('')
    const allowed = await preflight(page)
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe(page)
    expect(allowed.headers.get('access-control-allow-headers')).toContain('x-react-3as')
  })
})

describe('a read', () => {
  const running = runningBackend()

  it('for a page of another site is refused, even as an image', async () => {
    const reply = await running.backend.get(
      '/subscription',
      { websiteId: 'acme-bikes' },
      {
        ...as('acme'),
        'sec-fetch-site': 'cross-site',
      },
    )
    expect(reply).toMatchObject({ status: 403, body: { error: { code: 'cross_site' } } })
  })
})

describe('a handler that was not told its address', () => {
  const running = runningBackend('website', { publicUrl: undefined })
  const change = () => ({ websiteId: 'acme-bikes', idempotencyKey: crypto.randomUUID(), intent: { kind: 'cancel' } })

  it('takes changes from a page of its own host, whatever the scheme, and from no other', async () => {
    const { backend } = running
    const own = backend.url.replace('http:', 'https:')
    expect((await backend.post('/changes', change(), { ...as('acme'), origin: own })).status).toBe(200)
    expect((await backend.post('/changes', change(), { ...as('acme'), origin: page })).status).toBe(403)
    expect((await backend.post('/changes', change(), { ...as('acme'), origin: 'null' })).status).toBe(403)
  })
})

describe('a page of another allowed origin', () => {
  const second = 'https://admin.example.com'
  const running = runningBackend('website', { publicUrl: page, allowedOrigins: [second], allowDemo: true })
  const allowedOrigin = ({ headers }: { headers: Headers }) => headers.get('access-control-allow-origin')

  it.each([page, second])(
    'may read answers and errors with its cookies, and caches keep them apart: %s',
    async (origin) => {
      const answer = await running.backend.get('/websites', {}, { ...as('acme'), origin })
      const error = await running.backend.get('/websites', {}, { 'x-test-session': 'null', origin })
      expect([answer.status, error.status]).toEqual([200, 401])
      for (const reply of [answer, error]) {
        expect(allowedOrigin(reply)).toBe(origin)
        expect(reply.headers.get('access-control-allow-credentials')).toBe('true')
        expect(reply.headers.get('vary')).toMatch(/origin/i)
      }
    },
  )

  it('is told which methods it may use and for how long that holds, and of headers only those it asked for', async () => {
    const { url } = running.backend
    const response = await fetch(`${url}/api/analytics/changes`, { method: 'OPTIONS', headers: { origin: second } })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST')
    expect(response.headers.get('access-control-max-age')).toBe('600')
    expect(response.headers.get('access-control-allow-headers')).toBeNull()
  })

  it('gives a request without an origin none to read', async () => {
    expect(allowedOrigin(await running.backend.get('/websites'))).toBeNull()
  })
})

describe('behind a proxy, a handler that was not told its address', () => {
  const running = runningBackend('website', { publicUrl: undefined })
  const ask = (headers: Record<string, string>) => running.backend.get('/websites', {}, { ...as('acme'), ...headers })

  it('believes the browser that a page is of the same origin, and gives no other page leave', async () => {
    const same = await ask({ origin: 'https://app.example.com', 'sec-fetch-site': 'same-origin' })
    expect([same.status, same.headers.get('access-control-allow-origin')]).toEqual([200, null])
    expect((await ask({ origin: 'https://app.example.com', 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await ask({ origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(403)
  })

  it('answers no page that asks beforehand', async () => {
    const { url } = running.backend
    const response = await fetch(`${url}/api/analytics/changes`, { method: 'OPTIONS', headers: { origin: url } })
    expect(response.status).toBe(403)
  })
})
