'use client'
import type { ReactNode } from 'react'
import type { Quote } from '../../contract/quote.ts'
import { withBdi } from '../format/with-bdi.tsx'
import { englishUpgrade } from './upgrade-messages.ts'
import { refusalText } from '../packages/refusal-text.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import { useAnnouncement } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { DialogBody } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { dueAmount, withTax } from './due-amount.ts'
import { QuoteDetails } from './QuoteDetails.tsx'
import type { StepParts } from './step-parts.ts'
import { unansweredText } from './unanswered-text.ts'

/** What the change costs and brings, by one quote of the server, and the button that says what it does. */
export function ReviewStep(props: StepParts & { footnote: ReactNode; terms: ReactNode }) {
  const { upgrade, messages, words, footnote, terms } = props
  const { step, intent, view, quote, hasQuoteFailed, outdatedQuote, error, packages } = upgrade
  const isSending = step === 'sending'
  const subscription = view?.subscription
  const current = subscription ? words.nameOfCurrent(subscription) : ''
  const planned = subscription?.status === 'active' ? subscription.planned : null
  const isKeeping = intent?.kind === 'keep'
  const to = quote?.to ?? packages.find(({ id }) => intent?.kind === 'choose' && id === intent.packageId)
  const running = subscription?.status === 'active' || subscription?.status === 'ending' ? subscription.plan : null
  // A plan that is over, or that stays, is not what is left for another one.
  const isKept = running !== null && running.packageId === to?.id
  const from = isKept ? null : (running && quote?.from) || running
  const money = (price: Quote) => withTax(price, words.format.money(dueAmount(price)), messages)

  const price =
    quote && !isKeeping
      ? messages.summary({
          due: quote.dueToday.kind,
          amount: money(quote),
          next: quote.to.price.amountMinor > 0 ? words.price(quote.to) : null,
        })
      : ''
  useAnnouncement(isSending ? messages.sending : price)

  // What the button obliges to is never left out, even by a catalogue that says nothing.
  const confirmOf = (facts: Parameters<typeof messages.confirm>[0]) =>
    messages.confirm(facts) || englishUpgrade.confirm(facts)
  const confirmText = isKeeping
    ? words.messages.keep({ name: current })
    : quote && confirmOf(confirmFacts(quote, words, planned !== null, money(quote)))
  const isReady = confirmText !== undefined && !isSending
  return (
    <>
      <DialogBody part="upgrade-body" label={messages.titles.review}>
        {outdatedQuote && quote && (
          <Notice part="upgrade-alert" tone="warn" role="alert">
            {money(outdatedQuote) === money(quote)
              ? messages.renewedQuote
              : withBdi(messages.requoted({ was: money(outdatedQuote), is: money(quote) }))}
          </Notice>
        )}
        {error && (
          <Notice part="upgrade-alert" tone="bad" role="alert">
            {unansweredText(error, messages)}
          </Notice>
        )}
        {isKeeping && subscription && 'endsAt' in subscription && (
          <p data-part="review-text" data-r3="">
            {messages.keepReview({
              name: current,
              planned: planned ? words.name(planned) : '',
              day: subscription.endsAt && words.format.day(subscription.endsAt),
            })}
          </p>
        )}
        {!isKeeping && !quote && hasQuoteFailed && (
          <Notice
            part="upgrade-alert"
            tone="bad"
            role="alert"
            actions={
              <Button part="upgrade-retry" size="small" onClick={upgrade.retryQuote}>
                {messages.retry}
              </Button>
            }
          >
            {(upgrade.quoteError && refusalText(upgrade.quoteError, words.messages)) ?? messages.quoteFailed}
          </Notice>
        )}
        {!isKeeping && to && (quote || !hasQuoteFailed) && (
          <QuoteDetails
            quote={quote ?? undefined}
            to={to}
            from={from}
            isKept={isKept}
            current={current}
            footnote={footnote}
            messages={messages}
            words={words}
          />
        )}
      </DialogBody>
      <div data-part="upgrade-foot" data-r3="foot">
        <div data-part="upgrade-summary" data-r3="small muted">
          {to && to.price.amountMinor > 0 && messages.renews({ interval: to.interval })} {terms}
        </div>
        {/* Always there and as wide, and never disabled: that would take the focus away from it. */}
        <Button
          part="upgrade-primary"
          kind="primary"
          isWaiting={!isReady}
          isBusy={isSending || (!confirmText && !hasQuoteFailed)}
          onClick={upgrade.confirm}
        >
          {isSending
            ? messages.sending
            : confirmText
              ? withBdi(confirmText)
              : hasQuoteFailed
                ? messages.noPrice
                : messages.loadingQuote}
        </Button>
      </div>
    </>
  )
}

function confirmFacts(quote: Quote, words: PlanWords, isReplacing: boolean, amount: string) {
  const { dueToday, effectiveAt, to } = quote
  return {
    kind: quote.kind,
    name: words.name(to),
    interval: to.interval,
    due: dueToday.kind === 'pay_now' && dueToday.leavesPage ? ('leaves' as const) : dueToday.kind,
    amount,
    day: effectiveAt === 'now' ? '' : words.format.day(effectiveAt),
    isFree: to.price.amountMinor === 0,
    endsTrial: quote.ends.includes('trial'),
    isReplacing,
  }
}
