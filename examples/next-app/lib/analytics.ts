import { VisitorAnalytics, createPartnerHandler, invoiced, type PartnerHandler } from 'react-3as/server'

export const publicUrl = process.env.PUBLIC_URL ?? 'http://localhost:3000'

let handler: PartnerHandler | undefined

/** Made with the first request: where `next build` runs there need be no keys. */
export function analytics(request: Request): Promise<Response> {
  handler ??= createPartnerHandler({
    threeAs: new VisitorAnalytics({
      intp: { id: process.env.THREE_AS_INTP_ID ?? '', privateKey: process.env.THREE_AS_PRIVATE_KEY ?? '' },
      apiUrl: process.env.THREE_AS_API_URL, // for the sandbox only
      dashboardUrl: process.env.THREE_AS_DASHBOARD_URL,
    }),
    authenticate: async ({ headers }) => {
      const user = await userOf(headers.get('cookie'))
      return user && { customerId: user.companyId, role: 'manager' }
    },
    payments: invoiced(),
    publicUrl,
  })
  return handler(request)
}

/** Yours: whoever the session cookie belongs to, or null. */
async function userOf(_cookie: string | null): Promise<{ companyId: string } | null> {
  return { companyId: 'acme' }
}
