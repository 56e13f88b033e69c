import type { Currency } from '../../contract/money.ts'
import { compareLimits, type BillingInterval, type Package } from '../../contract/package.ts'
import { choiceOptionsOf, planChoice, type PlanChoice } from '../../contract/plan-choice.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'

/** A package on the list, and what choosing it would mean. */
export interface PickerOption {
  package: Package
  choice: PlanChoice
  /** The same plan in the other interval; `null` when it is only sold in this one. */
  twin: Package | null
  /** Whole percent saved by paying yearly, against the twin's real price; `null` below 1 or when nothing can be compared. */
  savingPercent: number | null
}

/** What may be chosen; everything else is text. */
const choosable: ReadonlySet<PlanChoice['kind']> = new Set([
  'start',
  'restart',
  'upgrade',
  'switch_interval',
  'resume',
  'downgrade',
])

export function isChoosable({ choice }: PickerOption): boolean {
  return choosable.has(choice.kind)
}

/** Every package that is on offer, by limit, unlimited last. */
export function pickerOptions(packages: readonly Package[], view: SubscriptionView, now: Date): PickerOption[] {
  const choiceOptions = choiceOptionsOf(view)
  const twins = new Map(packages.map((candidate) => [twinKey(candidate, candidate.interval), candidate]))
  return packages
    .map((candidate) => {
      const twin = twins.get(twinKey(candidate, candidate.interval === 'monthly' ? 'yearly' : 'monthly')) ?? null
      const choice = planChoice(view.subscription, candidate, now, choiceOptions)
      return { package: candidate, choice, twin, savingPercent: savingPercent(candidate, twin) }
    })
    .filter(({ choice }) => choice.kind !== 'not_listed')
    .sort(
      ({ package: a }, { package: b }) =>
        compareLimits(a.limit, b.limit) || a.price.amountMinor - b.price.amountMinor || a.id.localeCompare(b.id),
    )
}

/** What one interval and one currency show: a plan that is sold in the other interval only stays visible. */
export function optionsOf(
  options: readonly PickerOption[],
  interval: BillingInterval,
  currency: Currency,
): PickerOption[] {
  return options.filter(
    ({ package: { interval: own, price }, twin }) => price.currency === currency && (own === interval || twin === null),
  )
}

/** What a yearly price comes to in a month, in minor units, rounded up: never less than is paid. */
export function monthlyEquivalent({ price }: Package): number {
  return Math.ceil(price.amountMinor / 12)
}

/** The same plan (name and limit) in another interval or currency. */
export function counterpart(
  options: readonly PickerOption[],
  { name, limit, interval, price }: Package,
  change: { interval?: BillingInterval; currency?: Currency },
): PickerOption | undefined {
  const wanted = { interval, currency: price.currency, ...change }
  return options.find(
    ({ package: other }) =>
      other.name === name &&
      other.limit === limit &&
      other.interval === wanted.interval &&
      other.price.currency === wanted.currency,
  )
}

function twinKey({ name, limit, price }: Package, interval: BillingInterval): string {
  return JSON.stringify([name, limit, price.currency, interval])
}

function savingPercent(yearly: Package, monthly: Package | null): number | null {
  if (yearly.interval !== 'yearly' || !monthly) return null
  const twelve = monthly.price.amountMinor * 12
  const saving = twelve > 0 ? Math.floor(((twelve - yearly.price.amountMinor) * 100) / twelve) : 0
  return saving >= 1 ? saving : null
}
