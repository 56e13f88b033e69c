import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalyticsError } from '../../src/contract/error.ts'
import { allowedUrl } from '../../src/react/safety/allowed-url.ts'

const origins = ['https://app-3as.visitor-analytics.io', 'https://stats.example.com']
const token = 'eyJhbGciOiJSUzI1NiJ9.secret'

function refusal(url: string, page: string): AnalyticsError {
  try {
    allowedUrl(url, origins, page)
  } catch (error) {
    return error as AnalyticsError
  }
  throw new Error(`${url} was allowed on ${page}`)
}

describe('a signed URL may be framed', () => {
  it.each([
    ['https://stats.example.com?intpc_token=a&externalWebsiteId=b', 'app.example.com'],
    ['https://app-3as.visitor-analytics.io/?x', 'localhost'],
    ['http://127.0.0.1:4301?x', 'localhost'],
    ['http://localhost:4301/', '127.0.0.1'],
    ['http://stats.localhost:1/', '[::1]'],
    ['https://[::1]:8443/', 'app.localhost'],
  ])('%s on a page of %s', (url, page) => {
    expect(allowedUrl(url, origins, page).href).toBe(new URL(url).href)
  })
})

describe('an allowed origin', () => {
  it.each(['https://Stats.Example.com', 'https://stats.example.com/', 'https://stats.example.com:443'])(
    'may be written as %s',
    (written) => {
      expect(allowedUrl('https://stats.example.com/?x', [written], 'app.example.com').host).toBe('stats.example.com')
    },
  )
})

describe('a signed URL may not be framed', () => {
  it.each([
    ['https://evil.test/?x', 'app.example.com'],
    ['https://stats.example.com.evil.test/', 'app.example.com'],
    ['https://stats.example.com:8443/', 'app.example.com'],
    ['https://stats.example.com@evil.test/', 'app.example.com'],
    ['http://stats.example.com/', 'app.example.com'],
    ['http://stats.example.com/', 'localhost'],
    ['http://127.0.0.1:4301/', 'app.example.com'],
    ['https://localhost:4301/', 'app.example.com'],
    ['http://127.0.0.1.evil.test/', 'localhost'],
    ['http://localhost.evil.test/', 'localhost'],
    ['javascript:alert(1)', 'localhost'],
    ['data:text/html,<script>alert(1)</script>', 'localhost'],
    ['blob:https://stats.example.com/0', 'app.example.com'],
    ['about:blank', 'localhost'],
    ['//stats.example.com/', 'app.example.com'],
    ['/dashboard', 'localhost'],
    ['', 'localhost'],
  ])('%s on a page of %s', (url, page) => {
    expect(refusal(url, page).code).toBe('url_not_allowed')
  })

  it('and the error names the origin, never the URL, and where to name it', () => {
    const error = refusal(`https://white-label.example/overview?intpc_token=${token}`, 'app.example.com')
    expect(error.message).toContain('https://white-label.example')
    expect(error.hint).toContain('allowedOrigins')
    expect([error.message, error.hint, error.stack, String(error.cause)].join()).not.toMatch(
      /secret|overview|intpc_token/,
    )
  })

  it('whatever it is, unless its scheme and origin are right', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withQueryParameters: true }),
          fc.string(),
          fc.webUrl().map((url) => url.replace(/^\w+/, 'ftp')),
        ),
        (url) => {
          const error = refusal(url, 'app.example.com')
          expect(error.code).toBe('url_not_allowed')
        },
      ),
    )
  })
})
