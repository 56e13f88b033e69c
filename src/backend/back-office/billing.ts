import { AnalyticsError } from '../../contract/error.ts'
import type { Money } from '../../contract/money.ts'
import type { OwnInvoice } from '../ledger/change-facts.ts'
import type { PeriodOfInvoice, ReportedInvoice } from '../ledger/own-billing.ts'
import { notFound } from '../platform/platform.ts'
import type { Services } from '../settings/services.ts'
import type { Target } from '../payments/target.ts'
import { subjectOfTarget, type RunningPlan } from './subject-of-target.ts'

/** What the partner's own invoicing system says of one of its invoices. */
export type InvoiceReport = {
  target: Target
  /** The same in all that is said about one invoice. */
  invoiceId: string
  /**
   * Whose invoice it is: once the website has come to another customer, the report is refused (`not_found`).
   * @defaultValue whoever has it now
   */
  customerId?: string | undefined
  /**
   * When the period ends that it is for, as `onPeriod` has told it; up to a day from the end of the running one it means that
   * one. @defaultValue what was reported of it before, as long as it was unpaid, or the end of the running one
   */
  periodEnd?: string | undefined
} & (
  | {
      /** `disputed`: the customer contests it, or has had the bank take the money back. */
      kind: 'overdue' | 'disputed'
      /** What is owed. @defaultValue what was reported before, or the price of the running plan */
      amount?: Money | undefined
      /** Where the customer pays it. */
      payUrl?: string | undefined
    }
  | { kind: 'paid' | 'written_off'; amount?: undefined; payUrl?: undefined }
)

/** What a partner that bills by itself (`invoiced()`) tells the handler. For the partner's server only. */
export interface OwnBilling {
  /**
   * Enters what a payment provider's webhook would have brought. `overdue` starts the grace (`timing.renewalGraceMs`), in which
   * nothing else can be chosen, and ends the plan after it; `paid` ends the waiting; `disputed` keeps the plan, and puts the
   * decision before a person when the grace is over; `written_off` ends the plan without a grace. A website's yearly plan ends
   * immediately, any other does not renew and ends with its period. Can be repeated, in the order in which it happened:
   * `overdue` after `paid` says that the money has gone back, and is taken for `disputed`.
   *
   * @throws AnalyticsError `not_found`, also when it is another customer's website; `not_supported` where a provider collects;
   * `invalid_request` when `periodEnd` cannot be read, or the running plan's price is not known and no amount was given.
   * @example await handler.billing.report({ target: 'website:acme-bikes', invoiceId: 'in-2026-117', kind: 'overdue' })
   */
  report(report: InvoiceReport): Promise<void>
  /**
   * Has `onPeriod` report a subscription that was not bought through the kit; what was is followed by itself. Waits for
   * `timing.readLagMs` first: a website may have just come to its customer.
   *
   * @throws AnalyticsError `not_found`, or `not_supported` where a provider collects.
   */
  follow(target: Target): Promise<void>
}

export function ownBilling(services: Services): OwnBilling {
  const { ledger } = services
  async function subjectOf(target: Target) {
    if (services.settings.payments.recurring) throw providerCollects()
    return subjectOfTarget(services, target)
  }

  return {
    async report(report) {
      // What was bought a moment ago is what it is for: the platform's reads may not show that yet.
      await ledger.turnOf(report.target)
      const { subject, running } = await subjectOf(report.target)
      const { customerId = subject.customerId } = report
      if (customerId !== subject.customerId) throw notFound()
      const before = await ledger.reportedOf(subject, report.invoiceId)
      await ledger.report(subject, invoiceOf(report, running, before))
    },
    async follow(target) {
      // The website may have come to its customer a moment ago.
      await ledger.untilReadsShow()
      const { subject } = await subjectOf(target)
      await ledger.follow(subject)
    },
  }
}

/** @param before what was said of the same invoice: the plan that runs by now may be another one, or its next period. */
export function invoiceOf(
  report: InvoiceReport,
  running: RunningPlan | null,
  before: OwnInvoice = {},
): ReportedInvoice {
  const { invoiceId, kind, amount, payUrl } = report
  if (invoiceId === '') throw new TypeError('invoiceId is empty.')
  const plan = planOf(report, running, before)
  // A price that is not known is not the same as none.
  const unpaid = plan?.price?.amountMinor === 0 ? null : plan
  if (kind === 'paid') return { invoiceId, kind, unpaid }
  const known = before.reported?.amount ?? (plan ?? running)?.price ?? null
  if (kind === 'written_off') return { invoiceId, kind, unpaid, amount: known }
  const owed = amount ?? known
  if (owed) return { invoiceId, kind, unpaid, amount: owed, payUrl: payUrl ?? null }
  throw new AnalyticsError({
    code: 'invalid_request',
    message: 'The price of the running plan is not known.',
    hint: 'Pass the amount that is owed.',
  })
}

const dayMs = 86_400_000

/**
 * The plan and period that an invoice is for, with its end as the platform has it, also where the partner keeps that in whole
 * seconds or days. Of a plan that was bought on the day of the one before, only the time of day tells the two apart.
 */
function planOf(
  { periodEnd }: InvoiceReport,
  running: RunningPlan | null,
  { unpaid }: OwnInvoice,
): PeriodOfInvoice | null {
  const known: PeriodOfInvoice | null = unpaid === undefined ? running : unpaid
  if (periodEnd === undefined) return known
  const at = Date.parse(periodEnd)
  if (Number.isNaN(at)) {
    throw new AnalyticsError({
      code: 'invalid_request',
      message: 'periodEnd cannot be read as an instant.',
      hint: 'Pass it as onPeriod has told it, for example 2026-12-24T00:00:00Z.',
    })
  }
  const mostMs = periodEnd.includes('T') ? 1_000 : dayMs
  const endsThen = (plan: RunningPlan | null) =>
    plan !== null && plan.endsAt !== null && Math.abs(Date.parse(plan.endsAt) - at) <= mostMs
  return [known, running].find(endsThen) ?? (known && { ...known, endsAt: new Date(at).toISOString() })
}

function providerCollects(): AnalyticsError {
  return new AnalyticsError({
    code: 'not_supported',
    message: 'A payment provider collects here, and reports what was paid by itself.',
  })
}
