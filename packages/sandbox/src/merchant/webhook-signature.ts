/** How far the signature's time may lie from ours: a stolen copy is of no use later. */
const toleranceMs = 300_000

/** What a `t=<seconds>,v1=<hex>` header states. Nothing is proven by it yet. */
export interface StatedSignature {
  /** As the header has it: the digest was made over these very digits. */
  seconds: string
  hex: string
}

/** The header, when it is whole and of our time; otherwise the body behind it need not be read. */
export function readSignature(header: string | null, nowMs: number): StatedSignature | null {
  const [, seconds, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (seconds === undefined || hex === undefined) return null
  return Math.abs(nowMs - Number(seconds) * 1_000) > toleranceMs ? null : { seconds, hex }
}

/** Whether the raw body was signed with the secret: HMAC-SHA256 of `<seconds>.<body>`. */
export type SignatureCheck = (stated: StatedSignature, body: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>

/** Imports the secret once. Digests are compared in a time that says nothing about them. */
export function signatureCheck(secret: string): SignatureCheck {
  const node = (globalThis.process as typeof process | undefined)?.getBuiltinModule?.('node:crypto')
  return node ? checkOnNode(secret, node) : checkWithWebCrypto(secret)
}

/** Prefix and body go into the digest one after the other, so that the body is never copied. */
function checkOnNode(secret: string, crypto: typeof import('node:crypto')): SignatureCheck {
  const key = crypto.createSecretKey(secret, 'utf8')
  return ({ seconds, hex }, body) => {
    const digest = crypto.createHmac('sha256', key).update(`${seconds}.`).update(body).digest()
    return crypto.timingSafeEqual(digest, bytesOf(hex))
  }
}

/** Web Crypto takes a message in one piece only. */
function checkWithWebCrypto(secret: string): SignatureCheck {
  let imported: Promise<CryptoKey> | undefined
  return async ({ seconds, hex }, body) => {
    imported ??= crypto.subtle.importKey('raw', encoded(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
    const prefix = encoded(`${seconds}.`)
    const signed = new Uint8Array(prefix.byteLength + body.byteLength)
    signed.set(prefix)
    signed.set(body, prefix.byteLength)
    return crypto.subtle.verify('HMAC', await imported, bytesOf(hex), signed)
  }
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  )
}
