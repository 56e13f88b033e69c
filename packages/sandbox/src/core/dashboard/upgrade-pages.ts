// For platform-managed INTPs, whose frame sells by itself:
// GET  /upgrade?…            renderUpgradePage(view: UpgradePageView): string; `interval=yearly` in the query turns it over
// GET  /upgrade/checkout?…   renderCheckout(view: CheckoutView): string; `packageId` in the query says for what
// POST /upgrade/checkout?…   a form with `packageId`; then renderUpgradeDone(view: UpgradeDoneView), or the checkout
//                            again with `refusal`. The query stays the same throughout: it holds the token.
import { baseStyles } from './base-styles.ts'
import { htmlDocument } from './document.ts'
import { date, money, number, planName } from './format.ts'
import { icon } from './icons.ts'
import { sectionHref, upgradeHref } from './links.ts'
import { html, type Markup } from './markup.ts'
import { sellingStyles } from './selling-styles.ts'

interface SellingView {
  nonce: string
  /** The request's query string. */
  query: string
  website: { domain: string }
}

export interface UpgradePageView extends SellingView {
  interval: 'monthly' | 'yearly'
  /** Monthly and yearly ones together; those of one name are one plan. */
  offers: readonly PlanOffer[]
}

export interface PlanOffer {
  packageId: string
  name: string
  amountMinor: number
  currency: string
  interval: 'monthly' | 'yearly'
  /** -1 is unlimited. */
  touchpoints: number
  isRecommended: boolean
  /** Whether it may be chosen: the platform sells only what is more than the website has. */
  choice: 'available' | 'current' | 'unavailable'
}

/** The plans, as the platform shows them. */
export function renderUpgradePage(view: UpgradePageView): string {
  const offers = view.offers
    .filter(
      ({ interval, choice, touchpoints }) => interval === view.interval && (touchpoints !== 0 || choice === 'current'),
    )
    .toSorted((one, other) => orderOf(one.touchpoints) - orderOf(other.touchpoints))
  const saving = bestSaving(view.offers)
  return htmlDocument({
    nonce: view.nonce,
    title: `Choose a plan · ${view.website.domain}`,
    styles: baseStyles + sellingStyles,
    body: html`<div class="page selling">
      ${backLink(view.query)}
      <header class="selling-header">
        <h1>Choose a plan for ${view.website.domain}</h1>
        <nav class="intervals" aria-label="Billing interval">
          ${intervalLink(view, 'monthly', 'Monthly')}
          ${intervalLink(view, 'yearly', saving > 0 ? `Yearly · You save ${saving}%` : 'Yearly')}
        </nav>
      </header>
      <main>
        ${
          offers.length === 0
            ? html`<p class="nothing">There is no ${view.interval} plan.</p>`
            : html`<ul class="offers">
                ${offers.map((offer) => offerCard(view, offer))}
              </ul>`
        }
      </main>
    </div>`,
  })
}

function intervalLink(view: UpgradePageView, interval: 'monthly' | 'yearly', label: string): Markup {
  const href = upgradeHref(view.query, 'plans', { interval })
  return html`<a href="${href}" aria-current="${interval === view.interval ? 'true' : 'false'}">${label}</a>`
}

function offerCard(view: UpgradePageView, offer: PlanOffer): Markup {
  const id = `plan-${offer.packageId}`
  return html`<li class="card offer ${offer.isRecommended && 'recommended'}">
    <div class="offer-head">
      <h2 id="${id}">${planName(offer.name)}</h2>
      ${offer.isRecommended && html`<span class="badge">Recommended</span>`}
    </div>
    <p class="offer-limit">${limitText(offer.touchpoints)}</p>
    ${priceOf(offer, monthlyTwin(view.offers, offer))} ${offerAction(view, offer, id)}
  </li>`
}

function priceOf(offer: PlanOffer, monthly: PlanOffer | undefined): Markup {
  const struck = monthly && monthly.amountMinor * 12 > offer.amountMinor ? monthly : undefined
  return html`<p class="offer-price">
    <span class="amount">${money(offer.amountMinor, offer.currency)}</span> a
    ${offer.interval === 'yearly' ? 'year' : 'month'}
    ${
      offer.interval === 'yearly' &&
      html`<span class="offer-monthly">
        ${struck && html`<s><span class="unseen">instead of </span>${money(struck.amountMinor, struck.currency)}</s>`}
        ${money(Math.ceil(offer.amountMinor / 12), offer.currency)} a month
      </span>`
    }
  </p>`
}

function offerAction(view: UpgradePageView, offer: PlanOffer, id: string): Markup {
  if (offer.choice === 'current') return html`<p class="offer-state">${icon('check')}Your plan</p>`
  if (offer.choice === 'unavailable') return html`<p class="offer-state">Not more than you have</p>`
  const href = upgradeHref(view.query, 'checkout', { packageId: offer.packageId })
  const look = offer.isRecommended ? 'primary' : 'quiet'
  return html`<a class="button ${look}" href="${href}" aria-describedby="${id}">Choose ${planName(offer.name)}</a>`
}

export interface CheckoutView extends SellingView {
  offer: PlanOffer
  email: string
  /** Why the platform would not do it, in its words. */
  refusal?: string | undefined
}

/** The pretended checkout, in one step. */
export function renderCheckout({ nonce, query, website, offer, email, refusal }: CheckoutView): string {
  const amount = money(offer.amountMinor, offer.currency)
  return htmlDocument({
    nonce,
    title: `Checkout · ${planName(offer.name)} for ${website.domain}`,
    styles: baseStyles + sellingStyles,
    body: html`<div class="page selling narrow">
      <nav aria-label="Back">
        <a class="back" href="${upgradeHref(query, 'plans')}">${icon('back')}All plans</a>
      </nav>
      <main class="card checkout">
        <header>
          <h1>${planName(offer.name)} for ${website.domain}</h1>
          <p class="offer-limit">${limitText(offer.touchpoints)}</p>
        </header>
        ${
          refusal &&
          html`<div class="refusal" role="alert">
            ${icon('warning')}
            <p>${refusal}</p>
          </div>`
        }
        <dl class="lines">
          <div>
            <dt>${planName(offer.name)}, ${offer.interval}</dt>
            <dd>${amount}</dd>
          </div>
          <div class="due">
            <dt>Due today</dt>
            <dd>${amount}</dd>
          </div>
        </dl>
        <form method="post" action="${upgradeHref(query, 'checkout')}">
          <input type="hidden" name="packageId" value="${offer.packageId}" />
          <label
            >Country
            <select name="country" autocomplete="country">
              ${countries.map(([code, name]) => html`<option value="${code}">${name}</option>`)}
            </select>
          </label>
          <label>Email <input type="email" name="email" value="${email}" autocomplete="email" required /></label>
          <button class="button primary">Pay ${amount}</button>
        </form>
        <p class="sandbox-note">${icon('info')}This is a sandbox: no card is asked for and no money moves.</p>
      </main>
    </div>`,
  })
}

export interface UpgradeDoneView extends SellingView {
  plan: { packageName: string; touchpoints: number; renewsAt: string }
}

/** The real frame has been seen to say it twice; who listens must bear that. */
const doneScript = `
for (let time = 0; time < 2; time++) window.parent.postMessage({ type: 'SUBSCRIPTION_UPGRADED' }, '*')`

/** Says that it is done, to the customer and, twice, to the parent frame. */
export function renderUpgradeDone({ nonce, query, website, plan }: UpgradeDoneView): string {
  return htmlDocument({
    nonce,
    title: `Upgraded · ${website.domain}`,
    styles: baseStyles + sellingStyles,
    script: doneScript,
    body: html`<main class="message-page">
      <span class="message-icon good">${icon('check')}</span>
      <h1>${website.domain} is on ${planName(plan.packageName)}</h1>
      <p>${limitText(plan.touchpoints)}. The plan renews on ${date(plan.renewsAt)}.</p>
      <a class="button primary" href="${sectionHref({ query: withoutChoice(query) }, 'overview')}"
        >Back to the dashboard</a
      >
    </main>`,
  })
}

function backLink(query: string): Markup {
  const href = sectionHref({ query: withoutChoice(query) }, 'overview')
  return html`<nav aria-label="Back"><a class="back" href="${href}">${icon('back')}Dashboard</a></nav>`
}

/** The dashboard's query, without what the selling pages put into it. */
function withoutChoice(query: string): string {
  const params = new URLSearchParams(query)
  params.delete('packageId')
  params.delete('interval')
  return params.toString()
}

function limitText(touchpoints: number): string {
  if (touchpoints === 0) return 'No tracking'
  return touchpoints === -1 ? 'Unlimited page views' : `${number(touchpoints)} page views a month`
}

const orderOf = (touchpoints: number): number => (touchpoints === -1 ? Infinity : touchpoints)

function monthlyTwin(offers: readonly PlanOffer[], yearly: PlanOffer): PlanOffer | undefined {
  return offers.find(
    ({ name, interval, touchpoints, currency }) =>
      interval === 'monthly' &&
      name === yearly.name &&
      touchpoints === yearly.touchpoints &&
      currency === yearly.currency,
  )
}

/** Percent, rounded down: no customer saves less than is said. */
function bestSaving(offers: readonly PlanOffer[]): number {
  const savings = offers
    .filter(({ interval }) => interval === 'yearly')
    .map((offer) => {
      const monthly = monthlyTwin(offers, offer)
      return monthly && monthly.amountMinor > 0 ? 1 - offer.amountMinor / (monthly.amountMinor * 12) : 0
    })
  return Math.floor(Math.max(0, ...savings) * 100)
}

const countries = [
  ['AT', 'Austria'],
  ['DE', 'Germany'],
  ['FR', 'France'],
  ['GB', 'United Kingdom'],
  ['RO', 'Romania'],
  ['US', 'United States'],
] as const
