import { json, type Request as ExpressRequest, type RequestHandler } from 'express'
import session from 'express-session'
import type { Identity } from 'react-3as/server'

declare module 'express-session' {
  interface SessionData {
    companyId: string
  }
}

/** Yours: the sessions that your app has, and a store that outlives a restart. */
export const sessions: RequestHandler = session({
  secret: process.env['SESSION_SECRET'] ?? '',
  resave: false,
  saveUninitialized: false,
  cookie: { sameSite: 'lax', secure: 'auto' },
})

/** Yours: your people and their passwords. Here one person can sign in. */
export const signIn: RequestHandler[] = [
  json(),
  (request, response, next) => {
    const { email, password } = (request.body ?? {}) as { email?: unknown; password?: unknown }
    if (email !== 'ada@acme.test' || password !== 'sandbox') {
      response.sendStatus(401)
      return
    }
    // A new id: one that this browser was given by someone else is not signed in.
    request.session.regenerate((error) => {
      if (error) {
        next(error)
        return
      }
      request.session.companyId = 'acme'
      response.sendStatus(204)
    })
  },
]

/** `incoming` is Express's request, with what your middleware has put on it. */
export function authenticate(_request: Request, { incoming }: { incoming: ExpressRequest }): Identity | null {
  const { companyId } = incoming.session
  return companyId === undefined ? null : { customerId: companyId, role: 'manager' }
}
