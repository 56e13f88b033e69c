'use client'
import { useEffect, type ReactNode } from 'react'
import type { Quote } from '../../contract/quote.ts'
import { withBdi } from '../format/with-bdi.tsx'
import type { PlanWords } from '../packages/plan-words.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { dueAmount } from './due-amount.ts'
import { QuoteDetails } from './QuoteDetails.tsx'
import type { StepParts } from './step-parts.ts'
import { unansweredText } from './unanswered-text.ts'

/** What the change costs and brings, by one quote of the server, and the button that says what it does. */
export function ReviewStep({ upgrade, messages, words }: StepParts) {
  const { step, intent, view, quote, hasQuoteFailed, was, error } = upgrade
  const isSending = step === 'sending'
  const announce = useAnnounce()
  useEffect(() => {
    if (isSending) announce(messages.sending)
  }, [isSending, announce, messages.sending])

  const subscription = view?.subscription
  const current = subscription ? words.nameOfCurrent(subscription) : ''
  const planned = subscription?.status === 'active' ? subscription.planned : null
  const isKeeping = intent?.kind === 'keep'
  const money = (from: Quote) => words.format.money(dueAmount(from))
  const confirmText = isKeeping
    ? words.messages.keep({ name: current })
    : quote && messages.confirm(confirmFacts(quote, words, planned !== null))
  return (
    <div data-part="upgrade-step">
      {was && quote && (
        <Alert>
          {money(was) === money(quote)
            ? messages.renewedQuote
            : withBdi(messages.requoted({ was: money(was), is: money(quote) }))}
        </Alert>
      )}
      {error && <Alert>{unansweredText(error, messages)}</Alert>}
      {isKeeping && subscription && 'endsAt' in subscription && (
        <p data-part="upgrade-text">
          {messages.keepReview({
            name: current,
            planned: planned ? words.name(planned) : '',
            day: subscription.endsAt && words.format.day(subscription.endsAt),
          })}
        </p>
      )}
      {!isKeeping && quote && <QuoteDetails quote={quote} current={current} messages={messages} words={words} />}
      {!isKeeping && !quote && !hasQuoteFailed && (
        <div data-part="upgrade-skeleton">
          <span data-part="upgrade-hidden">{messages.loadingQuote}</span>
          <span data-part="upgrade-skeleton-line" />
          <span data-part="upgrade-skeleton-line" />
          <span data-part="upgrade-skeleton-line" />
        </div>
      )}
      {!isKeeping && !quote && hasQuoteFailed && (
        <Alert
          action={
            <button type="button" data-part="upgrade-retry" onClick={upgrade.askQuoteAgain}>
              {messages.retry}
            </button>
          }
        >
          {messages.quoteFailed}
        </Alert>
      )}
      <footer data-part="upgrade-footer">
        <button type="button" data-part="upgrade-secondary" onClick={upgrade.back}>
          {messages.back}
        </button>
        {confirmText && (
          // Never disabled: that would take the focus away from it.
          <button
            type="button"
            data-part="upgrade-primary"
            aria-disabled={isSending}
            aria-busy={isSending}
            onClick={upgrade.confirm}
          >
            {isSending ? messages.sending : withBdi(confirmText)}
          </button>
        )}
      </footer>
    </div>
  )
}

/** Said at once, and once. */
function Alert({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div role="alert" data-part="upgrade-alert">
      <span>{children}</span>
      {action}
    </div>
  )
}

function confirmFacts(quote: Quote, words: PlanWords, isReplacing: boolean) {
  const { dueToday, effectiveAt, to } = quote
  return {
    kind: quote.kind,
    name: words.name(to),
    interval: to.interval,
    due: dueToday.kind === 'pay_now' && dueToday.leavesPage ? ('leaves' as const) : dueToday.kind,
    amount: words.format.money(dueAmount(quote)),
    day: effectiveAt === 'now' ? '' : words.format.day(effectiveAt),
    isFree: to.price.amountMinor === 0,
    endsTrial: quote.ends.includes('trial'),
    isReplacing,
  }
}
