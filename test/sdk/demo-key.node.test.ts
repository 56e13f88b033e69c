import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import type { VisitorAnalyticsOptions } from '../../src/sdk/settings.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from './keys.ts'

const { website } = demoIntps
const here = { apiUrl: 'http://127.0.0.1:4300', dashboardUrl: 'http://localhost:4301' }
const pkcs8 = createPrivateKey(website.privateKey).export({ type: 'pkcs8', format: 'pem' }) as string

describe('the demo key', () => {
  it.each([
    ['without a word on hosts', {}],
    ['with the hosts of production', { env: 'production' }],
    ['with a REST API elsewhere', { ...here, apiUrl: 'https://api.example.com' }],
    ['with a dashboard elsewhere', { ...here, dashboardUrl: 'https://stats.example.com' }],
    ['with the dashboard of production, because it was left out', { apiUrl: here.apiUrl }],
    ['with a data API elsewhere', { ...here, dataUrl: 'https://data.example.com/api' }],
    ['with a host that only begins like this machine', { ...here, apiUrl: 'https://127.0.0.1.example.com' }],
  ] satisfies [string, Partial<VisitorAnalyticsOptions>][])('is refused %s', (_where, options) => {
    for (const intp of [...Object.values(demoIntps), { ...website, privateKey: pkcs8 }]) {
      expect(() => new VisitorAnalytics({ intp, ...options })).toThrow(
        expect.objectContaining({
          option: 'intp.privateKey',
          problem: 'demo_key',
          hint: expect.stringMatching(/allowDemo/),
        }),
      )
    }
  })

  it.each([
    'http://localhost:1',
    'http://sandbox.localhost',
    'http://127.8.9.1:1',
    'http://[::1]:1',
    'https://localhost',
  ])('is taken on this machine, at %s', (url) => {
    const visa = new VisitorAnalytics({ intp: website, apiUrl: url, dashboardUrl: url, dataUrl: `${url}/api` })
    expect(visa.usesDemoKey).toBe(true)
  })

  it('is taken elsewhere by name', () => {
    const options = { intp: website, apiUrl: 'https://sandbox.example.com', allowDemo: true }
    expect(new VisitorAnalytics(options).usesDemoKey).toBe(true)
  })
})

it('a key of one’s own is taken everywhere', () => {
  expect(new VisitorAnalytics({ intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey } }).usesDemoKey).toBe(
    false,
  )
})
