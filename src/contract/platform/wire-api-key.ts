import { extend, looseObject, minLength, nullish, optional, string, type infer as Infer } from 'zod/mini'
import { idSchema } from '../primitives.ts'

/** An API key of a website, as the platform lists it: without the secret. */
export const wireApiKeySchema = looseObject({
  id: idSchema,
  name: string(),
  comment: optional(nullish(string())),
  createdAt: optional(nullish(string())),
  /** Absent where the key never expires. */
  expiresAt: optional(nullish(string())),
  intpWebsiteId: optional(nullish(string())),
  intpCustomerId: optional(nullish(string())),
})
export type WireApiKey = Infer<typeof wireApiKeySchema>

/** A key that was just made. `apiKey` is shown this once. */
export const wireCreatedApiKeySchema = extend(wireApiKeySchema, { apiKey: string().check(minLength(1)) })
export type WireCreatedApiKey = Infer<typeof wireCreatedApiKeySchema>
