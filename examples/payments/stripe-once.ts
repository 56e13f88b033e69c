import type Stripe from 'stripe'
import { readMarks, type GivenBack, type ProviderMemory } from 'react-3as/server'

// Stripe forgets an idempotency key after a day, and a retry may come later than that. So before anything is made that moves
// money, it is looked for by what it was marked with.

/** What the start of a change has made, also where its answer was lost. */
export async function startedFor(
  stripe: Stripe,
  isOurs: (metadata: unknown) => boolean,
  { customer, subscription }: { customer: string; subscription: string | undefined },
): Promise<string | null> {
  for await (const { id, metadata } of stripe.checkout.sessions.list({ customer })) if (isOurs(metadata)) return id
  if (!subscription) return null
  for await (const { id, billing_reason: reason, parent } of stripe.invoices.list({ subscription })) {
    // A renewal carries the mark of the change before it.
    if (reason === 'subscription_update' && isOurs(parent?.subscription_details?.metadata)) return id
  }
  return null
}

/** Whether metadata carries the mark of one change. */
export const markOf = (instance: string, changeId: string) => (metadata: unknown) =>
  readMarks(instance, metadata)?.changeId === changeId

/** @param reversalId the decision: it gives back once, however often and however late it is carried out. */
export async function refundOnce(
  stripe: Stripe,
  memory: ProviderMemory,
  { reversalId, intent, amount }: { reversalId: string; intent: string; amount?: number },
): Promise<GivenBack> {
  const name = `refund:${reversalId}`
  const known = (await memory.read()).subscription[name]
  const made = known ? await stripe.refunds.retrieve(known) : await refundFor(stripe, intent, reversalId)
  const what = { payment_intent: intent, ...(amount !== undefined && { amount }), metadata: { reversalId } }
  const { id, status } = made ?? (await stripe.refunds.create(what, { idempotencyKey: `${reversalId}:refund` }))
  memory.keep({ subscription: { [name]: id } })
  if (status === 'failed' || status === 'canceled') return { state: 'refused', message: `The refund is ${status}.` }
  return { state: status === 'succeeded' ? 'done' : 'asked' }
}

async function refundFor(stripe: Stripe, intent: string, reversalId: string): Promise<Stripe.Refund | null> {
  for await (const refund of stripe.refunds.list({ payment_intent: intent })) {
    if (refund.metadata?.reversalId === reversalId) return refund
  }
  return null
}
