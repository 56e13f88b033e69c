import { VisitorAnalytics, createPartnerHandler, invoiced, type PartnerHandler } from 'react-3as/server'

/** Secrets and variables of the Worker. */
interface Env {
  THREE_AS_INTP_ID: string
  THREE_AS_PRIVATE_KEY: string
  THREE_AS_API_URL?: string // for the sandbox only
  THREE_AS_DASHBOARD_URL?: string
}

/** Made with the first request, since bindings come with it, and kept for as long as the isolate lives. */
let analytics: PartnerHandler | undefined

function analyticsOf(env: Env): PartnerHandler {
  analytics ??= createPartnerHandler({
    threeAs: new VisitorAnalytics({
      intp: { id: env.THREE_AS_INTP_ID, privateKey: env.THREE_AS_PRIVATE_KEY },
      apiUrl: env.THREE_AS_API_URL,
      dashboardUrl: env.THREE_AS_DASHBOARD_URL,
    }),
    authenticate: async (request) => {
      const user = await userOf(request, env)
      return user && { customerId: user.companyId, role: 'manager' }
    },
    payments: invoiced(),
    publicUrl: 'http://localhost:5173',
    background: false, // nothing runs between requests: the cron trigger below calls recover()
  })
  return analytics
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/analytics/')) return analyticsOf(env)(request)
    return new Response('Not found', { status: 404 })
  },
  async scheduled(_event: unknown, env: Env): Promise<void> {
    await analyticsOf(env).recover()
  },
}

/** Yours: whoever the session of the request belongs to, or null. */
async function userOf(_request: Request, _env: Env): Promise<{ companyId: string } | null> {
  return { companyId: 'acme' }
}
