import { randomText } from '../random-text.ts'
import { sha256 } from '../sha256.ts'
import { addMonths } from './periods.ts'
import { invalid, notFound } from './platform-error.ts'
import type { Reader } from './records.ts'
import type { ApiKey, Intp } from './state.ts'
import { websiteOf, type Transaction } from './transaction.ts'

/** Every key has an expiry; one that was asked for without has it far away. */
const YEARS_WITHOUT_EXPIRY = 100

/** Makes a key. The secret is in the answer and nowhere else: only its hash is kept. */
export function createApiKey(
  tx: Transaction,
  intp: Intp,
  intpWebsiteId: string,
  input: { name: string; comment?: string | null | undefined; expiresAt?: string | null | undefined },
): { key: ApiKey; secret: string } {
  const website = websiteOf(tx, intp, intpWebsiteId)
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : addMonths(tx.now, 12 * YEARS_WITHOUT_EXPIRY)
  if (expiresAt <= tx.now) throw invalid('expiresAt must be in the future')
  const secret = `twpl-${randomText(24)}`
  const key: ApiKey = {
    id: crypto.randomUUID(),
    hash: sha256(secret),
    intpId: intp.id,
    intpWebsiteId,
    intpCustomerId: website.intpCustomerId,
    name: input.name,
    comment: input.comment ?? null,
    createdAt: tx.now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
  tx.write('apiKey', key.hash, key)
  tx.effect({ kind: 'api_key.created', intpId: intp.id, intpWebsiteId, details: { keyId: key.id } })
  return { key, secret }
}

export function listApiKeys(reader: Reader, intp: Intp, intpWebsiteId: string): ApiKey[] {
  const website = websiteOf(reader, intp, intpWebsiteId)
  return reader.values('apiKey').filter((key) => key.intpId === intp.id && key.intpWebsiteId === website.intpWebsiteId)
}

export function deleteApiKey(tx: Transaction, intp: Intp, intpWebsiteId: string, keyId: string): void {
  const key = listApiKeys(tx, intp, intpWebsiteId).find(({ id }) => id === keyId)
  if (!key) throw notFound('API key')
  tx.write('apiKey', key.hash, undefined)
  tx.effect({ kind: 'api_key.deleted', intpId: intp.id, intpWebsiteId, details: { keyId } })
}

/** The key that a secret belongs to, unless it is unknown or has expired (business time). */
export function findApiKey(reader: Reader, secret: string, now: Date): ApiKey | undefined {
  const key = reader.get('apiKey', sha256(secret))
  return key && (key.expiresAt === null || new Date(key.expiresAt) > now) ? key : undefined
}
