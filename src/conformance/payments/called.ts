import type {
  GivenBack,
  GiveBackOrder,
  PaymentOrder,
  PaymentOutcome,
  RecurringOrder,
} from '../../backend/payments/payment-order.ts'
import type {
  AboutCharge,
  Collect,
  IdOnlyNews,
  PaymentReads,
  Payments,
  Recurring,
  Scheduling,
  SignedNews,
  StandingRead,
} from '../../backend/payments/payments.ts'
import {
  nothingRemembered,
  remembering,
  type ProviderMemory,
  type RememberedIds,
} from '../../backend/payments/provider-memory.ts'

/** A call without its memory, which it is given here. */
type Remembering<Call> = Call extends (...given: infer Given) => infer Answer
  ? Given extends [...infer Asked, ProviderMemory]
    ? (...asked: Asked) => Answer
    : Call
  : Call
type WithMemory<Capability> = { readonly [Name in keyof Capability]: Remembering<NonNullable<Capability[Name]>> }

/** The calls of some payments, as a check makes them that has asked for these capabilities. */
export interface Called {
  readonly name: string
  readonly collect: WithMemory<Pick<Collect, 'start' | 'read' | 'void'>>
  readonly giveBack: {
    payment(order: PaymentOrder, paymentRef: string): Promise<GivenBack>
    charge(chargeId: string): Promise<GivenBack>
    part(order: GiveBackOrder): Promise<GivenBack>
  }
  readonly recurring: WithMemory<Pick<Recurring & Scheduling, 'schedule' | 'unschedule' | 'cancel' | 'resume' | 'end'>>
  readonly reads: { standing(about: AboutCharge): ReturnType<StandingRead['standing']> }
  readonly news: SignedNews
  readonly lookUp: IdOnlyNews
  /** The same calls by a process that dies before it writes down what they kept. */
  readonly unheard: {
    start(order: PaymentOrder): Promise<PaymentOutcome>
    part(order: GiveBackOrder): Promise<GivenBack>
  }
}

/** @throws Error with the name of a capability that is called and not there. */
export function called(payments: Payments): Called {
  const memories = new Map<string, RememberedIds>()
  const memoryOf = ({ target, customerId }: AboutCharge): ProviderMemory => {
    const ofSubscription = JSON.stringify([customerId, target])
    const ofCustomer = JSON.stringify([customerId])
    const known = () => ({
      subscription: memories.get(ofSubscription)?.subscription ?? {},
      customer: memories.get(ofCustomer)?.customer ?? {},
    })
    return {
      read: async () => known(),
      keep(ids) {
        const all = remembering(known(), ids)
        memories.set(ofSubscription, all)
        memories.set(ofCustomer, { ...nothingRemembered, customer: all.customer })
      },
    }
  }
  const forgetting = (about: AboutCharge): ProviderMemory => ({ ...memoryOf(about), keep: () => {} })
  const missing = (name: string): never => {
    throw new Error(`${payments.name} has no ${name}.`)
  }
  const { collect, giveBack, recurring, reads, news } = payments
  const ofNothing = { target: 'website:', customerId: '' } as const
  const renew = () => recurring ?? missing('recurring')
  const plan = (): Scheduling => (recurring?.schedule ? recurring : missing('recurring.schedule'))
  const withMemory =
    <Order extends RecurringOrder, Answer>(call: () => (order: Order, memory: ProviderMemory) => Promise<Answer>) =>
    async (order: Order) =>
      call()(order, memoryOf(order))
  return {
    name: payments.name,
    collect: {
      start: async (order) => (collect ?? missing('collect')).start(order, memoryOf(order)),
      read: async (order, ref) => (collect ?? missing('collect')).read(order, ref, memoryOf(order)),
      void: async (order, ref) => (collect ?? missing('collect')).void(order, ref, memoryOf(order)),
    },
    giveBack: {
      payment: async (order, ref) => (giveBack ?? missing('giveBack')).payment(order, ref, memoryOf(order)),
      charge: async (chargeId) => (giveBack ?? missing('giveBack')).charge(chargeId, memoryOf(ofNothing)),
      part: async (order) => giveBack?.part?.(order, memoryOf(order)) ?? missing('giveBack.part'),
    },
    recurring: {
      schedule: withMemory(
        () => (order: Parameters<Scheduling['schedule']>[0], memory) => plan().schedule(order, memory),
      ),
      unschedule: withMemory(() => (order, memory) => plan().unschedule(order, memory)),
      cancel: withMemory(() => (order, memory) => renew().cancel(order, memory)),
      resume: withMemory(() => (order, memory) => renew().resume(order, memory)),
      end: withMemory(() => (order: Parameters<Recurring['end']>[0], memory) => renew().end(order, memory)),
    },
    reads: { standing: async (about) => standingOf(reads ?? missing('reads'), about, memoryOf(about)) },
    unheard: {
      start: async (order) => (collect ?? missing('collect')).start(order, forgetting(order)),
      part: async (order) => giveBack?.part?.(order, forgetting(order)) ?? missing('giveBack.part'),
    },
    get news() {
      return news?.receive ? news : missing('news.receive')
    },
    get lookUp() {
      return news && !news.receive ? news : missing('news.about')
    },
  }
}

function standingOf(reads: PaymentReads, about: AboutCharge, memory: ProviderMemory) {
  if (!reads.standing) throw new Error('There is no reads.standing.')
  return reads.standing(about, memory)
}
