import { SignJWT } from 'jose/jwt/sign'
import type { PrivateKey } from './private-key.ts'

/** A signed token and what is left of its life. */
export interface SignedToken {
  token: string
  /** Seconds for which the platform accepts it, also when its clock is ahead by the skew. At least 1. */
  expiresInSeconds: number
}

export interface TokenIssuer {
  /** For the REST API. One token serves all calls until a quarter of its life is left. */
  forApi(lifeSeconds?: number): Promise<SignedToken>
  /** For one customer's dashboard. Handed out again only while three quarters of its life are left. */
  forCustomer(customerId: string, lifeSeconds?: number): Promise<SignedToken>
}

export interface TokenSettings {
  intpId: string
  key: Pick<PrivateKey, 'forSigning'>
  /** Default life of API tokens. */
  apiLifeSeconds: number
  /** Default life of dashboard tokens. */
  customerLifeSeconds: number
  clockSkewSeconds: number
  /** Milliseconds since 1970. */
  now: () => number
}

/** As many customers' tokens as are kept; the longest unused goes first. */
const keptTokens = 2000

interface Kept {
  token: Promise<string>
  /** Both in seconds since 1970. */
  reuseUntil: number
  expiresAt: number
}

/**
 * Signs the platform's tokens (`docs/reference/platform.md`, "Tokens") with jose on Web Crypto, and keeps each until it is
 * time for a new one, well before it dies: a call never leaves with a token that expires on the way.
 */
export function createTokenIssuer(settings: TokenSettings): TokenIssuer {
  const kept = new Map<string, Kept>()

  async function issue(
    claims: Record<string, unknown>,
    lifeSeconds: number,
    reusableShare: number,
  ): Promise<SignedToken> {
    const now = settings.now() / 1000
    const skew = Math.min(settings.clockSkewSeconds, Math.floor(lifeSeconds / 4))
    const key = JSON.stringify([claims, lifeSeconds])
    const found = kept.get(key)
    kept.delete(key)
    // A clock that was set back makes what is kept too young to trust.
    const isUsable = found && now <= found.reuseUntil && found.expiresAt - now <= lifeSeconds
    const entry = isUsable ? found : sign(claims, Math.floor(now), lifeSeconds, skew, reusableShare)
    kept.set(key, entry)
    if (kept.size > keptTokens) kept.delete(kept.keys().next().value ?? key)
    try {
      const token = await entry.token
      return { token, expiresInSeconds: Math.max(1, Math.floor(entry.expiresAt - now) - skew) }
    } catch (error) {
      if (kept.get(key) === entry) kept.delete(key)
      throw error
    }
  }

  function sign(claims: Record<string, unknown>, now: number, life: number, skew: number, reusableShare: number): Kept {
    const expiresAt = now + life
    const signing = settings.key.forSigning().then((key) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: settings.intpId })
        .setIssuedAt(now - skew)
        .setExpirationTime(expiresAt)
        .sign(key),
    )
    return { token: signing, expiresAt, reuseUntil: now + life * reusableShare }
  }

  const intp = { intp_id: settings.intpId }
  return {
    forApi: (life = settings.apiLifeSeconds) => issue({ roles: ['intp'], ...intp }, life, 0.75),
    forCustomer: (customerId, life = settings.customerLifeSeconds) =>
      issue({ roles: ['intpc'], ...intp, intpc_id: customerId }, life, 0.25),
  }
}
