import type { Adjustment, Paddle, Subscription, Transaction } from '@paddle/paddle-node-sdk'
import { readMarks, type GivenBack, type Money, type ProviderMemory } from 'react-3as/server'
import { isByPage } from './paddle-reading.ts'

// Paddle has no idempotency keys. So before anything is made that moves money, it is looked for by what it was marked with.

const weekMs = 7 * 86_400_000

/** What the start of a change has made, also where its answer was lost. */
export async function startedFor(
  paddle: Paddle,
  instance: string,
  { changeId, now }: { changeId: string; now: Subscription | null },
): Promise<Transaction | null> {
  // Before there is a subscription, nothing of the customer's is known: what is older was never shown to anyone.
  const ofLastWeek = { 'createdAt[GT]': new Date(Date.now() - weekMs).toISOString() }
  const about = now ? { subscriptionId: [now.id] } : ofLastWeek
  for await (const each of paddle.transactions.list({ ...about, include: ['adjustment'] })) {
    // A renewal carries the mark of the change before it.
    const isRenewal = each.origin === 'subscription_recurring'
    if (!isRenewal && !isByPage(each) && readMarks(instance, each.customData)?.changeId === changeId) return each
  }
  // Its update was made: it is neither made again, nor withdrawn unseen.
  if (now && readMarks(instance, now.customData)?.changeId === changeId) throw new Error('It is not billed yet.')
  return null
}

/**
 * Asked for once, and read from then on: Paddle decides, sometimes days later.
 *
 * @param reversalId the decision: it gives back once, however often and however late it is carried out.
 */
export async function refundOnce(
  paddle: Paddle,
  memory: ProviderMemory,
  { reversalId, transactionId, part }: { reversalId: string; transactionId: string; part?: Money },
): Promise<GivenBack> {
  const name = `adjustment:${reversalId}`
  const reason = `refunded by the partner: ${reversalId}`
  const known = (await memory.read()).subscription[name]
  let made: Adjustment | undefined
  for await (const each of paddle.adjustments.list({ transactionId: [transactionId] })) {
    if (each.id === known || each.reason === reason) made = each
  }
  made ??= await ask(paddle, { reason, transactionId, ...(part && { part }) })
  memory.keep({ subscription: { [name]: made.id } })
  if (made.status === 'rejected') return { state: 'refused', message: 'Paddle has not approved the refund.' }
  return { state: made.status === 'approved' ? 'done' : 'asked' }
}

async function ask(
  paddle: Paddle,
  { part, ...about }: { reason: string; transactionId: string; part?: Money },
): Promise<Adjustment> {
  const refund = { ...about, action: 'refund' } as const
  if (!part) return paddle.adjustments.create({ ...refund, type: 'full' })
  const { details } = await paddle.transactions.get(about.transactionId)
  const itemId = details?.lineItems[0]?.id ?? ''
  const items = [{ itemId, type: 'partial' as const, amount: String(part.amountMinor) }]
  return paddle.adjustments.create({ ...refund, items })
}
