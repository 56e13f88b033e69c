import type { Request as ExpressRequest, RequestHandler } from 'express'
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

/** Yours: a password, before anybody is signed in. */
export const signIn: RequestHandler = (request, response) => {
  request.session.companyId = 'acme'
  response.sendStatus(204)
}

/** `incoming` is Express's request, with what your middleware has put on it. */
export function authenticate(_request: Request, { incoming }: { incoming: ExpressRequest }): Identity | null {
  const { companyId } = incoming.session
  return companyId === undefined ? null : { customerId: companyId, role: 'manager' }
}
