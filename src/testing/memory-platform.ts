import type { ChangeReason } from '../contract/change-reason.ts'
import { AnalyticsError } from '../contract/error.ts'
import type { Package } from '../contract/package.ts'
import { choiceOptionsOf, planChoice, type PlanChoice } from '../contract/plan-choice.ts'
import type { Quote } from '../contract/quote.ts'
import type { RouteInput } from '../contract/route.ts'
import type { startChange } from '../contract/routes.ts'
import {
  isOpen,
  type ChangeIntent,
  type ChangeState,
  type SubscriptionChange,
} from '../contract/subscription-change.ts'
import type { Subscription, SubscriptionView } from '../contract/subscription.ts'
import { daysFrom, planOf } from './fixtures.ts'
import { memoryQuote } from './memory-quote.ts'
import type { CompleteScript, MemoryPayment } from './memory-states.ts'

interface RunningChange {
  change: SubscriptionChange
  key: string
  step: number
  states: readonly ChangeState[]
}

/** What stands behind a scripted adapter: one subscription, its quotes and its changes, by the script's word. */
export class MemoryPlatform {
  view: SubscriptionView
  readonly script: Omit<CompleteScript, 'delayMs' | 'failures' | 'view'>
  readonly #now: () => Date
  readonly #changes = new Map<string, RunningChange>()
  readonly #quotes = new Map<string, Quote>()
  #lagging: { view: SubscriptionView; reads: number } | null = null
  #made = 0

  constructor(script: MemoryPlatform['script'], view: SubscriptionView, now: () => Date) {
    this.script = script
    this.view = view
    this.#now = now
    for (const change of script.changes)
      this.#changes.set(change.id, { change, key: '', step: 0, states: [change.state] })
    const { openChange: change } = view
    if (change)
      this.#changes.set(change.id, { change, key: '', step: 0, states: [change.state, ...script.changeScript] })
  }

  read(websiteId: string): SubscriptionView {
    const isLagging = this.#lagging !== null && this.#lagging.reads-- > 0
    return {
      ...(isLagging && this.#lagging ? this.#lagging.view : this.view),
      websiteId,
      now: this.#now().toISOString(),
    }
  }

  quote(packageId: string, surcharge = 0): Quote {
    const { view, script } = this
    const chosen = script.packages.find(({ id }) => id === packageId)
    if (!chosen) throw new AnalyticsError({ code: 'not_found', message: 'There is no such package.' })
    const choice = planChoice(view.subscription, chosen, this.#now(), choiceOptionsOf(view))
    if (!isQuotable(choice)) {
      throw new AnalyticsError({ code: 'refused', message: `This package cannot be chosen: ${choice.kind}.` })
    }
    const id = `quote-${++this.#made}`
    const { payment, taxed, balance } = script
    const quote = memoryQuote({ id, view, chosen, choice, payment, taxed, balance, now: this.#now(), surcharge })
    this.#quotes.set(id, quote)
    return quote
  }

  start({ idempotencyKey, intent, quote }: RouteInput<typeof startChange>): SubscriptionChange {
    const { view, script } = this
    if (!view.may.includes('plan'))
      throw new AnalyticsError({ code: 'forbidden', message: 'A viewer may not change a plan.' })
    const known = [...this.#changes.values()].find(({ key }) => key === idempotencyKey)
    if (known) return known.change
    if (view.openChange) return view.openChange
    if (standsAlready(view.subscription, intent)) return this.#alreadySo(intent)
    if (script.outdatedQuotes > 0 && intent.kind === 'choose') {
      script.outdatedQuotes--
      const details = this.quote(intent.packageId, 150)
      throw new AnalyticsError({
        code: 'quote_outdated',
        message: 'The price has changed since it was shown.',
        details,
      })
    }
    const dueToday = quote && this.#quotes.get(quote.id)?.dueToday
    const due = dueToday && dueToday.kind !== 'nothing' ? dueToday.amount : null
    const waits = due !== null && (script.payment === 'redirect' || script.payment === 'confirm')
    const states: readonly ChangeState[] = waits
      ? ['awaiting_payment', 'paid', ...script.changeScript]
      : script.changeScript
    const change = { id: `change-${++this.#made}`, intent, due, startedAt: this.#now().toISOString() }
    const running = { change: change as SubscriptionChange, key: idempotencyKey, step: 0, states }
    this.#changes.set(change.id, running)
    return this.#move(running, states[0] ?? 'applied')
  }

  /** A read of a change, which also moves it on: one state a read. */
  advance(changeId: string): SubscriptionChange {
    const running = this.#find(changeId)
    const { change } = running
    return isOpen(change) && change.state !== 'awaiting_payment' ? this.#next(running) : change
  }

  abandon(changeId: string): SubscriptionChange {
    const running = this.#find(changeId)
    return running.change.state === 'awaiting_payment' ? this.#move(running, 'abandoned') : running.change
  }

  pay(outcome: 'paid' | 'declined'): void {
    const waiting = [...this.#changes.values()].find(({ change }) => change.state === 'awaiting_payment')
    if (!waiting) throw new Error('No change is waiting for a payment.')
    if (outcome === 'declined') this.#move(waiting, 'failed')
    else this.#next(waiting)
  }

  /** A wish that changes nothing is not kept: it cannot be asked for again. */
  #alreadySo(intent: ChangeIntent): SubscriptionChange {
    const at = this.#now().toISOString()
    return { state: 'applied', id: `change-${++this.#made}`, intent, due: null, startedAt: at, endedAt: at }
  }

  #find(changeId: string): RunningChange {
    const running = this.#changes.get(changeId)
    if (!running) throw new AnalyticsError({ code: 'not_found', message: 'There is no such change.' })
    return running
  }

  #next(running: RunningChange): SubscriptionChange {
    const next = running.states[running.step + 1]
    if (!next) return running.change
    running.step++
    return this.#move(running, next)
  }

  #move(running: RunningChange, state: ChangeState): SubscriptionChange {
    const { payment, packages, laggingReads, changeReason } = this.script
    const { id, intent, due, startedAt } = running.change
    // A change of all states in one: whoever parses it keeps what belongs to its state.
    running.change = {
      id,
      intent,
      due,
      startedAt,
      state,
      payment: paymentStep(payment, id),
      collection: due && payment !== 'invoiced' ? 'paid' : 'not_needed',
      endedAt: this.#now().toISOString(),
      reference: 'RA-1042',
      reason: changeReason ?? usualReasons[state] ?? 'platform_refused',
    } as SubscriptionChange
    if (state === 'applied') {
      this.#lagging = { view: { ...this.view, openChange: null }, reads: laggingReads }
      const subscription = afterChange(this.view.subscription, intent, packages, this.#now())
      this.view = { ...this.view, subscription, usage: usageAfter(this.view, subscription) }
    }
    this.view = { ...this.view, openChange: isOpen(running.change) ? running.change : null }
    return running.change
  }
}

function standsAlready(subscription: Subscription, { kind }: ChangeIntent): boolean {
  const { status } = subscription
  if (kind === 'cancel') return status === 'ending'
  if (status !== 'active') return false
  return kind === 'resume' || (kind === 'keep' && subscription.planned === null)
}

type Quotable = Extract<PlanChoice, { kind: Quote['kind'] }>
const quotable: ReadonlySet<string> = new Set(['start', 'restart', 'upgrade', 'switch_interval', 'resume', 'downgrade'])

function isQuotable(choice: PlanChoice): choice is Quotable {
  return quotable.has(choice.kind)
}

const usualReasons: { [State in ChangeState]?: ChangeReason } = {
  failed: 'declined',
  abandoned: 'dropped',
  closed: 'settled_by_partner',
}

function paymentStep(payment: MemoryPayment, id: string) {
  if (payment === 'redirect') return { kind: 'redirect', url: `https://checkout.stripe.com/c/pay/${id}` }
  return payment === 'confirm' ? { kind: 'confirm', clientSecret: `secret-of-${id}` } : { kind: 'wait' }
}

function afterChange(
  subscription: Subscription,
  intent: ChangeIntent,
  packages: readonly Package[],
  now: Date,
): Subscription {
  if (intent.kind === 'choose') {
    const chosen = packages.find(({ id }) => id === intent.packageId)
    return chosen ? afterChoice(subscription, chosen, now) : subscription
  }
  if (subscription.status !== 'active' && subscription.status !== 'ending') return subscription
  const { plan, trial, endsAt, hadTrial } = subscription
  const running = { plan, trial, endsAt, hadTrial }
  return intent.kind === 'cancel' ? { status: 'ending', ...running } : { status: 'active', ...running, planned: null }
}

function afterChoice(subscription: Subscription, chosen: Package, now: Date): Subscription {
  const options = { mayChange: true, isChangeOpen: false, allowsIntervalSwitch: true }
  const { kind } = planChoice(subscription, chosen, now, options)
  if (kind === 'resume') return afterChange(subscription, { kind: 'resume' }, [], now)
  if (kind === 'downgrade' && subscription.status === 'active') {
    return { ...subscription, planned: { packageId: chosen.id, name: chosen.name, interval: chosen.interval } }
  }
  const endsAt = daysFrom(now, chosen.interval === 'yearly' ? 365 : 30)
  return { status: 'active', plan: planOf(chosen), trial: null, endsAt, hadTrial: true, planned: null }
}

/** Usage counts from 0 on a plan that is new; a pool's share stays as it is. */
function usageAfter(before: SubscriptionView, after: Subscription): SubscriptionView['usage'] {
  const { usage, subscription } = before
  if (after.status !== 'active' || usage.kind === 'pool_share') return usage
  if (subscription.status !== 'none' && subscription.plan.packageId === after.plan.packageId) return usage
  const { limit } = after.plan
  if (limit === null) return { kind: 'unknown' }
  if (limit === 0) return { kind: 'no_tracking' }
  if (limit === 'unlimited') return { kind: 'unlimited', used: 0, resetsAt: after.endsAt }
  return { kind: 'limited', used: 0, limit, resetsAt: after.endsAt }
}
