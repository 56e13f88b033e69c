'use client'
import { useEffect, useState, type ReactNode } from 'react'
import { withBdi } from '../format/with-bdi.tsx'
import { Button } from '../ui/Button.tsx'
import { DialogBody } from '../ui/Dialog.tsx'
import { cardIcon } from '../ui/icons.ts'
import { Notice } from '../ui/Notice.tsx'
import { withTax } from './due-amount.ts'
import type { EmbeddedPayment } from './embedded-payment.ts'
import { Outcome, OutcomeRow } from './Outcome.tsx'
import { runningSince } from './running-since.ts'
import type { StepParts } from './step-parts.ts'
import { unansweredText } from './unanswered-text.ts'

type PaymentSlot = ((payment: EmbeddedPayment) => ReactNode) | undefined

/** The change waits for a payment: on the provider's page, or in its element. */
export function PayStep(props: StepParts & { renderPayment: PaymentSlot }) {
  const { upgrade, messages, words, renderPayment } = props
  const { step, change, error, isDiscarding } = upgrade
  const [isBeside, setBeside] = useState(false)
  // The dialog stops being modal in an effect of the same commit: the provider's script must not start before that.
  useEffect(() => {
    const timer = setTimeout(() => setBeside(true))
    return () => clearTimeout(timer)
  }, [])
  if (change?.state !== 'awaiting_payment') return null
  const { payment: asked, due } = change
  const money = due ? words.format.money(due) : ''
  // Known as long as the page was not loaded anew; the provider's own page says it in any case.
  const amount = upgrade.quote ? withTax(upgrade.quote, money, messages) : money
  const isFound = step === 'running'
  const inTab = upgrade.paysInTab
  const trouble = error && (
    <Notice part="upgrade-alert" tone="bad" role="alert">
      {error.code === 'url_not_allowed' || error.code === 'popup_blocked'
        ? messages.payRefused
        : unansweredText(error, messages)}
    </Notice>
  )
  const toPay = due && <OutcomeRow term={messages.due.pay_now}>{withBdi(amount)}</OutcomeRow>
  return (
    <>
      {asked.kind === 'redirect' ? (
        <Outcome
          tone="accent"
          {...((isFound || error || inTab) && { icon: cardIcon })}
          label={messages.titles.pay}
          state={step}
          heading={isFound ? runningSince(props) : error || inTab ? messages.titles.pay : messages.leaving}
          text={isFound ? messages.unpaid : inTab ? messages.payInTab : messages.payPrompt}
        >
          {trouble}
          {toPay}
        </Outcome>
      ) : (
        <DialogBody part="upgrade-body">
          {trouble}
          {toPay}
          {isFound && (
            <p data-part="upgrade-text" data-r3="">
              {runningSince(props)} {messages.unpaid}
            </p>
          )}
          {asked.kind === 'confirm' && isBeside && (
            // A new secret is a new element: providers ignore options that change.
            <div key={asked.clientSecret} data-part="upgrade-payment" data-r3="">
              {renderPayment
                ? renderPayment({ clientSecret: asked.clientSecret, due, change, onConfirmed: upgrade.refresh })
                : messages.payRefused}
            </div>
          )}
        </DialogBody>
      )}
      <div data-part="upgrade-foot" data-r3="foot">
        <Button part="upgrade-secondary" kind="quiet" isWaiting={isDiscarding} onClick={() => void upgrade.discard()}>
          {messages.discard}
        </Button>
        {asked.kind === 'redirect' && (
          <Button part="upgrade-primary" kind="primary" onClick={upgrade.pay}>
            {withBdi(messages.pay({ amount }))}
          </Button>
        )}
      </div>
    </>
  )
}
