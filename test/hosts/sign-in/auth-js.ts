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
}

/** What Auth.js answers below /api/auth. */
export const signIn = (request: Request): Promise<Response> => Auth(request, config)

export async function authenticate(request: Request): Promise<Identity | null> {
  const session = new Request(new URL('/api/auth/session', request.url), {
    headers: { cookie: request.headers.get('cookie') ?? '' },
  })
  const found = (await (await signIn(session)).json()) as { user?: { email?: string } } | null
  return found?.user?.email ? { customerId: companyOf(found.user.email), role: 'manager' } : null
}

/** Yours: the customer that a person belongs to, as 3AS knows it. */
function companyOf(email: string): string {
  return email.split('@')[1]!.split('.')[0]!
}
