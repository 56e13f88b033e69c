import { integer } from './checks.ts'
import { moneySchema } from './money.ts'
import { packageSchema } from './package.ts'
import { idSchema, instantSchema, orNewer, type SchemaOf } from './primitives.ts'
import { currentPlanSchema } from './subscription.ts'
import {
  array,
  boolean,
  discriminatedUnion,
  oneOf,
  literal,
  nullable,
  object,
  optional,
  string,
  union,
  type Infer,
} from './zod-schemas.ts'

const planLine = object({ kind: literal('plan'), amount: moneySchema })
export interface PlanLine extends Infer<typeof planLine> {}

/** For the unused part of the running period, `percent` of it: negative. */
const creditLine = object({ kind: literal('credit'), amount: moneySchema, percent: integer() })
export interface CreditLine extends Infer<typeof creditLine> {}

/** The part of the customer's balance that is used: negative. */
const balanceLine = object({ kind: literal('balance'), amount: moneySchema })
export interface BalanceLine extends Infer<typeof balanceLine> {}

/** One line of what is due. */
export type QuoteLine = PlanLine | CreditLine | BalanceLine
export const quoteLineSchema: SchemaOf<QuoteLine> = discriminatedUnion('kind', [planLine, creditLine, balanceLine])

const nothingDue = object({ kind: literal('nothing') })
export interface NothingDue extends Infer<typeof nothingDue> {}

/** Goes on the partner's own invoice. */
const invoiced = object({ kind: literal('invoiced'), amount: moneySchema })
export interface InvoicedLater extends Infer<typeof invoiced> {}

/** Is paid now, before the change is applied. `leavesPage`: on the provider's own page, so the button can say so. */
const payNow = object({ kind: literal('pay_now'), amount: moneySchema, leavesPage: optional(boolean()) })
export interface PaidNow extends Infer<typeof payNow> {}

/** How the amount due reaches the partner. */
export type DueToday = NothingDue | InvoicedLater | PaidNow
export const dueTodaySchema: SchemaOf<DueToday> = discriminatedUnion('kind', [nothingDue, invoiced, payNow])

const taxIncluded = object({ kind: literal('included') })
export interface TaxIncluded extends Infer<typeof taxIncluded> {}

/** Known to the cent: `amount` of what is due today, under the name that it has where the customer lives. */
const taxExact = object({ kind: literal('exact'), amount: moneySchema, label: string() })
export interface TaxExact extends Infer<typeof taxExact> {}

/** On top of what is shown, and only known where it is paid or invoiced. */
const taxAddedLater = object({ kind: literal('added_later') })
export interface TaxAddedLater extends Infer<typeof taxAddedLater> {}

/** How tax stands to the amounts of a quote. */
export type QuoteTax = TaxIncluded | TaxExact | TaxAddedLater
export const quoteTaxSchema: SchemaOf<QuoteTax> = discriminatedUnion('kind', [taxIncluded, taxExact, taxAddedLater])

/**
 * What a choice costs and brings, said by the server and kept by it for ten minutes. Confirming sends `id` and the
 * amount shown; the quote is honoured or refused with a new one, and never a cent more is taken.
 */
const quote = object({
  id: idSchema,
  websiteId: idSchema,
  kind: oneOf(['start', 'restart', 'upgrade', 'switch_interval', 'resume', 'downgrade']),
  from: nullable(currentPlanSchema),
  to: packageSchema,
  effectiveAt: union([literal('now'), instantSchema]),
  lines: array(quoteLineSchema),
  dueToday: dueTodaySchema,
  /** Credit that today's price does not use up, and what becomes of it. */
  leftOver: nullable(object({ amount: moneySchema, fate: oneOf(['carried', 'lost']) })),
  /** What the provider goes on holding for the customer, for the next charges of any plan; without `leftOver`. */
  balanceLeft: nullable(moneySchema),
  nextCharge: nullable(object({ amount: moneySchema, at: instantSchema })),
  /** What stops with this change. `paid_period`: the rest of the running period, which gives no credit. */
  ends: array(orNewer(oneOf(['trial', 'planned_switch', 'paid_period']))),
  /** True when usage is counted from 0 again, immediately. */
  resetsUsage: boolean(),
  /** True when auto-renewal was off and this turns it on. */
  turnsRenewalOn: boolean(),
  /** Touchpoints used in the running period, when that is more than the new limit holds. */
  usageAboveLimit: nullable(integer(1)),
  /** How tax stands to these amounts. Left out: they include it, or there is none. */
  tax: optional(quoteTaxSchema),
  /** A remark on tax that the partner configured; shown as it is. */
  taxNote: nullable(string()),
  /** Seconds for which the quote is honoured, from when it was made. */
  expiresInSeconds: integer(1),
})
export interface Quote extends Infer<typeof quote> {}
export const quoteSchema: SchemaOf<Quote> = quote
