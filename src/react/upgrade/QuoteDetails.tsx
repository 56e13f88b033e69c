'use client'
import type { ReactNode } from 'react'
import type { Quote } from '../../contract/quote.ts'
import { withBdi } from '../format/with-bdi.tsx'
import type { UpgradeMessages } from '../messages/upgrade-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import { dueAmount } from './due-amount.ts'

interface QuoteDetailsProps {
  quote: Quote
  /** What the running plan is called. */
  current: string
  messages: UpgradeMessages
  words: PlanWords
}

/** A quote in full: from and to, when, what is due and for what, the next charge, and what ends or begins with it. */
export function QuoteDetails({ quote, current, messages, words }: QuoteDetailsProps) {
  const { from, to, effectiveAt, lines, dueToday, nextCharge, taxNote } = quote
  const { money, day, number } = words.format
  const named = (plan: typeof to) => `${words.name(plan)}, ${words.messages.intervals[plan.interval].toLowerCase()}`
  const row = (term: string, value: string, part = 'row') => (
    <div data-part={`upgrade-${part}`}>
      <dt>{term}</dt>
      <dd>{withBdi(value)}</dd>
    </div>
  )
  return (
    <>
      <div data-part="upgrade-move">
        {from && (
          <PlanBox part="from" label={messages.from} name={current}>
            {from.limit !== null && <span data-part="upgrade-limit">{words.limit(from.limit)}</span>}
            {from.price && (
              <span data-part="upgrade-price">
                {withBdi(words.price({ price: from.price, interval: from.interval }))}
              </span>
            )}
          </PlanBox>
        )}
        <PlanBox part="to" label={messages.to} name={words.name(to)}>
          <span data-part="upgrade-limit">{words.limit(to.limit)}</span>
          <span data-part="upgrade-price">{withBdi(words.price(to))}</span>
        </PlanBox>
      </div>
      <dl data-part="upgrade-lines">
        {row(messages.takesEffect, effectiveAt === 'now' ? messages.atOnce : day(effectiveAt))}
        {lines.map((line) => (
          <div key={line.kind} data-part="upgrade-row">
            <dt>
              {line.kind === 'plan' && named(to)}
              {line.kind === 'credit' && messages.credit({ name: current, percent: number(line.percent) })}
              {line.kind === 'balance' && messages.balance}
            </dt>
            <dd>{withBdi(money(line.amount))}</dd>
          </div>
        ))}
        {row(messages.due[dueToday.kind], money(dueAmount(quote)), 'due')}
        {nextCharge &&
          row(messages.nextCharge, messages.amountOn({ amount: money(nextCharge.amount), day: day(nextCharge.at) }))}
      </dl>
      {taxNote && <p data-part="upgrade-footnote">{taxNote}</p>}
      <ul data-part="upgrade-effects">
        {effectsOf(quote, messages, words).map((effect) => (
          <li key={effect}>{withBdi(effect)}</li>
        ))}
      </ul>
    </>
  )
}

function PlanBox({ part, label, name, children }: { part: string; label: string; name: string; children: ReactNode }) {
  return (
    <div data-part={`upgrade-${part}`}>
      <span data-part="upgrade-label">{label}</span>
      <strong data-part="upgrade-name">{name}</strong>
      {children}
    </div>
  )
}

function effectsOf(quote: Quote, messages: UpgradeMessages, { name, limit, format }: PlanWords): string[] {
  const { ends, leftOver, usageAboveLimit, to } = quote
  return [
    ...(usageAboveLimit === null
      ? []
      : [
          messages.usageAboveLimit({
            used: format.number(usageAboveLimit),
            name: name(to),
            limit: limit(to.limit),
          }),
        ]),
    ...ends.map((what) => messages.ends[what]),
    ...(leftOver ? [messages.leftOver[leftOver.fate]({ amount: format.money(leftOver.amount) })] : []),
    ...(quote.balanceLeft ? [messages.balanceLeft({ amount: format.money(quote.balanceLeft) })] : []),
    ...(quote.resetsUsage ? [messages.usageRestarts] : []),
    ...(quote.turnsRenewalOn ? [messages.renewalOn] : []),
  ]
}
