import { idSchema, orNewer, type SchemaOf } from './primitives.ts'
import { rightSchema } from './right.ts'
import { array, oneOf, nullable, object, string, type Infer } from './zod-schemas.ts'

export const websiteStatusSchema = oneOf(['active', 'ending', 'ended'])

/** A website as a list shows it. */
const summary = object({
  websiteId: idSchema,
  domain: string(),
  status: orNewer(websiteStatusSchema),
  planName: nullable(string()),
  /** What whoever asks may do with it. */
  may: array(orNewer(rightSchema)),
})
export interface WebsiteSummary extends Infer<typeof summary> {}
export const websiteSummarySchema: SchemaOf<WebsiteSummary> = summary

export const websiteListSchema = object({ websites: array(websiteSummarySchema) })
