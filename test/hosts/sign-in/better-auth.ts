import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import type { Identity } from 'react-3as/server'

/** Yours: the configuration that your app has, with its database. */
const auth = betterAuth({
  baseURL: process.env['PUBLIC_URL'] ?? 'http://localhost:5173',
  secret: process.env['SESSION_SECRET'],
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  emailAndPassword: { enabled: true },
})

/** What better-auth answers below /api/auth: whoever signs up at /api/auth/sign-up/email is signed in. */
export const signIn = (request: Request): Promise<Response> => auth.handler(request)

export async function authenticate({ headers }: Request): Promise<Identity | null> {
  const session = await auth.api.getSession({ headers })
  return session && { customerId: companyOf(session.user.email), role: 'manager' }
}

/** Yours: the customer that a person belongs to, as 3AS knows it. */
function companyOf(email: string): string {
  return email.split('@')[1]!.split('.')[0]!
}
