import { SignJWT } from 'jose'
import { createPrivateKey } from 'node:crypto'
import type { DemoIntp } from '../../packages/sandbox/src/core/demo.ts'

export interface Answer {
  status: number
  body: any
  text: string
  headers: Headers
}

export interface TokenOptions {
  kid?: string
  privateKey?: string
  algorithm?: string
  claims?: Record<string, unknown>
  expiresAt?: number
  notBefore?: number
}

const seconds = () => Math.floor(Date.now() / 1000)

/** An INTP's access token, or one that differs from it in what is asked for. */
export async function intpToken(intp: DemoIntp, options: TokenOptions = {}): Promise<string> {
  const { kid = intp.id, privateKey = intp.privateKey, algorithm = 'RS256' } = options
  const token = new SignJWT({ roles: ['intp'], intp_id: intp.id, ...options.claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid })
    .setIssuedAt()
    .setExpirationTime(options.expiresAt ?? seconds() + 600)
  if (options.notBefore !== undefined) token.setNotBefore(options.notBefore)
  return token.sign(createPrivateKey(privateKey))
}

export function intpcToken(intp: DemoIntp, intpCustomerId: string, options: TokenOptions = {}): Promise<string> {
  return intpToken(intp, { ...options, claims: { roles: ['intpc'], intpc_id: intpCustomerId, ...options.claims } })
}

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  let body: unknown
  try {
    body = text === '' ? undefined : JSON.parse(text)
  } catch {
    body = undefined
  }
  return { status: response.status, body, text, headers: response.headers }
}

/** Calls the REST API as an INTP does, without any client of ours in between. */
export function platformClient(apiUrl: string, intp: DemoIntp) {
  let token: Promise<string> | undefined
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    token ??= intpToken(intp)
    return send(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }
}
export type PlatformClient = ReturnType<typeof platformClient>
