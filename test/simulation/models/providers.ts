import { sandboxPayments } from '../../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { startSandbox } from '../../../packages/sandbox/src/node/start.ts'
import { called } from '../../../src/conformance/payments/called.ts'
import { withCalls } from '../../backend/scripted-payments.ts'
import type { Payments } from '../../../src/backend/payments/payments.ts'
import { planOf } from '../plan.ts'
import { providerPayments } from '../provider-payments.ts'
import { World } from '../world.ts'

/** A payment provider, and what customers, cards and the calendar do there. */
export interface Provider {
  payments: Payments
  press(paymentRef: string, what: 'pay' | 'pay_twice' | 'close' | 'decline'): void
  setCard(card: 'good' | 'failing' | 'slow'): void
  /** In the provider's own pages. */
  turn(action: 'cancel' | 'resume'): void
  dispute(outcome: 'opened' | 'won' | 'lost'): Promise<void>
  /** Approves what was asked to go back, where that has to be approved. */
  approve?(): void
  /** A month and an hour go by. */
  passMonth(): void
  stop(): Promise<void>
}

export const bikes = { target: 'website:bikes', customerId: 'acme' } as const

export async function sandboxProvider(): Promise<Provider> {
  const sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
  const { provider, apiUrl } = sandbox.payments!
  const account = 'default/acme/website:bikes'
  return {
    payments: sandboxPayments({ apiUrl }),
    press: (paymentRef, what) => void provider.press(paymentRef, what),
    setCard: (card) => provider.setCard(account, card),
    turn: (action) => provider.byHand(account, action),
    async dispute(outcome) {
      await fetch(`${apiUrl}/__sandbox/dispute`, { method: 'POST', body: JSON.stringify({ account, outcome }) })
    },
    passMonth: () => void sandbox.platform.moveClock({ months: 1, hours: 1 }),
    stop: () => sandbox.stop(),
  }
}

/** How long the model's provider takes to approve what is to go back of a change; at once where it is `null`. */
export type ApprovalMs = number | null

/** The model, with nothing going wrong: each call is answered before anything else happens. */
export async function modelProvider(approvalMs: ApprovalMs = null): Promise<Provider> {
  const approval = approvalMs === null ? null : { afterMs: approvalMs, isRefused: false }
  const quiet = { instances: 0, payments: 'provider', isPool: false, paysAtOnce: false, newsTwice: 0 } as const
  const world = new World({ ...planOf(1), ...quiet, approval, sites: [], actions: [], windows: [] })
  world.platform.addSite('bikes', 'acme', null)
  world.platform.addSite('books', 'acme', null)
  const { provider } = world
  const inOrder = async <T>(asked: Promise<T>): Promise<T> => {
    let isOver = false
    const over = () => {
      isOver = true
    }
    asked.then(over, over)
    await world.scheduler.run(() => isOver)
    return asked
  }
  const model = providerPayments(world)
  const { collect, giveBack, recurring, reads } = called(model)
  return {
    payments: withCalls(model, {
      collect: {
        start: (order) => inOrder(collect.start(order)),
        read: (order, ref) => inOrder(collect.read(order, ref)),
        void: (order, ref) => inOrder(collect.void(order, ref)),
      },
      giveBack: {
        payment: (order, ref) => inOrder(giveBack.payment(order, ref)),
        charge: (chargeId) => inOrder(giveBack.charge(chargeId)),
        part: (order) => inOrder(giveBack.part(order)),
      },
      recurring: {
        schedule: (order) => inOrder(recurring.schedule(order)),
        unschedule: (order) => inOrder(recurring.unschedule(order)),
        cancel: (order) => inOrder(recurring.cancel(order)),
        resume: (order) => inOrder(recurring.resume(order)),
        end: (order) => inOrder(recurring.end(order)),
      },
      reads: { standing: (account) => inOrder(reads.standing(account)) },
    }),
    press: (paymentRef, what) => provider.press(paymentRef, what),
    setCard: (card) => provider.setCard(bikes, card),
    turn: (action) => void provider.byHand(bikes, action),
    dispute: async (outcome) => provider.dispute(bikes, outcome),
    approve: () => world.jumpTo(world.clock.date.getTime() + (approvalMs ?? 0)),
    passMonth() {
      const { date } = world.clock
      world.jumpTo(date.setUTCMonth(date.getUTCMonth() + 1) + 3_600_000)
    },
    stop: async () => {},
  }
}
