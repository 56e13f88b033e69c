import { boolean, enum as oneOf, looseObject, nullish, optional, string, type infer as Infer } from 'zod/mini'
import { billingModeSchema } from '../subscription.ts'

/** The INTP as the platform describes it (`intp.get`). */
export const wireCompanySchema = looseObject({
  id: string(),
  name: string(),
  address: optional(nullish(string())),
  createdAt: optional(nullish(string())),
  billingMode: billingModeSchema,
  subscriptionType: oneOf(['website', 'intpc']),
  websiteOnboarding: optional(nullish(boolean())),
})
export type WireCompany = Infer<typeof wireCompanySchema>

/** A customer of the INTP. */
export const wireCustomerSchema = looseObject({
  id: optional(nullish(string())),
  intpCustomerId: string(),
  visaId: optional(nullish(string())),
  email: optional(nullish(string())),
  intpId: optional(nullish(string())),
  createdAt: optional(nullish(string())),
})
export type WireCustomer = Infer<typeof wireCustomerSchema>
