// renderPaymentPage(view: PaymentPageView): string
// Every button is a form that POSTs to `view.action` with one field, `outcome`: a PaymentOutcome. After `ask_bank`
// show the page again with `step: 'consent'`, whose buttons are `approve` and `refuse`. After the end of a payment
// redirect to the partner, or show `step: 'paid' | 'closed'` with `returnUrl`.
import { baseStyles } from './base-styles.ts'
import { htmlDocument } from './document.ts'
import { money } from './format.ts'
import { icon } from './icons.ts'
import { html, type Markup } from './markup.ts'
import { sellingStyles } from './selling-styles.ts'

/** The sandbox payment provider's page. */
export interface PaymentPageView {
  nonce: string
  /** Where the forms post to. */
  action: string
  step: 'pay' | 'consent' | 'paid' | 'closed'
  merchant: string
  /** What for: `Advanced for bikes.acme.test`. */
  description: string
  amountMinor: number
  currency: string
  /** The amount's parts, where there are several; a credit is negative. */
  lines?: readonly PaymentLine[] | undefined
  /** An invoice that stays until it is paid: it can be paid or declined, and nothing else. */
  isInvoice?: true
  /** Why the page is shown again. */
  notice?: 'declined' | 'consent_refused' | undefined
  /** Leads back to the partner once the payment has ended. */
  returnUrl?: string | undefined
}

export interface PaymentLine {
  label: string
  amountMinor: number
}

/** What the buttons stand for. */
export const paymentOutcomes = ['pay', 'pay_twice', 'decline', 'ask_bank', 'close', 'approve', 'refuse'] as const
export type PaymentOutcome = (typeof paymentOutcomes)[number]

export function isPaymentOutcome(text: unknown): text is PaymentOutcome {
  return paymentOutcomes.some((outcome) => outcome === text)
}

/** The page of a payment, at any of its steps. */
export function renderPaymentPage(view: PaymentPageView): string {
  return htmlDocument({
    nonce: view.nonce,
    title: `${titles[view.step]} · ${view.merchant}`,
    styles: baseStyles + sellingStyles,
    body: view.step === 'paid' || view.step === 'closed' ? ended(view, view.step) : running(view, view.step),
  })
}

const titles: Record<PaymentPageView['step'], string> = {
  pay: 'Pay',
  consent: 'Confirm with your bank',
  paid: 'Paid',
  closed: 'Payment closed',
}

const notices = {
  declined: 'The card was declined. Nothing was charged; you can try again.',
  consent_refused: 'The bank was not given your consent. Nothing was charged; you can try again.',
}

function running(view: PaymentPageView, step: 'pay' | 'consent'): Markup {
  return html`<div class="page selling narrow">
    <header class="payment-top"><span>${view.merchant}</span><span class="badge">Sandbox payments</span></header>
    <main class="card checkout">
      ${
        view.notice &&
        html`<div class="refusal" role="alert">
          ${icon('warning')}
          <p>${notices[view.notice]}</p>
        </div>`
      }
      ${step === 'pay' ? payStep(view) : consentStep(view)}
    </main>
    <footer class="sandbox-note">${icon('info')}Every button is a way a payment can go. No money moves.</footer>
  </div>`
}

function payStep(view: PaymentPageView): Markup {
  return html`<header>
      <h1>
        <span class="payment-for">${view.description}</span> <span class="payment-amount">${amountOf(view)}</span>
      </h1>
    </header>
    ${lines(view)}
    <form method="post" action="${view.action}" class="outcomes">
      ${outcomeButton('pay', `Pay ${amountOf(view)}`, 'primary')}
      <p class="outcomes-title">Or see what happens otherwise</p>
      ${outcomeButton('decline', 'Decline', 'quiet')}
      ${
        !view.isInvoice &&
        html`${outcomeButton('ask_bank', 'Ask my bank', 'quiet')} ${outcomeButton('pay_twice', 'Pay twice', 'quiet')}
        ${outcomeButton('close', 'Close', 'quiet')}`
      }
    </form>`
}

function consentStep(view: PaymentPageView): Markup {
  return html`<header class="consent">
      <span class="message-icon">${icon('bank')}</span>
      <h1>Your bank asks for your consent</h1>
      <p>${view.merchant} wants to charge <strong>${amountOf(view)}</strong> for ${view.description}.</p>
    </header>
    <form method="post" action="${view.action}" class="outcomes">
      ${outcomeButton('approve', `Approve ${amountOf(view)}`, 'primary')} ${outcomeButton('refuse', 'Refuse', 'quiet')}
    </form>`
}

function lines(view: PaymentPageView): Markup | undefined {
  if (!view.lines || view.lines.length === 0) return undefined
  return html`<dl class="lines">
    ${view.lines.map(
      (line) =>
        html`<div>
          <dt>${line.label}</dt>
          <dd>${money(line.amountMinor, view.currency)}</dd>
        </div>`,
    )}
    <div class="due">
      <dt>Due today</dt>
      <dd>${amountOf(view)}</dd>
    </div>
  </dl>`
}

function outcomeButton(value: PaymentOutcome, label: string, look: 'primary' | 'quiet'): Markup {
  return html`<button class="button ${look}" name="outcome" value="${value}">${label}</button>`
}

function ended(view: PaymentPageView, step: 'paid' | 'closed'): Markup {
  return html`<main class="message-page">
    <span class="message-icon ${step === 'paid' && 'good'}">${icon(step === 'paid' ? 'check' : 'card')}</span>
    <h1>${step === 'paid' ? `${amountOf(view)} paid` : 'This payment was closed'}</h1>
    <p>
      ${step === 'paid' ? `${view.description}. You need not pay again.` : 'Nothing was charged. You can start again where you came from.'}
    </p>
    ${view.returnUrl && html`<a class="button primary" href="${view.returnUrl}">Back to ${view.merchant}</a>`}
  </main>`
}

function amountOf({ amountMinor, currency }: PaymentPageView): string {
  return money(amountMinor, currency)
}
