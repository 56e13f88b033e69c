'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { Currency } from '../../contract/money.ts'
import type { BillingInterval, Package } from '../../contract/package.ts'
import { isBeingRenewed, type UnavailableReason } from '../../contract/plan-choice.ts'
import type { CurrentPlan, SubscriptionView } from '../../contract/subscription.ts'
import type { AnalyticsError } from '../../contract/error.ts'
import { packagesQuery, subscriptionQuery } from '../data/queries.ts'
import { readResult, type ReadResult } from '../data/read-result.ts'
import { useWebsiteScope } from '../data/use-website-scope.ts'
import { useLatest } from '../use-latest.ts'
import { counterpart, isChoosable, optionsOf, pickerOptions, type PickerOption } from './picker-options.ts'

export interface UsePackagePickerOptions {
  /** The partner's own id of the website. */
  websiteId: string
  /** The chosen package's id; `null` for none. Given, the picker is controlled. */
  value?: string | null | undefined
  /** The package that is chosen at first, when the picker is not controlled. Default: none. */
  defaultValue?: string | null | undefined
  /** Called with each choice; `null` when another interval or currency leaves nothing chosen. */
  onChange?: ((packageId: string | null) => void) | undefined
  /** Told when nothing stays chosen, with the plan that was: for a note to screen readers. */
  onCleared?: ((cleared: Package) => void) | undefined
}

/**
 * How far a picker is. A read that fails later on leaves what is shown, and `error` says why.
 * - `empty`: no package is on offer.
 */
export type PackagePickerStatus =
  | { status: 'loading'; view: SubscriptionView | null; error: null }
  | { status: 'error'; view: SubscriptionView | null; error: AnalyticsError }
  | { status: 'empty' | 'ready'; view: SubscriptionView; error: AnalyticsError | null }

/** A filter for a long list. */
export interface PickerFilter {
  value: string
  set: (text: string) => void
  /** How many options it leaves, of how many. */
  shown: number
  total: number
}

export type UsePackagePickerResult = PackagePickerStatus & {
  isRefreshing: boolean
  /** Reads again what could not be read. */
  retry: () => void
  /** What the website is on now, also when that is not on the list. */
  plan: CurrentPlan | null
  isPlanListed: boolean
  /** Why nothing at all can be chosen; `null` when something can. */
  readOnlyReason: UnavailableReason | null
  /** What is on offer in the interval, the currency and the filter in force. */
  options: readonly PickerOption[]
  chosen: PickerOption | null
  /** Chooses a package by its id, or none. */
  select: (packageId: string | null) => void
  interval: BillingInterval
  /** False when every package has the same interval: then there is nothing to choose. */
  hasIntervals: boolean
  setInterval: (interval: BillingInterval) => void
  /** The largest saving of a yearly plan, in whole percent. */
  bestSavingPercent: number
  currency: Currency
  currencies: readonly Currency[]
  setCurrency: (currency: Currency) => void
  /** `null` for a list that is too short to need one. */
  filter: PickerFilter | null
}

/** From how many options on there is a filter. */
const filterFrom = 20
const noOptions: readonly PickerOption[] = []

/**
 * What a picker of packages shows and does, without its looks.
 *
 * `status` is `loading`, `error`, `empty` or `ready`; the options are those of the interval, the currency and the filter in
 * force, by limit.
 */
export function usePackagePicker(options: UsePackagePickerOptions): UsePackagePickerResult {
  const { websiteId, value, defaultValue = null, onChange, onCleared } = options
  const scope = useWebsiteScope(websiteId)
  const packages = useQuery(packagesQuery(scope))
  const subscription = useQuery(subscriptionQuery(scope))
  const view = subscription.data
  const list = packages.data?.packages
  const readAt = view?.now ? Date.parse(view.now) : subscription.dataUpdatedAt
  const all = useMemo(
    () => (list && view ? pickerOptions(list, view, new Date(readAt)) : noOptions),
    [list, view, readAt],
  )

  const [ownValue, setOwnValue] = useState(defaultValue)
  const [pickedInterval, setPickedInterval] = useState<BillingInterval | null>(null)
  const [pickedCurrency, setPickedCurrency] = useState<Currency | null>(null)
  const [filter, setFilter] = useState('')
  const wanted = useDeferredValue(filter).trim().toLowerCase()

  const chosenId = value === undefined ? ownValue : value
  const chosen = all.find((option) => option.package.id === chosenId && isChoosable(option)) ?? null
  const plan = view && view.subscription.status !== 'none' ? view.subscription.plan : null
  const currencies = useMemo(() => [...new Set(all.map((option) => option.package.price.currency))], [all])

  // A chosen plan that is sold in both intervals is always in sight.
  const interval =
    (chosen?.twin && chosen.package.interval) ??
    pickedInterval ??
    chosen?.package.interval ??
    (plan?.interval === 'yearly' ? 'yearly' : 'monthly')
  const currency = chosen?.package.price.currency ?? pickedCurrency ?? known(currencies, plan?.price?.currency) ?? 'EUR'
  const offered = useMemo(() => optionsOf(all, interval, currency), [all, interval, currency])
  const shown = useMemo(
    () => (wanted ? offered.filter(({ package: { name } }) => name?.toLowerCase().includes(wanted)) : offered),
    [offered, wanted],
  )

  const latest = useLatest(onChange)
  const select = useCallback(
    (packageId: string | null) => {
      setOwnValue(packageId)
      latest.current?.(packageId)
    },
    [latest],
  )
  const move = (change: { interval?: BillingInterval; currency?: Currency }) => {
    if (!chosen || (change.interval && !chosen.twin)) return
    const next = counterpart(all, chosen.package, change)
    if (next && isChoosable(next)) return select(next.package.id)
    select(null)
    onCleared?.(chosen.package)
  }

  return {
    ...statusOf(
      readResult(packages, ({ packages: read }) => read),
      readResult(subscription, (read) => read),
      all.length,
    ),
    isRefreshing: packages.isFetching || subscription.isFetching,
    retry: () => {
      if (packages.isError) void packages.refetch()
      if (subscription.isError) void subscription.refetch()
    },
    plan,
    isPlanListed: all.some((option) => option.package.id === plan?.packageId),
    readOnlyReason: view ? readOnlyReason(view, new Date(readAt)) : null,
    options: shown,
    chosen,
    select,
    interval,
    hasIntervals: all.some(({ package: { interval: own } }) => own !== all[0]?.package.interval),
    bestSavingPercent: all.reduce((best, { savingPercent }) => Math.max(best, savingPercent ?? 0), 0),
    setInterval: (next: BillingInterval) => {
      setPickedInterval(next)
      move({ interval: next })
    },
    currency,
    currencies,
    setCurrency: (next: Currency) => {
      setPickedCurrency(next)
      move({ currency: next })
    },
    filter:
      offered.length < filterFrom
        ? null
        : { value: filter, set: setFilter, shown: shown.length, total: offered.length },
  }
}
function statusOf(
  packages: ReadResult<readonly Package[]>,
  subscription: ReadResult<SubscriptionView>,
  count: number,
): PackagePickerStatus {
  const error = packages.error ?? subscription.error
  const view = subscription.data ?? null
  if (packages.data && view) return { status: count > 0 ? 'ready' : 'empty', view, error }
  return error ? { status: 'error', view, error } : { status: 'loading', view, error }
}

function readOnlyReason(view: SubscriptionView, now: Date): UnavailableReason | null {
  if (!view.may.includes('plan')) return 'no_right'
  if (view.billingMode === 'platform_managed') return 'platform_managed'
  if (view.openChange) return 'change_running'
  if (view.payment.standing !== 'paid') return 'payment_due'
  if (view.subscription.status === 'ended' && view.refusesUpgrades) return 'deactivated'
  return isBeingRenewed(view.subscription, now) ? 'being_renewed' : null
}

function known(currencies: readonly Currency[], wanted: Currency | undefined): Currency | undefined {
  return wanted && currencies.includes(wanted) ? wanted : currencies[0]
}
