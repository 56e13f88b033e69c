import { inspect } from 'node:util'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { LogLevel } from '../../src/sdk/settings.ts'
import { ThreeAsConfigurationError, type ConfigurationProblem } from '../../src/sdk/three-as-error.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from './keys.ts'

const intp = { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey }

const wrongOptions: [string, unknown, string, ConfigurationProblem, RegExp][] = [
  ['no options', undefined, 'intp', 'missing', /id, privateKey/],
  ['no intp', {}, 'intp', 'missing', /id, privateKey/],
  ['no id', { intp: { privateKey } }, 'intp.id', 'missing', /UUID/],
  ['an empty id', { intp: { id: ' ', privateKey } }, 'intp.id', 'missing', /UUID/],
  ['an id that is a number', { intp: { id: 7, privateKey } }, 'intp.id', 'not_text', /UUID/],
  ['an id that was never set', { intp: { id: 'undefined', privateKey } }, 'intp.id', 'missing', /UUID/],
  ['an id that is not a UUID', { intp: { id: 'acme', privateKey } }, 'intp.id', 'not_a_uuid', /UUID/],
  [
    'an option in capitals',
    { intp, apiURL: 'https://api.example.com' },
    'apiURL',
    'unknown_option',
    /^Write apiUrl\.$/,
  ],
  ['an option that is not there', { intp, sandbox: true }, 'sandbox', 'unknown_option', /env, apiUrl/],
  [
    'another half of intp',
    { intp: { ...intp, publicKey: '' } },
    'intp.publicKey',
    'unknown_option',
    /intp\.privateKey/,
  ],
  ['no key', { intp: { id: intp.id } }, 'intp.privateKey', 'missing', /RSA private key/],
  ['an unknown env', { intp, env: 'prod' }, 'env', 'unknown_env', /'production', 'stage', 'dev'/],
  ['an env of another name', { intp, env: 'toString' }, 'env', 'unknown_env', /apiUrl and dashboardUrl/],
  ['a host without a scheme', { intp, apiUrl: 'api.example.com' }, 'apiUrl', 'not_a_url', /https:/],
  ['a relative URL', { intp, dashboardUrl: '/dashboard' }, 'dashboardUrl', 'not_a_url', /https:/],
  ['another scheme', { intp, dataUrl: 'ftp://example.com' }, 'dataUrl', 'not_a_url', /https:/],
  ['a URL with a password', { intp, apiUrl: 'https://a:b@example.com' }, 'apiUrl', 'not_a_url', /https:/],
  ['a URL with a query', { intp, dashboardUrl: 'https://example.com/?a=1' }, 'dashboardUrl', 'not_a_url', /https:/],
  ['an empty URL', { intp, apiUrl: '' }, 'apiUrl', 'missing', /https:/],
  [
    'http: to another machine',
    { intp, apiUrl: 'http://api.example.com' },
    'apiUrl',
    'insecure_url',
    /allowInsecureHttp/,
  ],
  ['a timeout of no time', { intp, timeoutMs: 0 }, 'timeoutMs', 'out_of_range', /10000/],
  ['a life of days', { intp, tokenLifeSeconds: 864_000 }, 'tokenLifeSeconds', 'out_of_range', /3600/],
  ['half a second', { intp, apiTokenLifeSeconds: 0.5 }, 'apiTokenLifeSeconds', 'out_of_range', /600/],
  ['a negative skew', { intp, clockSkewSeconds: -1 }, 'clockSkewSeconds', 'out_of_range', /30/],
  ['retries as text', { intp, retries: '3' }, 'retries', 'out_of_range', /2/],
]

describe('construction names the option and the mend for', () => {
  it.each(wrongOptions)('%s', (_, options, option, problem, mend) => {
    const construct = () => new VisitorAnalytics(options as never)
    expect(construct).toThrow(ThreeAsConfigurationError)
    expect(construct).toThrow(
      expect.objectContaining({ option, problem, hint: expect.stringMatching(mend), retryable: false, call: null }),
    )
  })
})

describe('hosts', () => {
  const origins = {
    production: 'https://app-3as.visitor-analytics.io',
    stage: 'https://stage-dashboard-3as.va-endpoint.com',
    dev: 'https://dev-dashboard-3as.va-endpoint.com',
  }

  it.each(Object.entries(origins))('of %s', async (env, dashboardOrigin) => {
    const asked: string[] = []
    const request: typeof fetch = async (input) => {
      asked.push(new Request(input).url)
      return Response.json({ payload: [] })
    }
    const visa = new VisitorAnalytics({ intp, env: env as keyof typeof origins, fetch: request })
    expect(visa.dashboardOrigin).toBe(dashboardOrigin)
    expect(await visa.intpc('acme').generateIFrameDashboardUrl('shop')).toMatch(`${dashboardOrigin}?intpc_token=`)
    await visa.packages.list()
    const gateways = {
      production: 'https://api-gateway.visitor-analytics.io',
      stage: 'https://stage-api-gateway.va-endpoint.com',
      dev: 'https://api-gateway.va-endpoint.com',
    }
    expect(asked).toEqual([`${gateways[env as keyof typeof gateways]}/v2/3as/packages`])
  })

  it('are production without env', () => {
    expect(new VisitorAnalytics({ intp }).dashboardOrigin).toBe(origins.production)
  })

  it('can be the partner’s own, with a path and a closing slash', async () => {
    const visa = new VisitorAnalytics({
      intp,
      env: 'stage',
      dashboardUrl: 'https://dashboard.analytics.partner.example/embed/',
    })
    expect(visa.dashboardOrigin).toBe('https://dashboard.analytics.partner.example')
    const url = await visa.intpc('acme').generateIFrameDashboardUrl('shop')
    expect(url).toMatch('https://dashboard.analytics.partner.example/embed?intpc_token=')
  })

  it('may be this machine over http:, and others when that is asked for by name', () => {
    for (const apiUrl of ['http://localhost:4300', 'http://127.0.0.1:4300', 'http://[::1]:4300']) {
      expect(() => new VisitorAnalytics({ intp, apiUrl })).not.toThrow()
    }
    expect(() => new VisitorAnalytics({ intp, apiUrl: 'http://sandbox:4300', allowInsecureHttp: true })).not.toThrow()
  })
})

it('takes the options of code written for the vendor’s SDK', () => {
  for (const logLevel of [LogLevel.INFO, 3, 'info', undefined]) {
    expect(() => new VisitorAnalytics({ intp, env: 'stage', logLevel })).not.toThrow()
  }
})

it.each([
  ['double quotes', `"${intp.id}"`],
  ['single quotes', `'${intp.id}'`],
  ['blanks and a line break', ` ${intp.id}\r\n`],
  ['capitals', intp.id.toUpperCase()],
])('takes an id with %s, and signs with it', async (_, id) => {
  const token = await new VisitorAnalytics({ intp: { id, privateKey } }).auth.generateINTPAccessToken()
  expect(decodeProtectedHeader(token).kid?.toLowerCase()).toBe(intp.id)
})

it('shows neither key nor token when it is printed or made into JSON', async () => {
  const visa = new VisitorAnalytics({ intp })
  const token = await visa.auth.generateINTPAccessToken()
  const handles = [visa, visa.intpc('acme'), visa.website('shop'), visa.package('basic')]
  const shown = handles.map((thing) => inspect(thing, { depth: 20, showHidden: true }) + JSON.stringify(thing)).join()
  expect(shown).not.toContain(token.slice(0, 20))
  expect(shown).not.toContain('PRIVATE KEY')
  expect(shown).not.toContain(privateKey.split('\n')[3])
  expect(shown).not.toContain('acme')
})
