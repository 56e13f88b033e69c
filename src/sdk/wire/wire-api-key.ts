import {
  catch as fallback,
  extend,
  looseObject,
  minLength,
  nullable,
  optional,
  string,
  type infer as Infer,
} from 'zod/mini'
import { idSchema } from '../../contract/primitives.ts'
import { documentedText, type Documented } from './wire-answer.ts'

/** An API key of a website, as the platform lists it: without the secret. */
export const wireApiKeySchema = looseObject({
  id: idSchema,
  name: documentedText,
  comment: fallback(nullable(string()), null),
  createdAt: documentedText,
  /** Far away where none was asked for. */
  expiresAt: fallback(optional(string()), undefined),
  intpWebsiteId: documentedText,
  intpCustomerId: documentedText,
})
export interface WireApiKey extends Documented<Infer<typeof wireApiKeySchema>> {}

/** A key that was just made. `apiKey` is shown this once. */
export const wireCreatedApiKeySchema = extend(wireApiKeySchema, { apiKey: string().check(minLength(1)) })
export interface WireCreatedApiKey extends Documented<Infer<typeof wireCreatedApiKeySchema>> {}
