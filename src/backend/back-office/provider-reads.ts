import { AnalyticsError } from '../../contract/error.ts'
import { readMemory } from '../ledger/memories.ts'
import type { PaymentDocument } from '../payments/payments.ts'
import type { Services } from '../settings/services.ts'
import type { Target } from '../payments/target.ts'
import { subjectOfTarget } from './subject-of-target.ts'

/**
 * What the payment provider can be asked beside a payment. For the partner's server only: whoever is answered has to be the
 * customer, which is for a route of the partner's to check.
 *
 * @experimental until a second real provider has been built on it
 */
export interface ProviderReads {
  /** Invoices, receipts and credit notes, the newest first. @throws AnalyticsError `not_found`, or `not_supported`. */
  documents(target: Target): Promise<readonly PaymentDocument[]>
  /**
   * A page of the provider on which the customer changes card and address.
   *
   * @param returnUrl where that page leads back to.
   * @throws AnalyticsError `not_found`, or `not_supported`.
   * @example response.redirect(await handler.payments.portalLink('website:acme-bikes', 'https://app.example.com/plan'))
   */
  portalLink(target: Target, returnUrl: string): Promise<string>
}

export function providerReads(services: Services): ProviderReads {
  const { payments, store } = services.settings
  const about = async (target: Target) => {
    const { customerId } = (await subjectOfTarget(services, target)).subject
    return { asked: { target, customerId }, memory: readMemory(store, { target, customerId }) }
  }
  return {
    async documents(target) {
      const { reads } = payments
      if (!reads?.documents) throw notSupported('lists no documents')
      const { asked, memory } = await about(target)
      return reads.documents(asked, memory)
    },
    async portalLink(target, returnUrl) {
      const { reads } = payments
      if (!reads?.portalLink) throw notSupported('has no page of its own for customers')
      const { asked, memory } = await about(target)
      return reads.portalLink({ ...asked, returnUrl }, memory)
    },
  }

  function notSupported(what: string): AnalyticsError {
    return new AnalyticsError({ code: 'not_supported', message: `${payments.name} ${what}.` })
  }
}
