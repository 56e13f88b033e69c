import { isLoopback } from '../../contract/dashboard-url.ts'
import { AnalyticsError } from '../../contract/error.ts'
import { isAmongOrigins, originOf } from './origins.ts'

/**
 * A signed URL, when it may be framed: `https:` on one of the allowed origins, or on loopback while the page itself is on
 * loopback, there over `http:` too. Throws `url_not_allowed`, which names the origin and never the URL.
 */
export function allowedUrl(signed: string, allowedOrigins: readonly string[], pageHostname: string): URL {
  // Not a URL at all is not allowed either; a page has no better name for it than its scheme.
  const url = new URL(originOf(signed) === null ? 'invalid:' : signed)
  const { protocol, hostname, origin } = url
  if (protocol === 'https:' && isAmongOrigins(origin, allowedOrigins)) return url
  if (/^https?:$/.test(protocol) && isLoopback(hostname) && isLoopback(pageHostname)) return url
  const name = origin === 'null' ? protocol : origin
  throw new AnalyticsError({
    code: 'url_not_allowed',
    message: `The signed URL leads to ${name}, which may not be framed.`,
    hint: `If it is the dashboard, add '${name}' to allowedOrigins of AnalyticsProvider; it must be https.`,
  })
}
