import type { DashboardView } from './dashboard-view.ts'
import { bar } from './charts.ts'
import { capitalized, date, number, planName } from './format.ts'
import { icon } from './icons.ts'
import { upgradeAction } from './links.ts'
import { html, type Markup } from './markup.ts'

/** The plan, what is used of it, and the way to a bigger one. */
export function planPanel(view: DashboardView): Markup {
  const { plan, usage: used } = view
  const canGrow = used.limit !== -1 || plan.inTrial
  return html`<section class="plan" aria-label="Plan and usage">
    <div class="plan-lines">
      <p class="plan-name">
        <span class="badge">${planName(plan.packageName)}</span>
        <span class="plan-detail">${planDetail(view)}</span>
      </p>
      ${usageMeter(view)}
    </div>
    ${canGrow && upgradeAction(view, 'Upgrade')}
  </section>`
}

function planDetail({ plan, usage: { isShared } }: DashboardView): string {
  if (plan.status === 'inactive') return 'Switched off'
  if (plan.inTrial) return `Trial until ${date(plan.expiresAt)}`
  const billing = isShared ? `${capitalized(plan.billingInterval)}, shared` : capitalized(plan.billingInterval)
  if (plan.status === 'canceled') return `${billing}, ends ${date(plan.expiresAt)}`
  if (plan.plannedDowngradePackageName)
    return `${planName(plan.plannedDowngradePackageName)} from ${date(plan.expiresAt)}`
  return billing
}

/** A meter only where there is a maximum; the rest are sentences. */
function usageMeter({ usage: { consumed, limit, resetAt, isTrackingStopped } }: DashboardView): Markup {
  if (limit === -1) return html`<p class="usage-text">${number(consumed)} touchpoints used, unlimited</p>`
  if (limit <= 0) return html`<p class="usage-text">No touchpoints in this plan</p>`
  const level = isTrackingStopped || consumed >= limit ? 'reached' : consumed >= limit * 0.75 ? 'close' : 'fine'
  const text = `${number(consumed)} of ${number(limit)} touchpoints`
  return html`<div
      class="usage ${level}"
      role="meter"
      aria-label="Touchpoints used"
      aria-valuemin="0"
      aria-valuemax="${limit}"
      aria-valuenow="${Math.min(consumed, limit)}"
      aria-valuetext="${text} used"
    >
      ${bar((consumed / limit) * 100)}
    </div>
    <p class="usage-text">
      <span>${level !== 'fine' && icon('warning')}${text}<span class="unseen">${levelInWords[level]}</span></span>
      ${resetAt && html`<span>Resets ${date(resetAt)}</span>`}
    </p>`
}

const levelInWords = { fine: '', close: ', less than a quarter left', reached: ', none left' }

/** Why the numbers are what they are, when tracking does not run. */
export function trackingNotice(view: DashboardView): Markup | undefined {
  const { usage, plan } = view
  if (!usage.isTrackingStopped && plan.status !== 'inactive') return undefined
  return html`<section class="notice" aria-label="Tracking has stopped">
    ${icon('warning')}
    <div class="notice-text">
      <p class="strong">Tracking has stopped</p>
      <p>${whyStopped(view)} Until then the curve shows zero: nothing is counted, although people may be visiting.</p>
    </div>
    ${upgradeAction(view, 'See plans')}
  </section>`
}

function whyStopped({ usage: { limit, resetAt }, plan }: DashboardView): string {
  if (plan.status === 'inactive') return 'The subscription is switched off. It starts again with a new plan.'
  if (limit === 0)
    return `The ${planName(plan.packageName)} plan has no touchpoints. Tracking starts with a plan that has some.`
  const next = resetAt ? `on ${date(resetAt)}, or immediately with a bigger plan` : 'with a bigger plan'
  return `All ${number(limit)} touchpoints are used. Tracking starts again ${next}.`
}
