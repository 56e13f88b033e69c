'use client'
import type { PaymentDue } from '../../contract/subscription.ts'
import { withBdi } from '../format/with-bdi.tsx'
import { Link } from '../ui/Link.tsx'
import { Notice } from '../ui/Notice.tsx'
import { isAllowedPaymentUrl } from '../safety/payment-url.ts'
import type { PlanWords } from './plan-words.ts'

interface PaymentDueNoteProps {
  due: PaymentDue
  words: PlanWords
  /** Origins that a payment page may have, besides the page's own. Default: Stripe's. */
  paymentOrigins: readonly string[] | undefined
}

/** What is outstanding, until when, and where to pay it: in a tab of its own, since the page leads nowhere back. */
export function PaymentDueNote({ due: { amount, deadline, payUrl }, words, paymentOrigins }: PaymentDueNoteProps) {
  const { messages, format } = words
  const facts = { amount: format.money(amount), day: deadline && format.day(deadline) }
  return (
    <Notice
      part="payment-due"
      tone="due"
      actions={
        payUrl !== null &&
        isAllowedPaymentUrl(payUrl, paymentOrigins) && (
          <Link part="payment-due-link" href={payUrl}>
            {withBdi(messages.payNow(facts))}
          </Link>
        )
      }
    >
      {withBdi(messages.paymentDue(facts))}
    </Notice>
  )
}
