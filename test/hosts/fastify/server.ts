import fastify, { type FastifyRequest } from 'fastify'
import { demoIntps } from 'react-3as-sandbox'
import { VisitorAnalytics, createPartnerHandler, invoiced, toNodeHandler } from 'react-3as/server'

interface User {
  companyId: string
}

const analytics = createPartnerHandler({
  threeAs: new VisitorAnalytics({
    intp: demoIntps.website, // yours: { id, privateKey }, from the environment
    apiUrl: 'http://127.0.0.1:4300', // yours: leave both out, or name your white-label hosts
    dashboardUrl: 'http://127.0.0.1:4301',
  }),
  authenticate: (_request, { incoming }: { incoming: { user: User | null } }) =>
    incoming.user && { customerId: incoming.user.companyId, role: 'manager' },
  payments: invoiced(),
  publicUrl: 'http://localhost:5173',
})
const serveAnalytics = toNodeHandler(analytics)

const app = fastify()
await app.register(async (scope) => {
  // Leaves the body unread: the handler has limits of its own, and webhooks are signed over their raw bytes.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _body, done) => done(null))
  scope.all('/api/analytics/*', (request, reply) => {
    reply.hijack()
    serveAnalytics(Object.assign(request.raw, { user: userOf(request) }), reply.raw)
  })
})
await app.listen({ port: 3000, host: 'localhost' })

/** Yours: @fastify/session, @fastify/jwt, or whatever knows who is signed in. */
function userOf(_request: FastifyRequest): User | null {
  return { companyId: 'acme' }
}
