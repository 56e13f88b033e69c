import type { IncomingMessage, ServerResponse } from 'node:http'
import { demoIntps, type Sandbox } from 'react-3as-sandbox'
import { sandboxPayments } from 'react-3as-sandbox/payments'
import { VisitorAnalytics, createPartnerHandler, invoiced, toNodeHandler } from 'react-3as/server'
import { chargeDemoPlan } from './demo-charge.ts'

interface AcmeOptions {
  sandbox: Sandbox
  partner: keyof typeof demoIntps
  publicUrl: string
}

/** What Acme Shops adds to its backend. In life, the key comes from the environment and the session from the app. */
export function acmeBackend({ sandbox, partner, publicUrl }: AcmeOptions) {
  const analytics = createPartnerHandler({
    threeAs: new VisitorAnalytics({
      intp: demoIntps[partner],
      apiUrl: sandbox.apiUrl,
      dashboardUrl: sandbox.dashboardUrl,
    }),
    authenticate: async (request) => signedIn(request.headers.get('cookie')),
    payments: sandbox.payments
      ? sandboxPayments({ apiUrl: sandbox.payments.apiUrl, merchant: 'Acme Shops' })
      : invoiced(),
    basePath: '/api/analytics',
    publicUrl,
    // As the sandbox does, and the platform today: what it would refuse is not offered.
    platformRules: 'today',
    returnPath: ({ websiteId, changeId }) => `/?${new URLSearchParams({ shop: websiteId, change: changeId })}`,
    // The sandbox's clock can be moved; in life this line is not there.
    now: () => sandbox.platform.now(),
  })
  chargeDemoPlan(sandbox, partner)
  if (sandbox.payments) sandbox.payments.webhooks.url = `${publicUrl}/api/analytics/payments/webhook`
  const serve = toNodeHandler(analytics)
  return {
    serve(request: IncomingMessage, response: ServerResponse) {
      if (request.url === '/api/session' && request.method === 'POST') signIn(request, response)
      else serve(request, response)
    },
    close: () => analytics.close(),
  }
}

/** Acme's whole sign-in: the cookie says whether the owner or a colleague who may only look is here. */
function signedIn(cookie: string | null) {
  return /\bacme-user=colleague\b/.test(cookie ?? '')
    ? { customerId: 'acme', role: 'viewer' as const, viewerId: 'acme-viewer' }
    : { customerId: 'acme', role: 'manager' as const }
}

function signIn(request: IncomingMessage, response: ServerResponse): void {
  const user = request.headers['x-acme-user'] === 'colleague' ? 'colleague' : 'owner'
  response.writeHead(204, { 'set-cookie': `acme-user=${user}; Path=/; SameSite=Lax; HttpOnly` }).end()
}
