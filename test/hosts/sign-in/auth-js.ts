import { Auth, type AuthConfig } from '@auth/core'
import Credentials from '@auth/core/providers/credentials'
import type { Identity } from 'react-3as/server'

/** Yours: the configuration that your app has. Here one person can sign in, at /api/auth/signin. */
const config: AuthConfig = {
  basePath: '/api/auth',
  secret: process.env['SESSION_SECRET'],
  trustHost: true,
  providers: [
    Credentials({
      credentials: { email: {}, password: { type: 'password' } },
      authorize: ({ email, password }) =>
        email === 'ada@acme.test' && password === 'sandbox' ? { id: 'ada', email, name: 'Ada' } : null,
    }),
  ],
  callbacks: {
    // An account at another provider counts only with an address that the provider has verified.
    signIn: ({ profile }) => profile === undefined || profile.email_verified === true,
  },
}

/** Yours: which customer a person belongs to, as 3AS knows it. Look it up: whoever likes can have an address at acme.example. */
const customers = new Map([['ada@acme.test', 'acme']])

/** What Auth.js answers below /api/auth. */
export const signIn = (request: Request): Promise<Response> => Auth(request, config)

export async function authenticate(request: Request): Promise<Identity | null> {
  const session = new Request(new URL('/api/auth/session', request.url), {
    headers: { cookie: request.headers.get('cookie') ?? '' },
  })
  const found = (await (await signIn(session)).json()) as { user?: { email?: string } } | null
  const customerId = customers.get(found?.user?.email ?? '')
  return customerId === undefined ? null : { customerId, role: 'manager' }
}
