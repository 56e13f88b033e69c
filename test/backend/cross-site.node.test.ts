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

  it('from the partner’s own page is taken', async () => {
    const reply = await running.backend.post('/changes', change())
    expect(reply.body).toMatchObject({ state: 'applied' })
    expect(running.website('acme-bikes').status).toBe('canceled')
  })

  it('cannot be made by a GET', async () => {
    const { backend } = running
    const response = await fetch(`${backend.url}/api/analytics/changes`, { headers: as('acme') })
    expect(response.status).toBe(404)
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
