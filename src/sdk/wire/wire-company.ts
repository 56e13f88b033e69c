import { boolean, catch as fallback, looseObject, type infer as Infer } from 'zod/mini'
import { idSchema } from '../../contract/primitives.ts'
import { documentedText, type Documented } from './wire-answer.ts'

/**
 * The INTP as the platform describes it (`intp.get`). Its modes are texts: the platform calls them subject to change, and
 * who acts by them has to look for those it knows.
 */
export const wireCompanySchema = looseObject({
  id: idSchema,
  name: documentedText,
  address: documentedText,
  createdAt: documentedText,
  /** `company_managed` or `platform_managed`. */
  billingMode: documentedText,
  /** `website` or `intpc`. */
  subscriptionType: documentedText,
  websiteOnboarding: fallback(boolean(), false),
})
export interface WireCompany extends Documented<Infer<typeof wireCompanySchema>> {}

/** A customer of the INTP. */
export const wireCustomerSchema = looseObject({
  id: documentedText,
  intpCustomerId: idSchema,
  visaId: documentedText,
  email: documentedText,
  intpId: documentedText,
  createdAt: documentedText,
})
export interface WireCustomer extends Documented<Infer<typeof wireCustomerSchema>> {}
