import type { GivenBack } from '../../src/backend/payments/payment-order.ts'
import type {
  Collect,
  GiveBack,
  PaymentReads,
  Payments,
  PaymentsFacts,
  Previewing,
  Recurring,
  Scheduling,
  SignedNews,
  StandingRead,
} from '../../src/backend/payments/payments.ts'

/** What a test decides of a provider, call by call, without regard to the capability that a call belongs to. */
export interface ScriptedCalls extends Collect, Recurring, Scheduling, StandingRead, Pick<PaymentsFacts, 'applied'> {
  /** Whether anything is collected, or the partner bills by itself: then none of the calls is there. */
  collects: 'now' | 'on_invoice'
  /** Without an answer, it is done. */
  refund: Loosely<GiveBack['payment']>
  refundCharge: Loosely<GiveBack['charge']>
  giveBack: Loosely<NonNullable<GiveBack['part']>>
  declares?: Partial<Payments['declares']>
}

type Loosely<Call> = Call extends (...given: infer Given) => Promise<GivenBack>
  ? (...given: Given) => Promise<GivenBack | void>
  : never

const done: GivenBack = { state: 'done' }

/** Payments that follow a script, also when it is changed later. */
export function scriptedPayments(calls: ScriptedCalls): Payments {
  const facts = {
    name: 'scripted',
    leftOverCredit: 'carried',
    needsReturnUrl: false,
    ...(calls.applied && { applied: calls.applied }),
  } as const
  const common = { preview: 'none', seller: 'partner', news: 'none', settles: 'at_once', currencies: 'any' } as const
  const invoicing = {
    unpaidChange: 'applies_at_once',
    recurring: 'partner',
    schedules: false,
    giveBack: 'by_hand',
  } as const
  const collecting = { unpaidChange: 'held', recurring: 'provider', schedules: true, giveBack: 'at_once' } as const
  if (calls.collects === 'on_invoice') return { ...facts, declares: { ...common, ...invoicing } }
  return {
    ...facts,
    declares: { ...common, ...collecting, ...calls.declares },
    collect: {
      start: (...asked) => calls.start(...asked),
      read: (...asked) => calls.read(...asked),
      void: (...asked) => calls.void(...asked),
    },
    giveBack: {
      payment: async (...asked) => (await calls.refund(...asked)) ?? done,
      charge: async (...asked) => (await calls.refundCharge(...asked)) ?? done,
      part: async (...asked) => (await calls.giveBack(...asked)) ?? done,
    },
    recurring: {
      schedule: (...asked) => calls.schedule(...asked),
      unschedule: (...asked) => calls.unschedule(...asked),
      cancel: (...asked) => calls.cancel(...asked),
      resume: (...asked) => calls.resume(...asked),
      end: (...asked) => calls.end(...asked),
    },
    reads: { standing: (...asked) => calls.standing(...asked) },
  } as Payments
}

/** What stands in for some calls of a provider. */
export interface OtherCalls {
  collect?: Partial<Collect & Previewing>
  giveBack?: Partial<GiveBack>
  recurring?: Partial<Recurring & Scheduling>
  reads?: Partial<StandingRead> & Pick<PaymentReads, 'balance'>
  news?: Partial<SignedNews>
}

/** The same payments with some calls answered in another way. */
export function withCalls(payments: Payments, other: OtherCalls): Payments {
  const capabilities = Object.entries(other).map(([name, calls]) => {
    return [name, { ...payments[name as keyof OtherCalls], ...calls }] as const
  })
  return { ...payments, ...Object.fromEntries(capabilities) }
}
