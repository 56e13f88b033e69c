import { errors, importSPKI, jwtVerify, type CryptoKey, type JWTVerifyGetKey } from 'jose'
import * as z from 'zod'
import type { Reader } from './platform/records.ts'
import type { Intp } from './platform/state.ts'

/** The token is not accepted. The REST API never says why; the dashboard tells an expired session from a broken link. */
export class InvalidToken extends Error {
  readonly isExpired: boolean

  constructor(reason: string, isExpired = false) {
    super(reason)
    this.name = 'InvalidToken'
    this.isExpired = isExpired
  }
}

const intpClaims = z.object({ roles: z.array(z.string()), intp_id: z.string(), exp: z.number(), iat: z.number() })
const intpcClaims = intpClaims.extend({ intpc_id: z.string().min(1) })

const keys = new Map<string, Promise<CryptoKey>>()

/** Checks an INTP's access token: signature, `kid`, role, expiry, not-before. Tokens live in real time. */
export async function verifyIntpToken(token: string, reader: Reader): Promise<Intp> {
  const { intp, payload } = await verify(token, reader)
  const claims = intpClaims.safeParse(payload)
  if (!claims.success || !claims.data.roles.includes('intp')) throw new InvalidToken('not an INTP token')
  if (claims.data.intp_id !== intp.id) throw new InvalidToken('intp_id is not the kid')
  return intp
}

/** Checks a dashboard's token, which names the customer who looks. */
export async function verifyIntpcToken(token: string, reader: Reader): Promise<{ intp: Intp; intpCustomerId: string }> {
  const { intp, payload } = await verify(token, reader)
  const claims = intpcClaims.safeParse(payload)
  if (!claims.success || !claims.data.roles.includes('intpc')) throw new InvalidToken('not an INTPc token')
  if (claims.data.intp_id !== intp.id) throw new InvalidToken('intp_id is not the kid')
  return { intp, intpCustomerId: claims.data.intpc_id }
}

/** The public key of a PEM, or an error that says what is wrong with it. */
export async function importPublicKey(pem: string): Promise<CryptoKey> {
  return importSPKI(pem, 'RS256')
}

async function verify(token: string, reader: Reader) {
  const intps: Intp[] = []
  const keyOfKid: JWTVerifyGetKey = async ({ kid }) => {
    const intp = kid === undefined ? undefined : reader.get('intp', kid)
    if (!intp) throw new InvalidToken('unknown kid')
    intps.push(intp)
    return cachedKey(intp.publicKey)
  }
  try {
    const { payload } = await jwtVerify(token, keyOfKid, { algorithms: ['RS256'], requiredClaims: ['exp', 'iat'] })
    return { intp: intps[0]!, payload }
  } catch (cause) {
    if (cause instanceof InvalidToken) throw cause
    throw new InvalidToken(cause instanceof Error ? cause.message : 'unreadable', cause instanceof errors.JWTExpired)
  }
}

function cachedKey(pem: string): Promise<CryptoKey> {
  const cached = keys.get(pem) ?? importPublicKey(pem)
  keys.set(pem, cached)
  return cached
}
