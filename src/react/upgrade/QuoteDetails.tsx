'use client'
import type { ReactNode } from 'react'
import type { Package } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import type { CurrentPlan } from '../../contract/subscription.ts'
import { withBdi } from '../format/with-bdi.tsx'
import type { UpgradeMessages } from './upgrade-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import { Icon, infoIcon } from '../ui/Icon.tsx'
import { arrowIcon, checkIcon, clockIcon, gaugeIcon, refreshIcon } from '../ui/icons.ts'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { dueAmount, withTax } from './due-amount.ts'

interface QuoteDetailsProps {
  /** What is known before there is a price. */
  to: Package
  from: CurrentPlan | null
  /** True where the plan that runs goes on: there is no other one to begin. */
  isKept: boolean
  /** `undefined` while the price is asked for: what it says is a skeleton then, and nothing else changes. */
  quote: Quote | undefined
  /** What the running plan is called. */
  current: string
  /** About taxes, in the partner's words. */
  footnote: ReactNode
  messages: UpgradeMessages
  words: PlanWords
}

/** A quote as a receipt: from and to, what is due and for what, the next charge, and what changes with it. */
export function QuoteDetails(props: QuoteDetailsProps) {
  const { quote, to, from, isKept, current, messages, words } = props
  const day = quote && quote.effectiveAt !== 'now' ? words.format.day(quote.effectiveAt) : null
  const used = quote?.usageAboveLimit ?? null
  return (
    <div data-part="review" data-r3="root">
      <div data-part="review-plans" data-r3="">
        {from && (
          <>
            <PlanFacts part="review-from" label={messages.from({ day })} name={current}>
              {from.price && withBdi(words.price({ price: from.price, interval: from.interval }))}
              {from.price && <br />}
              {from.limit !== null && words.limit(from.limit)}
            </PlanFacts>
            <Icon d={arrowIcon} isDirected />
          </>
        )}
        <PlanFacts
          part="review-to"
          label={isKept ? messages.from({ day }) : messages.to({ day })}
          name={words.name(to)}
        >
          {withBdi(words.price(to))}
          <br />
          {words.limit(to.limit)}
        </PlanFacts>
      </div>
      <Receipt {...props} />
      <div data-part="review-change" data-r3="">
        {used !== null && (
          <Notice part="review-warning" tone="warn">
            {messages.usageAboveLimit({
              used: words.format.number(used),
              name: words.name(to),
              limit: words.limit(to.limit),
              day,
              unit: words.unit(used),
            })}
          </Notice>
        )}
        <h3 data-part="review-heading" data-r3="label">
          {messages.changes}
        </h3>
        <ul data-part="review-facts" data-r3="">
          {factsOf(props, day).map(([icon, text]) => (
            <li key={icon + text} data-part="review-fact" data-r3="">
              <Icon d={icon} />
              {text ? <span data-r3="">{withBdi(text)}</span> : <Skeleton width="14rem" />}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function PlanFacts({
  part,
  label,
  name,
  children,
}: {
  part: string
  label: string
  name: string
  children: ReactNode
}) {
  return (
    <div data-part={part} data-r3="">
      <p data-part="review-when" data-r3="caption muted">
        {label}
      </p>
      <p data-part="review-name" data-r3="heading">
        {name}
      </p>
      <p data-part="review-holds" data-r3="small muted">
        {children}
      </p>
    </div>
  )
}

function Receipt({ quote, to, current, footnote, messages, words }: QuoteDetailsProps) {
  const { money, day, percent } = words.format
  const named = words.messages.planInInterval({ name: words.name(to), interval: to.interval })
  const line = (key: string, term: string, amount: string | undefined, part = 'receipt-line', look = '') => (
    <div key={key} data-part={part} data-r3={look}>
      <dt data-r3={look ? '' : 'muted'}>{term}</dt>
      <dd data-r3="number">{amount === undefined ? <Skeleton width="4rem" /> : withBdi(amount)}</dd>
    </div>
  )
  const terms = quote?.taxNote ?? footnote
  return (
    <div data-part="receipt" data-r3="">
      <h3 data-part="receipt-heading" data-r3="label">
        {messages.costs}
      </h3>
      <dl data-part="receipt-lines" data-r3="">
        {quote
          ? quote.lines.map((item) =>
              line(
                item.kind,
                item.kind === 'plan'
                  ? named
                  : item.kind === 'credit'
                    ? messages.credit({ name: current, percent: percent(item.percent) })
                    : messages.balance,
                money(item.amount),
              ),
            )
          : line('plan', named, undefined)}
        {quote?.tax?.kind === 'exact' && line('tax', quote.tax.label, money(quote.tax.amount))}
        {line(
          'total',
          quote ? messages.due[quote.dueToday.kind] : '\u2026',
          quote && withTax(quote, money(dueAmount(quote)), messages),
          'receipt-total',
          'number',
        )}
      </dl>
      {terms && (
        <div data-part="receipt-note" data-r3="small muted">
          {terms}
        </div>
      )}
      {(!quote || quote.nextCharge) && (
        <dl data-part="receipt-then" data-r3="small">
          {line(
            'next',
            quote?.nextCharge
              ? messages.nextCharge({
                  interval: to.interval,
                  day: day(quote.nextCharge.at),
                  isFirst: quote.dueToday.kind === 'nothing',
                })
              : '\u2026',
            quote?.nextCharge ? withTax(quote, money(quote.nextCharge.amount), messages) : undefined,
          )}
        </dl>
      )}
    </div>
  )
}

/** What changes, each with its icon; an empty text for what is not known yet. */
function factsOf({ quote, current, to, messages, words }: QuoteDetailsProps, day: string | null): [string, string][] {
  if (!quote) return [clockIcon, gaugeIcon, checkIcon].map((icon) => [icon, ''])
  const { format } = words
  const { ends, leftOver, balanceLeft } = quote
  return [
    [clockIcon, messages.starts({ name: current, day })],
    ...(to.limit === 0
      ? []
      : [[gaugeIcon, messages.monthlyLimit({ limit: words.limit(to.limit) })] as [string, string]]),
    ...ends.flatMap((what): [string, string][] => (what in messages.ends ? [[infoIcon, messages.ends[what]]] : [])),
    ...fact(leftOver && messages.leftOver[leftOver.fate]({ amount: format.money(leftOver.amount) })),
    ...fact(balanceLeft && messages.balanceLeft({ amount: format.money(balanceLeft) })),
    ...fact(quote.resetsUsage && messages.usageRestarts, refreshIcon),
    ...fact(quote.turnsRenewalOn && messages.renewalOn, refreshIcon),
  ]
}

function fact(text: string | false | null, icon = infoIcon): [string, string][] {
  return text ? [[icon, text]] : []
}
