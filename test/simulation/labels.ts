import type { Violation } from './world.ts'

/**
 * Flags that tell findings of one rule apart, most telling first. Without labels the frequent findings would drown the rest.
 */
const telling: readonly string[] = [
  'bought while a renewal was unpaid',
  'bought while a period was written off',
  'debt lost with the charge',
  'returned what was delivered',
  'delivered beside a refund',
  'resumed without a charge',
  'planned charge dropped by hand',
  'paid for the plan that was charged already',
  'told of a period that had not begun',
  'renewed while a payment was open',
  'paid twice',
  'cancel by another hand',
  'resume by another hand',
  "end in the provider's pages",
  "cancel in the provider's pages",
  "resume in the provider's pages",
  'disputed',
  "unschedule in the provider's pages",
  "schedule in the provider's pages",
  'overdue paid',
  'written off',
  'system work before a person',
  'before a person',
  'a renewal failed',
]

export function labelOf({ rule }: Violation, flags: readonly string[]): string {
  const flag = telling.find((candidate) => flags.includes(candidate))
  return flag ? `${rule} · ${flag}` : rule
}
