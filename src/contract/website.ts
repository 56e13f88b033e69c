import { array, enum as oneOf, nullable, object, string, type infer as Infer } from 'zod/mini'
import { idSchema } from './primitives.ts'

/** What a person may do with a website: `manager` changes plans, `viewer` looks. */
export const roleSchema = oneOf(['manager', 'viewer'])
export type Role = Infer<typeof roleSchema>

export const websiteStatusSchema = oneOf(['active', 'ending', 'ended'])

/** A website as a list shows it. */
export const websiteSummarySchema = object({
  websiteId: idSchema,
  domain: string(),
  status: websiteStatusSchema,
  planName: nullable(string()),
  role: roleSchema,
})
export interface WebsiteSummary extends Infer<typeof websiteSummarySchema> {}

export const websiteListSchema = object({ websites: array(websiteSummarySchema) })
