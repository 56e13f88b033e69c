import { createServer } from 'node:http'
import { demoIntps } from 'react-3as-sandbox'
import { VisitorAnalytics, createPartnerHandler, invoiced, toNodeHandler } from 'react-3as/server'

const analytics = createPartnerHandler({
  threeAs: new VisitorAnalytics({
    intp: demoIntps.website, // yours: { id, privateKey }, from the environment
    apiUrl: 'http://127.0.0.1:4300', // yours: leave both out, or name your white-label hosts
    dashboardUrl: 'http://127.0.0.1:4301',
  }),
  authenticate: async (request) => {
    const user = await userOf(request.headers.get('cookie'))
    return user && { customerId: user.companyId, role: 'manager' }
  },
  payments: invoiced(),
  publicUrl: 'http://localhost:5173',
})
const serveAnalytics = toNodeHandler(analytics)

createServer((request, response) => {
  if (request.url?.startsWith('/api/analytics')) serveAnalytics(request, response)
  else response.writeHead(404).end()
}).listen(3000, 'localhost')

/** Yours: whoever the session cookie belongs to, or null. */
async function userOf(_cookie: string | null): Promise<{ companyId: string } | null> {
  return { companyId: 'acme' }
}
