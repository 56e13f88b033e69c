import { number, object, string } from 'zod/mini'
import { idSchema } from '../../src/contract/primitives.ts'

// What every embed loads is checked without zod. These say the same with it; a property test holds both to one verdict.

export const dashboardUrlInZod = object({ url: string(), expiresInSeconds: number() })
export const dashboardUrlInputInZod = object({ websiteId: idSchema })
