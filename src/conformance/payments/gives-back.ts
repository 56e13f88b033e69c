import type { GivenBack } from '../../backend/payments/payment-order.ts'
import { equal } from '../assert.ts'
import type { Opened } from './payments-under-test.ts'
import { refuses } from './refuses.ts'

/** Has money given back: what is only asked for is approved, and the same call then answers that it is done. */
export async function givesBack({ approve }: Pick<Opened, 'approve'>, call: () => Promise<GivenBack>): Promise<void> {
  const first = await call()
  if (first.state !== 'asked') return equal(first.state, 'done', 'What became of the money')
  await approve?.()
  equal((await call()).state, 'done', 'What became of the money, once it was approved')
}

/** @throws Error unless money is refused: by an error, or by the answer. */
export function refusesToGiveBack(call: () => Promise<GivenBack>): Promise<void> {
  const refused = async () => {
    const { state } = await call()
    if (state === 'refused') throw Object.assign(new Error('It was refused.'), { name: 'PaymentRefusedError' })
    return state
  }
  return refuses(refused())
}
