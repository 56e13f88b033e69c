import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { PaymentEvent } from '../../src/backend/payments/payment-event.ts'
import type {
  PaymentOrder,
  PaymentOutcome,
  RecurringOrder,
  Standing,
} from '../../src/backend/payments/payment-order.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import { checkEnding, checkWriteOff } from './debts.ts'
import type { BoundaryName, Fault } from './faults.ts'
import type { NewPayment, Payment } from './provider-model.ts'
import { ProviderRefusal, type Account, type Price } from './recurring-model.ts'
import { shopUrl } from './requests.ts'
import type { World } from './world.ts'

/** The model of the provider behind the interface that a backend takes. */
export function providerPayments(world: World): Payments {
  const { provider, boundary } = world
  const ask = <T>(name: BoundaryName, about: string, effect: () => T): Promise<T> =>
    boundary.call({
      name,
      about,
      way: [5, 300],
      timeoutMs: 10_000,
      effect: () => {
        world.letTimePass()
        return orRefused(effect)
      },
      errorOf,
    })
  const change = <T>(name: BoundaryName, { target }: RecurringOrder, effect: () => T) => ask(name, target, effect)

  return {
    name: 'simulated',
    declares: {
      preview: 'none',
      unpaidChange: 'held',
      recurring: 'provider',
      schedules: true,
      giveBack: world.plan.approval ? 'on_approval' : 'at_once',
      seller: 'partner',
      news: 'signed',
      settles: 'at_once',
      currencies: 'any',
    },
    leftOverCredit: 'carried',
    needsReturnUrl: true,
    collect: {
      start: (order) =>
        ask('provider.start', order.target, () => {
          if (!order.returnUrls?.success.startsWith(shopUrl)) {
            world.violation(
              'the way back from the page to pay at led elsewhere',
              order.target,
              JSON.stringify(order.returnUrls),
            )
          }
          checkCurrency(world, order)
          return outcomeOf(provider.start(paymentOf(order), world.plan.paysAtOnce))
        }),
      read: (_order, paymentRef) => ask('provider.read', '', () => outcomeOf(provider.payment(paymentRef))),
      void: (order) =>
        ask('provider.void', order.target, () => {
          try {
            provider.void(order.changeId)
            return 'voided'
          } catch (error) {
            if (error instanceof ProviderRefusal && error.code === 'paid') return 'paid'
            throw error
          }
        }),
    },
    giveBack: {
      payment: (order, paymentRef) => ask('provider.refund', order.target, () => done(provider.refund(paymentRef))),
      charge: (chargeId) => ask('provider.refundCharge', '', () => done(provider.refundCharge(chargeId))),
      part: (order) =>
        ask('provider.giveBack', order.target, () => {
          const answer = world.reversals.answerTo(order)
          return answer.state === 'done' ? done(provider.giveBackPart(order)) : answer
        }),
    },
    recurring: {
      schedule: (order) =>
        change('provider.schedule', order, () => {
          const { packageId, amountMinor, interval } = order.to
          provider.schedule(order, { packageId, cents: amountMinor, interval })
        }),
      unschedule: (order) => change('provider.unschedule', order, () => provider.unschedule(order)),
      cancel: (order) => change('provider.cancel', order, () => provider.cancel(order, order.changeId)),
      resume: (order) =>
        change('provider.resume', order, () => {
          checkUndo(world, order)
          return provider.resume(order, order.changeId)
        }),
      end: (order) =>
        change('provider.end', order, () => {
          checkEnding(world, order)
          const unpaid = provider.debtsOf(order)
          const outcome = provider.end(order, order.unpaidInvoiceId)
          if (outcome === 'ended' && !world.decided.has(order.changeId)) checkWriteOff(world, order, unpaid)
          return outcome
        }),
    },
    reads: {
      standing: (account) => ask('provider.standing', account.target, () => standingOf(world, account)),
    },
    news: {
      // Who signed it is another test's question; here it is only the order that matters.
      receive: async ({ readBody }) => [JSON.parse(new TextDecoder().decode(await readBody())) as PaymentEvent],
    },
  }
}

const done = (_effect: unknown) => ({ state: 'done' }) as const

/** Nobody is charged, or given credit, in another currency than the plan's. Nothing is nothing in any. */
function checkCurrency(world: World, { target, to, due, balanceUsed, leftOver, lines }: PaymentOrder): void {
  const amounts = [to.price, due, balanceUsed, leftOver, ...lines.map(({ amount }) => amount)]
  const currency = world.currencyOf(target)
  const other = amounts.find((amount) => amount && amount.amountMinor !== 0 && amount.currency !== currency)
  if (other) world.violation('an amount was in another currency', target, `${other.currency} for ${currency}`)
}

/** An undo puts back what stood before, and does nothing else. */
function checkUndo(world: World, { changeId, target }: RecurringOrder): void {
  const facts = world.rows.get(changeId)?.facts
  if (facts?.action !== 'cancel' || facts.direction !== 'undoing' || facts.remembered.kind !== 'read') return
  if (facts.remembered.recurring?.renews === false) {
    world.violation('an undo turned on what was off before', target, changeId)
  }
}

function orRefused<T>(effect: () => T): T {
  try {
    return effect()
  } catch (error) {
    if (error instanceof ProviderRefusal && error.code !== 'no_payment' && error.code !== 'no_charge') {
      throw new PaymentRefusedError(error.message, { code: error.code })
    }
    throw error
  }
}

function errorOf(fault: Fault): Error {
  return fault === 'refused' ? new PaymentRefusedError('The provider says no.') : new Error(`The provider: ${fault}.`)
}

function standingOf(world: World, account: Account): Standing {
  const { provider } = world
  const found = provider.of(account)
  const debts = provider.debtsOf(account)
  const debt = debts.find(({ status }) => status === 'overdue') ?? debts[0]
  const balance = provider.balanceOf(account.customerId)
  const currency = world.currencyOf(account.target)
  const money = (amountMinor: number) => ({ amountMinor, currency })
  return {
    recurring: found
      ? {
          renews: found.renews,
          renewalSetBy: found.renewalSetBy,
          packageId: found.price.packageId,
          price: money(found.price.cents),
          scheduledPackageId: found.scheduled?.packageId ?? null,
          periodEndsAt: new Date(found.periodEndsAt).toISOString(),
        }
      : null,
    due: debt
      ? {
          invoiceId: debt.id,
          kind: debt.status,
          amount: money(debt.cents),
          wasPaid: debt.wasPaid,
          deadline: null,
          payUrl: 'https://pay.example/debts',
        }
      : null,
    balance: balance > 0 ? money(balance) : null,
  }
}

function paymentOf(order: PaymentOrder): NewPayment {
  const { id: packageId, price, interval } = order.to
  const to: Price = { packageId, cents: price.amountMinor, interval }
  return {
    key: order.changeId,
    target: order.target,
    customerId: order.customerId,
    websiteId: order.websiteId,
    cents: order.due.amountMinor,
    to,
    balanceUsed: order.balanceUsed?.amountMinor ?? 0,
    credit: order.leftOver?.amountMinor ?? 0,
  }
}

function outcomeOf({ id, secret, status, charges }: Payment): PaymentOutcome {
  switch (status) {
    case 'open':
      return {
        state: 'pending',
        paymentRef: id,
        step: { kind: 'redirect', url: `https://pay.example/${secret}?${id}` },
      }
    case 'paid':
      return {
        state: 'paid',
        paymentRef: id,
        charges: charges.map((charge) => ({ id: charge.id, isReturned: charge.isReturned })),
      }
    case 'failed':
      return { state: 'failed', paymentRef: id, message: 'The card was declined.' }
    case 'closed':
      return { state: 'abandoned', paymentRef: id }
    case 'refunded':
      return { state: 'returned', paymentRef: id }
    default:
      return status satisfies never
  }
}
