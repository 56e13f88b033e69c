import { createServer } from 'node:http'
import express, { type NextFunction, type Request, type Response } from 'express'
import { demoIntps, startSandbox } from 'react-3as-sandbox'
import { VisitorAnalytics, createPartnerHandler, invoiced, toNodeHandler } from 'react-3as/server'
import { createServer as createVite } from 'vite'

interface SignedIn extends Request {
  user?: { companyId: string }
}

const port = Number(process.env['PORT'] ?? 5173)
const publicUrl = `http://localhost:${port}`
const sandbox = await startSandbox({ port: 0 }) // the platform in a box, until you have your own key

const analytics = createPartnerHandler({
  threeAs: new VisitorAnalytics({
    intp: demoIntps.website, // yours: { id, privateKey }, from the environment
    apiUrl: sandbox.apiUrl, // yours: leave both out, or name your white-label hosts
    dashboardUrl: sandbox.dashboardUrl,
  }),
  authenticate: (_request, { incoming }: { incoming: SignedIn }) =>
    incoming.user && { customerId: incoming.user.companyId, role: 'manager' },
  payments: invoiced(),
  publicUrl,
})

const app = express()
const server = createServer(app)
const vite = await createVite({ server: { middlewareMode: true, hmr: { server } } })
app.use(session)
app.use(toNodeHandler(analytics))
app.use(express.json()) // for routes of your own
app.use(vite.middlewares)
server.listen(port, 'localhost', () => console.log(`Acme is running: ${publicUrl}`))

/** Yours: express-session, Passport, or whatever knows who is signed in. */
function session(request: SignedIn, _response: Response, next: NextFunction): void {
  request.user = { companyId: 'acme' }
  next()
}
