import { SequenceType, type MollieClient, type Payment, type Refund } from '@mollie/api-client'
import { readMarks, type GivenBack, type Money, type ProviderMemory } from 'react-3as/server'
import { amountOf } from './amounts.ts'
import { isReturned } from './mollie-news.ts'

// Mollie forgets an idempotency key after an hour, and a retry may come later than that. So before anything is made that
// moves money, it is looked for by what it was marked with.

/** What the start of a change has made, also where its answer was lost. */
export async function startedFor(
  mollie: MollieClient,
  instance: string,
  { changeId, customerId }: { changeId: string; customerId: string },
): Promise<Payment | null> {
  for await (const payment of mollie.customerPayments.iterate({ customerId })) {
    const isRenewal = payment.sequenceType === SequenceType.recurring
    if (!isRenewal && readMarks(instance, payment.metadata)?.changeId === changeId) return payment
  }
  return null
}

/** @param reversalId the decision: it gives back once, however often and however late it is carried out. */
export async function refundOnce(
  mollie: MollieClient,
  memory: ProviderMemory,
  { reversalId, paymentId, part }: { reversalId: string; paymentId: string; part?: Money },
): Promise<GivenBack> {
  const name = `refund:${reversalId}`
  const known = (await memory.read()).subscription[name]
  let made = known
    ? await mollie.paymentRefunds.get(known, { paymentId })
    : await refundFor(mollie, paymentId, reversalId)
  if (!made) {
    const payment = await mollie.payments.get(paymentId)
    if (isReturned(payment)) return { state: 'done' }
    const what = { paymentId, amount: part ? amountOf(part) : payment.amount, metadata: { reversalId } }
    made = await mollie.paymentRefunds.create({ ...what, idempotencyKey: reversalId })
  }
  memory.keep({ subscription: { [name]: made.id } })
  const isGone = made.status === 'failed' || made.status === 'canceled'
  return isGone ? { state: 'refused', message: `The refund is ${made.status}.` } : { state: 'done' }
}

async function refundFor(mollie: MollieClient, paymentId: string, reversalId: string): Promise<Refund | null> {
  for await (const refund of mollie.paymentRefunds.iterate({ paymentId })) {
    if ((refund.metadata as { reversalId?: string } | null)?.reversalId === reversalId) return refund
  }
  return null
}
