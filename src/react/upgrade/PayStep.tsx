'use client'
import { useEffect, useState, type ReactNode } from 'react'
import { withBdi } from '../format/with-bdi.tsx'
import type { EmbeddedPayment } from './embedded-payment.ts'
import { RunningSince } from './RunningSince.tsx'
import type { StepParts } from './step-parts.ts'
import { unansweredText } from './unanswered-text.ts'

type PaymentSlot = ((payment: EmbeddedPayment) => ReactNode) | undefined

/** The change waits for a payment: on the provider's page, or in its element. */
export function PayStep(props: StepParts & { payment: PaymentSlot }) {
  const { upgrade, messages, words, payment } = props
  const { step, change, error, isDiscarding } = upgrade
  const [isBeside, setBeside] = useState(false)
  // The dialog stops being modal in an effect of the same commit: the provider's script must not start before that.
  useEffect(() => {
    const timer = setTimeout(() => setBeside(true))
    return () => clearTimeout(timer)
  }, [])
  if (change?.state !== 'awaiting_payment') return null
  const { payment: asked, due } = change
  return (
    <div data-part="upgrade-step">
      {error && (
        <div role="alert" data-part="upgrade-alert">
          {error.code === 'url_not_allowed' ? messages.payRefused : unansweredText(error, messages)}
        </div>
      )}
      <RunningSince {...props} />
      {step === 'running' && <p data-part="upgrade-stage">{messages.unpaid}</p>}
      {asked.kind === 'redirect' && <p data-part="upgrade-text">{messages.payPrompt}</p>}
      {asked.kind === 'confirm' && isBeside && (
        // A new secret is a new element: providers ignore options that change.
        <div key={asked.clientSecret} data-part="upgrade-payment">
          {payment
            ? payment({ clientSecret: asked.clientSecret, due, change, onConfirmed: upgrade.check })
            : messages.payRefused}
        </div>
      )}
      <footer data-part="upgrade-footer">
        <button
          type="button"
          data-part="upgrade-secondary"
          aria-disabled={isDiscarding}
          onClick={() => void upgrade.discard()}
        >
          {messages.discard}
        </button>
        {asked.kind === 'redirect' && (
          <button type="button" data-part="upgrade-primary" onClick={upgrade.pay}>
            {withBdi(messages.pay({ amount: due ? words.format.money(due) : '' }))}
          </button>
        )}
      </footer>
    </div>
  )
}
