import { AnalyticsError } from '../../contract/error.ts'
import type { Money } from '../../contract/money.ts'
import type { Subject } from '../ledger/system-change.ts'
import type { Target } from '../payments/target.ts'
import { notFound, readingOf } from '../platform/platform.ts'
import type { Services } from '../settings/services.ts'

/** The plan that runs, and what it costs by the list; `null` where that is not known. */
export interface RunningPlan {
  packageId: string
  price: Money | null
  endsAt: string | null
}

/**
 * Whose subscription it is, and its running plan; `null` when there is none.
 *
 * @throws AnalyticsError `not_found`, or `invalid_request` for a target of the other kind.
 */
export async function subjectOfTarget(
  { platform }: Services,
  target: Target,
): Promise<{ subject: Subject; running: RunningPlan | null }> {
  const { holder } = await platform.company()
  const id = target.slice(target.indexOf(':') + 1)
  if (!target.startsWith(`${holder}:`)) throw otherHolder(holder)
  const website = holder === 'website' ? await platform.website(id) : (await platform.websitesOf(id))[0]
  if (!website) throw notFound()
  const { known } = await platform.packages(website, holder)
  const { subscription } = readingOf(website, known)
  const subject = { target, customerId: website.intpCustomerId, websiteId: website.intpWebsiteId, holder }
  if (subscription.status !== 'active' && subscription.status !== 'ending') return { subject, running: null }
  const { plan, endsAt } = subscription
  return { subject, running: { packageId: plan.packageId, price: plan.price, endsAt } }
}

function otherHolder(holder: Subject['holder']): AnalyticsError {
  return new AnalyticsError({
    code: 'invalid_request',
    message: `Subscriptions belong to ${holder === 'website' ? 'websites' : 'customers'} here.`,
    hint: `Pass a target that begins with ${holder}:.`,
  })
}
