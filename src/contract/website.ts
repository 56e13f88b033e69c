import { array, enum as oneOf, nullable, object, string, type infer as Infer } from 'zod/mini'
import { idSchema } from './primitives.ts'
import { rightSchema } from './right.ts'

export const websiteStatusSchema = oneOf(['active', 'ending', 'ended'])

/** A website as a list shows it. */
export const websiteSummarySchema = object({
  websiteId: idSchema,
  domain: string(),
  status: websiteStatusSchema,
  planName: nullable(string()),
  /** What whoever asks may do with it. */
  may: array(rightSchema),
})
export interface WebsiteSummary extends Infer<typeof websiteSummarySchema> {}

export const websiteListSchema = object({ websites: array(websiteSummarySchema) })
