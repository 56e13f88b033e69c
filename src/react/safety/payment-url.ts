import { AnalyticsError } from '../../contract/error.ts'
import { allowedUrl } from './allowed-url.ts'
import { noteOddOrigins } from './origins.ts'

/** Where a payment may lead to unless the partner names other origins: Stripe's pages. The page's own origin always may. */
export const defaultPaymentOrigins: readonly string[] = ['https://checkout.stripe.com', 'https://invoice.stripe.com']

/** The address of a payment page, when its scheme and host are allowed. Throws `url_not_allowed`, without the address. */
export function allowedPaymentUrl(
  url: string,
  origins: readonly string[],
  page: Pick<Location, 'origin' | 'hostname'>,
) {
  if (process.env.NODE_ENV !== 'production') noteOddOrigins('paymentOrigins', origins)
  try {
    return allowedUrl(url, [...origins, page.origin], page.hostname).href
  } catch {
    throw new AnalyticsError({
      code: 'url_not_allowed',
      message: 'The payment page has an origin that is not allowed.',
      hint: 'Name the origins of your payment pages in paymentOrigins.',
    })
  }
}

/** Whether an address may be linked to as a payment page. */
export function isAllowedPaymentUrl(url: string, origins: readonly string[] = defaultPaymentOrigins): boolean {
  try {
    return allowedPaymentUrl(url, origins, location) !== ''
  } catch {
    return false
  }
}
