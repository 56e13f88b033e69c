import { errors, jwtVerify } from 'jose'
import type { Identity } from 'react-3as/server'

/**
 * The page sends the token along: `createHttpAdapter({ baseUrl, headers: () => ({ authorization: `Bearer ${token}` }) })`.
 */
export async function authenticate(request: Request): Promise<Identity | null> {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined) return null
  try {
    const { payload } = await jwtVerify(token, key(), {
      issuer: 'https://sign-in.acme.test',
      audience: 'acme',
      requiredClaims: ['exp'], // without one a token would be good for ever
    })
    return typeof payload['company'] === 'string' ? { customerId: payload['company'], role: 'manager' } : null
  } catch (error) {
    // Expired, or not from the one who signs people in.
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** Yours: the key of whoever signs your tokens. A provider's public keys: `createRemoteJWKSet(new URL('https://…'))`. */
function key(): Uint8Array {
  const secret = process.env['SESSION_SECRET']
  if (!secret) throw new Error('SESSION_SECRET is not set.')
  return new TextEncoder().encode(secret)
}
