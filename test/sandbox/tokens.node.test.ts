import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { intpcToken, intpToken, send, type TokenOptions } from './platform-client.ts'
import { runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()
const seconds = () => Math.floor(Date.now() / 1000)
const strangersKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey

const withToken = (authorization: string) =>
  send(`${running.sandbox.apiUrl}/v2/3as/company-details`, { headers: { authorization } })

const refused: [why: string, TokenOptions][] = [
  ["signed with somebody else's key", { privateKey: strangersKey }],
  ['an unknown kid', { kid: 'nobody' }],
  ["another INTP's kid", { kid: demoIntps.pool.id }],
  ['another intp_id than the kid', { claims: { intp_id: demoIntps.pool.id } }],
  ['expired', { expiresAt: seconds() - 1 }],
  ['not valid yet', { notBefore: seconds() + 60 }],
  ['the role of a customer', { claims: { roles: ['intpc'], intpc_id: 'acme' } }],
  ['no role', { claims: { roles: [] } }],
  ['roles that are no list', { claims: { roles: 'intp' } }],
  ['another algorithm', { algorithm: 'PS256' }],
]

describe('the REST API', () => {
  test('accepts a token signed by the INTP', async () => {
    const answer = await withToken(`Bearer ${await intpToken(demoIntps.website)}`)
    expect(answer.status).toBe(200)
    expect(answer.body.payload).toMatchObject({ id: demoIntps.website.id, subscriptionType: 'website' })
  })

  test('accepts one that lives for four hours', async () => {
    const token = await intpToken(demoIntps.website, { expiresAt: seconds() + 4 * 3600 })
    expect((await withToken(`Bearer ${token}`)).status).toBe(200)
  })

  test.each(refused)('refuses a token: %s', async (_, options) => {
    const answer = await withToken(`Bearer ${await intpToken(demoIntps.website, options)}`)
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid access token' } })
  })

  test.each(['', 'Bearer', 'Bearer not.a.token', 'Basic YTpi', 'Bearer eyJhbGciOiJub25lIn0.eyJyb2xlcyI6WyJpbnRwIl19.'])(
    'refuses the header "%s"',
    async (authorization) => {
      expect(await withToken(authorization)).toMatchObject({ status: 401, body: { error: 'invalid access token' } })
    },
  )

  test('refuses a token whose payload was changed after signing', async () => {
    const [header, , signature] = (await intpToken(demoIntps.website)).split('.')
    const [, payload] = (await intpToken(demoIntps.website, { expiresAt: seconds() + 9000 })).split('.')
    expect((await withToken(`Bearer ${header}.${payload}.${signature}`)).status).toBe(401)
  })

  test('keeps tokens in real time when the business clock moves', async () => {
    const token = await intpToken(demoIntps.website)
    running.control.moveClock({ years: 1 })
    expect((await withToken(`Bearer ${token}`)).status).toBe(200)
  })
})

describe('the dashboard', () => {
  const open = (token: string, websiteId = 'acme-bikes') =>
    send(`${running.sandbox.dashboardUrl}/dashboard/overview?intpc_token=${token}&externalWebsiteId=${websiteId}`)

  test('opens for the owner', async () => {
    const answer = await open(await intpcToken(demoIntps.website, 'acme'))
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('bikes.acme.test')
  })

  test('opens for a contributor with a token of its own, and for nobody else', async () => {
    expect((await open(await intpcToken(demoIntps.website, 'acme-viewer'))).status).toBe(200)
    expect((await open(await intpcToken(demoIntps.website, 'globex'))).status).toBe(403)
    expect((await open(await intpcToken(demoIntps.website, 'acme-viewer'), 'acme-books')).status).toBe(403)
  })

  test.each([
    ...refused.filter(([why]) => !why.includes('role')),
    ['without a customer', { claims: { intpc_id: undefined } }] as [string, TokenOptions],
  ])('opens for no token: %s', async (why, options) => {
    const answer = await open(await intpcToken(demoIntps.website, 'acme', options))
    expect(answer.status).toBe(401)
    expect(answer.text).toContain(why === 'expired' ? 'Your session has expired' : 'This link does not work')
    expect(answer.text).not.toContain('bikes.acme.test')
  })

  test("does not take an INTP's access token", async () => {
    expect((await open(await intpToken(demoIntps.website))).status).toBe(401)
  })

  test('leads from the signed URL to the overview, with what it was given', async () => {
    const answer = await send(
      `${running.sandbox.dashboardUrl}?intpc_token=abc&externalWebsiteId=a%2Fb&allowUpgrade=true`,
    )
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(
      '/dashboard/overview?intpc_token=abc&externalWebsiteId=a%2Fb&allowUpgrade=true',
    )
  })
})
