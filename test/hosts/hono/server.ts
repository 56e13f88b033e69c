import { serve } from '@hono/node-server'
import { Hono, type Context, type Next } from 'hono'
import { demoIntps } from 'react-3as-sandbox'
import { VisitorAnalytics, createPartnerHandler, invoiced } from 'react-3as/server'

interface User {
  companyId: string
}

const analytics = createPartnerHandler({
  threeAs: new VisitorAnalytics({
    intp: demoIntps.website, // yours: { id, privateKey }, from the environment
    apiUrl: 'http://127.0.0.1:4300', // yours: leave both out, or name your white-label hosts
    dashboardUrl: 'http://127.0.0.1:4301',
  }),
  authenticate: (_request, { user }: { user: User | undefined }) =>
    user && { customerId: user.companyId, role: 'manager' },
  payments: invoiced(),
  publicUrl: 'http://localhost:5173',
})

const app = new Hono<{ Variables: { user: User } }>()
app.use(session)
app.all('/api/analytics/*', (c) => analytics(c.req.raw, { user: c.get('user') }))
serve({ fetch: app.fetch, port: 3000, hostname: 'localhost' })

/** Yours: whatever middleware knows who is signed in. */
async function session(c: Context<{ Variables: { user: User } }>, next: Next): Promise<void> {
  c.set('user', { companyId: 'acme' })
  await next()
}
