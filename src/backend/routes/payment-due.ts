import type { PaymentStanding } from '../../contract/subscription.ts'
import { lastUnpaidOf } from '../ledger/unpaid-renewal.ts'
import type { Services } from '../settings/services.ts'
import { readMemory } from '../ledger/memories.ts'
import type { OutstandingPayment, Standing } from '../payments/payment-order.ts'
import type { Target } from '../payments/target.ts'
import { standingKey } from '../quotes/standing.ts'

type Settings = Services['settings']

interface About {
  target: Target
  customerId: string
}

/** How long a page waits for the payment provider. It is shown without what is outstanding then. */
const patienceMs = 2_000

/** What the provider says of a subscription; `null` where none collects, or where it does not answer in time. */
export async function chargeShown(
  { settings: { payments, store, runtime, emit }, readStanding }: Services,
  about: About,
): Promise<Standing | null> {
  if (!payments.recurring) return null
  const { reads } = payments
  const read = () => reads.standing(about, readMemory(store, about))
  const asked = readStanding(standingKey(about), read).catch((error: unknown) => {
    emit({ type: 'attempt.failed', changeId: null, operation: 'asking the payment provider', error })
    return null
  })
  return Promise.race([asked, runtime.sleep(patienceMs).then(() => null)])
}

/** Until when it can be paid: what the provider says, or the end of the grace that the ledger gives. */
async function deadlineOf(
  { store }: Settings,
  about: About,
  { invoiceId, deadline }: OutstandingPayment,
): Promise<string | null> {
  if (deadline !== null) return deadline
  const waiting = await lastUnpaidOf(store, about, invoiceId)
  // One that was paid and is being claimed back has no deadline yet.
  if (waiting?.facts.action !== 'await_renewal' || waiting.state === 'applied') return null
  return waiting.facts.graceEndsAt
}

/** As it is shown: where it is paid is for whoever may pay. */
export async function paymentShown(
  settings: Settings,
  about: About,
  { due, mayPay }: { due: OutstandingPayment | null; mayPay: boolean },
): Promise<PaymentStanding> {
  if (!due) return { standing: 'paid' }
  return {
    standing: due.kind === 'open' ? 'due' : due.kind,
    amount: due.amount,
    deadline: await deadlineOf(settings, about, due),
    payUrl: mayPay ? due.payUrl : null,
  }
}
