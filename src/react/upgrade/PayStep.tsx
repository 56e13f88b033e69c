'use client'
import { useEffect, useState, type ReactNode } from 'react'
import type { Money } from '../../contract/money.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import { withBdi } from '../format/with-bdi.tsx'
import type { StepParts } from './UpgradeModal.tsx'

/** What a provider's payment element needs. */
export interface EmbeddedPayment {
  clientSecret: string
  due: Money | null
  change: SubscriptionChange
}

type PaymentSlot = ((payment: EmbeddedPayment) => ReactNode) | undefined

/** The change waits for a payment: on the provider's page, or in its element. */
export function PayStep(props: StepParts & { payment: PaymentSlot }) {
  const { upgrade, messages, payment } = props
  const { change, error } = upgrade
  const [isBeside, setBeside] = useState(false)
  // The dialog stops being modal in an effect of the same commit: the provider's script must not start before that.
  useEffect(() => {
    const timer = setTimeout(() => setBeside(true))
    return () => clearTimeout(timer)
  }, [])
  if (change?.state !== 'awaiting_payment') return null
  const { payment: step, due } = change
  return (
    <div data-part="step">
      {error && (
        <div role="alert" data-part="alert">
          {error.code === 'url_not_allowed' ? messages.payRefused : messages.unanswered}
        </div>
      )}
      {step.kind === 'redirect' && <p data-part="text">{messages.payPrompt}</p>}
      {step.kind === 'confirm' && isBeside && (
        // A new secret is a new element: providers ignore options that change.
        <div key={step.clientSecret} data-part="payment">
          {payment ? payment({ clientSecret: step.clientSecret, due, change }) : messages.payRefused}
        </div>
      )}
      <PayButtons {...props} />
    </div>
  )
}

/** To the payment page, or to let go of the change. */
export function PayButtons({ upgrade, messages, words }: StepParts) {
  const { change, isDiscarding } = upgrade
  if (change?.state !== 'awaiting_payment') return null
  return (
    <footer data-part="footer">
      <button type="button" data-part="secondary" aria-disabled={isDiscarding} onClick={() => void upgrade.discard()}>
        {messages.discard}
      </button>
      {change.payment.kind === 'redirect' && (
        <button type="button" data-part="primary" onClick={upgrade.pay}>
          {withBdi(messages.pay({ amount: change.due ? words.format.money(change.due) : '' }))}
        </button>
      )}
    </footer>
  )
}
