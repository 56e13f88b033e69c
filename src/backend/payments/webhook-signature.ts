/** How far the signature's time may lie from ours, in seconds: a copy that somebody kept is of no use later. */
const toleranceSeconds = 300

/**
 * Whether the raw body carries a signature `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>` made with the secret,
 * and lately. Compared by the HMAC's own check, whose time tells nothing.
 */
export async function isSignedBy(
  secret: string,
  header: string | null,
  body: Uint8Array,
  nowSeconds: number = Date.now() / 1000,
): Promise<boolean> {
  const parts = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '')
  if (!parts) return false
  const [, seconds = '', hex = ''] = parts
  if (Math.abs(nowSeconds - Number(seconds)) > toleranceSeconds) return false
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hmac, false, ['verify'])
  const signed = new Uint8Array([...new TextEncoder().encode(`${seconds}.`), ...body])
  return crypto.subtle.verify('HMAC', key, bytesOf(hex), signed)
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  )
}
