import { AnalyticsError } from '../../contract/error.ts'
import { requestHeader } from '../../contract/request-header.ts'
import { isRead } from './methods.ts'
import type { PlainAnswer } from './plain-answer.ts'

/**
 * Keeps pages of other sites from acting for whoever is signed in. A change needs JSON and the kit's header, which no
 * other site can send without being allowed to, and an origin that is allowed. A request without an origin comes from no
 * page: every browser names one when it posts.
 *
 * @throws AnalyticsError `cross_site`
 */
export function assertSameSite(request: Request, origins: ReadonlySet<string> | null): void {
  const { method, headers } = request
  if (!isRead(method)) {
    if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? ''))
      throw crossSite('Send JSON as application/json.')
    if (!headers.get(requestHeader.name)) {
      throw crossSite(`Send the header ${requestHeader.name}: ${requestHeader.value}, as createHttpAdapter does.`)
    }
  }
  const origin = headers.get('origin')
  if (origin === null && headers.get('sec-fetch-site') !== 'cross-site') return
  if (origin !== null && isAllowed(request, origin, origins)) return
  const known = originOf(request)
  throw crossSite(
    known === null
      ? 'Name the origin of the page in publicUrl or allowedOrigins.'
      : `The page is on ${known}. Open it where publicUrl says, or name its origin in publicUrl or allowedOrigins of createPartnerHandler.`,
  )
}

function isAllowed({ headers, url }: Request, origin: string, origins: ReadonlySet<string> | null): boolean {
  if (origins) return origins.has(origin)
  // Not told which: a page of the host that was called. The scheme may differ behind a proxy that ends TLS.
  if (!URL.canParse(origin)) return false
  return headers.get('sec-fetch-site') === 'same-origin' || new URL(origin).host === new URL(url).host
}

function crossSite(hint: string): AnalyticsError {
  return new AnalyticsError({ code: 'cross_site', message: 'This request may come from another site.', hint })
}

/** What lets a page of another allowed origin read the answers; nothing for any other. */
export function corsHeaders(request: Request, origins: ReadonlySet<string> | null): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || !origins?.has(origin)) return {}
  return { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'Origin' }
}

/** Where the page is that sent the request; `null` when it names no origin that could be allowed. */
export function originOf({ headers }: Request): string | null {
  const origin = headers.get('origin') ?? ''
  return URL.canParse(origin) ? new URL(origin).origin : null
}

/** Which methods a path takes, and to a browser that asks beforehand, whether a page of another origin may call. */
export function answerOptions(request: Request, origins: ReadonlySet<string> | null, allow: string): PlainAnswer {
  if (request.headers.get('origin') === null) return { status: 204, headers: { allow }, body: null }
  const allowed = corsHeaders(request, origins)
  if (!('vary' in allowed)) return { status: 403, headers: {}, body: null }
  const asked = request.headers.get('access-control-request-headers')
  return {
    status: 204,
    body: null,
    headers: {
      ...allowed,
      allow,
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': '600',
      ...(asked && { 'access-control-allow-headers': asked }),
    },
  }
}
