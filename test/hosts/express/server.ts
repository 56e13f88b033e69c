import express, { type NextFunction, type Request, type Response } from 'express'
import { demoIntps } from 'react-3as-sandbox'
import { VisitorAnalytics, createPartnerHandler, invoiced, toNodeHandler } from 'react-3as/server'

interface SignedIn extends Request {
  user?: { companyId: string }
}

const analytics = createPartnerHandler({
  threeAs: new VisitorAnalytics({
    intp: demoIntps.website, // yours: { id, privateKey }, from the environment
    apiUrl: 'http://127.0.0.1:4300', // yours: leave both out, or name your white-label hosts
    dashboardUrl: 'http://127.0.0.1:4301',
  }),
  // `incoming` is Express's request, with what your middleware has put on it.
  authenticate: (_request, { incoming }: { incoming: SignedIn }) =>
    incoming.user && { customerId: incoming.user.companyId, role: 'manager' },
  payments: invoiced(),
  publicUrl: 'http://localhost:5173',
})

const app = express()
app.use(session)
app.use(toNodeHandler(analytics)) // in front of express.json(): webhooks are signed over their raw bytes
app.use(express.json())
app.listen(3000, 'localhost')

/** Yours: express-session, Passport, or whatever knows who is signed in. */
function session(request: SignedIn, _response: Response, next: NextFunction): void {
  request.user = { companyId: 'acme' }
  next()
}
