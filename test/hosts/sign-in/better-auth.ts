import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import type { Identity } from 'react-3as/server'

/** Yours: the configuration that your app has, with its database. */
const auth = betterAuth({
  baseURL: process.env['PUBLIC_URL'] ?? 'http://localhost:5173',
  secret: process.env['SESSION_SECRET'],
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  emailAndPassword: { enabled: true },
  emailVerification: {
    sendOnSignUp: true,
    // Yours: an e-mail.
    sendVerificationEmail: async ({ user, url }) => console.log(`To ${user.email}: open ${url}`),
  },
})

/** Yours: which customer a person belongs to, as 3AS knows it. Look it up: whoever likes can have an address at acme.example. */
const customers = new Map([['ada@acme.test', 'acme']])

/** What better-auth answers below /api/auth: a new account at /api/auth/sign-up/email, for one. */
export const signIn = (request: Request): Promise<Response> => auth.handler(request)

export async function authenticate({ headers }: Request): Promise<Identity | null> {
  const session = await auth.api.getSession({ headers })
  // Until it is verified, the address is only what someone has typed in.
  if (!session?.user.emailVerified) return null
  const customerId = customers.get(session.user.email)
  return customerId === undefined ? null : { customerId, role: 'manager' }
}
