import type { AboutTarget } from './payment-order.ts'
import { isTarget } from './target.ts'

/**
 * What is written beside everything that is made at a provider (its metadata), so that news of it can be told from another
 * product's, and another installation's on the same account.
 */
export interface PaymentMarks extends AboutTarget {
  changeId: string
}

const kit = 'react-3as'

/** The marks as flat text, which every provider keeps: six names, each value as long as the id in it. */
export function marksOf(instance: string, marks: PaymentMarks): Record<string, string> {
  const { changeId, target, customerId, websiteId } = marks
  return { kit, instance, changeId, target, customerId, websiteId }
}

/** The marks of this installation; `null` for what is another's. Providers answer metadata as they please, or none. */
export function readMarks(instance: string, metadata: unknown): PaymentMarks | null {
  if (typeof metadata !== 'object' || metadata === null) return null
  const found = metadata as Readonly<Record<string, unknown>>
  const text = (name: keyof PaymentMarks) => {
    const value = found[name]
    return typeof value === 'string' ? value : ''
  }
  if (found.kit !== kit || found.instance !== instance) return null
  const marks = {
    changeId: text('changeId'),
    target: text('target'),
    customerId: text('customerId'),
    websiteId: text('websiteId'),
  }
  const { target } = marks
  return isTarget(target) && Object.values(marks).every((value) => value !== '') ? { ...marks, target } : null
}
