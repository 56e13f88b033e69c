import { AnalyticsError } from '../../contract/error.ts'
import type { ChangeIntent, ChangeState, SubscriptionChange } from '../../contract/subscription-change.ts'
import type { Asked } from '../ledger/change-history.ts'
import { viewOf } from '../ledger/change-view.ts'
import { isReversalKey } from '../ledger/give-back-part.ts'
import { notFound } from '../platform/platform.ts'
import type { Decision, Resolution } from '../ledger/resolution.ts'
import { beginChange } from '../changes/begin-change.ts'
import type { Services } from '../settings/services.ts'
import { pageAfter, pageOf } from './page.ts'
import { reverseChange, type Reversal, type ReversalTerms } from './reversal.ts'
import { recordOf, stepOf, type ChangeHistory, type RecordedChange } from './recorded-change.ts'

/** Who decides, and why: both are kept with the history of the change, and neither reaches the customer. */
export interface StaffWord {
  /** The partner's own id of its person. */
  by: string
  reason: string
}

/** Which changes to list: of one customer or of one website, since a website may have had several customers. */
export type ChangeFilter = {
  state?: ChangeState | undefined
  /** Started then or later. */
  since?: Date | undefined
  /** `nextPage` of the answer before; left out for the newest changes. */
  page?: string | undefined
  /** How many at a time, 1 to 200. @defaultValue 50 */
  size?: number | undefined
} & (
  | { customerId?: string | undefined; websiteId?: undefined }
  | { customerId?: undefined; websiteId?: string | undefined }
)

export interface ChangePage {
  /** The newest first. */
  changes: RecordedChange[]
  /** What to pass as `page` for older ones; `null` when there are none. */
  nextPage: string | null
}

/** A change that a person at the partner starts for a customer. */
export type StaffChange = StaffWord & {
  customerId: string
  websiteId: string
  /** The same key is the same change, however often it is asked for. 8 to 200 characters, and none that begins with `reverse:`. */
  key: string
} & (
    | {
        intent: Extract<ChangeIntent, { kind: 'choose' }>
        /**
         * What was agreed with the customer for today, in minor units: another price is refused with `quote_outdated`. Left out,
         * today's price is taken.
         */
        amountMinor?: number | undefined
      }
    | { intent: Exclude<ChangeIntent, { kind: 'choose' }>; amountMinor?: undefined }
  )

/**
 * The back office: what the partner's support sees and does about changes, from the partner's own server. Nothing of it is
 * reachable over HTTP, unless the partner puts a route with its own access check before it.
 *
 * Whatever is started here goes through the same ledger, under the same rules, as a click of the customer.
 */
export interface BackOfficeChanges {
  /**
   * Changes, the newest first; those that the provider or the clock caused are among them (`lane: 'system'`).
   *
   * @throws RangeError for a page or a size that there cannot be.
   * @example const { changes } = await handler.changes.list({ state: 'needs_attention' })
   */
  list(filter?: ChangeFilter): Promise<ChangePage>
  /** One change with its history; `null` when there is none. */
  get(changeId: string): Promise<(RecordedChange & { history: ChangeHistory }) | null>
  /**
   * Starts a change for a customer. Where a provider collects, the customer still pays: `payment` of the answer says where.
   *
   * @throws AnalyticsError as for the customer's own click: `not_found`, `refused`, `change_open`, `quote_outdated`, `conflict`.
   * @example
   * await handler.changes.start({
   *   customerId: 'acme', websiteId: 'acme-bikes', intent: { kind: 'cancel' },
   *   by: 'jane', reason: 'asked for by phone', key: ticket.id,
   * })
   */
  start(change: StaffChange): Promise<SubscriptionChange>
  /**
   * Withdraws a customer's change that waits for its payment. One that was paid meanwhile goes on, as the answer shows, and any
   * other is answered as it is.
   *
   * @throws AnalyticsError `not_found`.
   */
  abandon(changeId: string, word: StaffWord): Promise<SubscriptionChange>
  /**
   * Carries out what a person decided about a change that needs attention. Before anything is taken back the platform is
   * looked at once more, since what was called may have taken effect long ago.
   *
   * @throws AnalyticsError `conflict` for a change that does not need attention, and for the `refund` of what the system
   * does (a reversal, a stray charge, an unpaid renewal): retry or close it.
   */
  resolve(changeId: string, decision: Decision, word: StaffWord): Promise<Resolution>
  /**
   * Gives back what a customer has paid for a change that was applied, and says what becomes of its plan. It is a row of its
   * own, with a history of its own; the change stays as it ended. Once for each change: asked again on the same terms, the
   * answer is the same, also when a person has closed the reversal. What balance and credit have paid does not come back.
   *
   * @throws AnalyticsError `not_found`; `conflict` when nothing was paid, too much was asked for, it was reversed in another way,
   * or, to be tried again on the same terms, while the change to the plan of before is not applied: until then nothing goes back;
   * `change_open` while the customer changes something; `refused` when the plan of before cannot follow; `not_supported` when the
   * provider has no such call.
   * @example await handler.changes.reverse(id, { refund: 'unused', plan: 'end', by: 'jane', reason: 'bought by mistake' })
   */
  reverse(changeId: string, terms: ReversalTerms & StaffWord): Promise<Reversal>
}

/** How many changes a page has, where nothing else is said, and at most. */
const pageSize = { usual: 50, most: 200 }

export function backOfficeChanges(services: Services): BackOfficeChanges {
  const { ledger, platform } = services

  async function ownedBy(customerId: string, websiteId: string) {
    const website = await platform.website(websiteId)
    if (website?.intpCustomerId !== customerId) throw notFound()
    return { website, renew: () => ownedBy(customerId, websiteId) }
  }

  return {
    async list({ state, customerId, websiteId, since, page, size = pageSize.usual } = {}) {
      if (!Number.isSafeInteger(size) || size < 1 || size > pageSize.most) {
        throw new RangeError(`size must be a whole number from 1 to ${pageSize.most}.`)
      }
      const of = customerId !== undefined ? { customerId } : websiteId !== undefined ? { websiteId } : null
      const rows = await ledger.list({
        of,
        state: state ?? null,
        since: since?.getTime() ?? 0,
        after: page === undefined ? null : pageAfter(page),
        // One more tells whether there is a next page.
        most: size + 1,
      })
      const shown = rows.slice(0, size)
      const last = rows.length > size ? shown.at(-1) : undefined
      return { changes: shown.map(recordOf), nextPage: last ? pageOf(last) : null }
    },
    async get(changeId) {
      const change = await ledger.find(changeId)
      if (!change) return null
      return { ...recordOf(change), history: (await ledger.historyOf(changeId)).map(stepOf) }
    },
    async start({ customerId, websiteId, intent, amountMinor, key, ...word }) {
      if (key.length < 8 || key.length > 200) throw new RangeError('key must have 8 to 200 characters.')
      if (isReversalKey(key)) throw new RangeError('key must not begin as the keys of reversals do.')
      const input = {
        websiteId,
        idempotencyKey: key,
        intent,
        agreed: { kind: 'today', amountMinor: amountMinor ?? null },
        asked: askedBy(word),
        mayBuy: true,
      } as const
      return beginChange(input, await ownedBy(customerId, websiteId), services)
    },
    async abandon(changeId, word) {
      const asked = askedBy(word)
      const change = await ledger.find(changeId)
      if (change?.lane !== 'customer') throw noSuchChange()
      return viewOf(await ledger.abandon(change, asked))
    },
    async reverse(changeId, terms) {
      const asked = askedBy(terms)
      const change = await ledger.find(changeId)
      if (change?.lane !== 'customer') throw noSuchChange()
      return reverseChange(services, change, terms, asked)
    },
    async resolve(changeId, decision, word) {
      return ledger.resolve(changeId, decision, askedBy(word))
    },
  }
}

/** @throws TypeError: who decided, and why, is asked for when it is too late to find out. */
function askedBy({ by, reason }: StaffWord): Asked {
  if (typeof by !== 'string' || by === '') throw new TypeError('by must be the id of the person who decides.')
  if (typeof reason !== 'string' || reason === '') throw new TypeError('reason must say why.')
  return { by: { kind: 'staff', staffId: by }, why: reason }
}

function noSuchChange(): AnalyticsError {
  return new AnalyticsError({ code: 'not_found', message: 'There is no such change of a customer.' })
}
