'use client'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { Currency } from '../../contract/money.ts'
import type { BillingInterval, Package } from '../../contract/package.ts'
import { isBeingRenewed, type UnavailableReason } from '../../contract/plan-choice.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import { useSubscription } from '../subscription/use-subscription.ts'
import { useLatest } from '../use-latest.ts'
import { counterpart, isChoosable, optionsOf, pickerOptions, type PickerOption } from './picker-options.ts'
import { usePackages } from './use-packages.ts'

export interface PackagePickerState {
  websiteId: string
  /** The chosen package's id; `null` for none. Given, the picker is controlled. */
  value?: string | null | undefined
  /** The package that is chosen at first, when the picker is not controlled. Default: none. */
  defaultValue?: string | null | undefined
  /** Told of each choice; `null` when another interval or currency leaves nothing chosen. */
  onChange?: ((packageId: string | null) => void) | undefined
  /** Told when nothing stays chosen, with the plan that was: for a note to screen readers. */
  onCleared?: ((cleared: Package) => void) | undefined
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
export function usePackagePicker({ websiteId, value, defaultValue = null, onChange, onCleared }: PackagePickerState) {
  const packages = usePackages(websiteId)
  const subscription = useSubscription(websiteId)
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
    plan?.interval ??
    'monthly'
  const currency = chosen?.package.price.currency ?? pickedCurrency ?? known(currencies, plan?.price?.currency) ?? 'EUR'
  const offered = useMemo(() => optionsOf(all, interval, currency), [all, interval, currency])
  const options = useMemo(
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
    status: statusOf(packages.isError || subscription.isError, list && view, all.length),
    isRefreshing: packages.isFetching || subscription.isFetching,
    error: packages.error ?? subscription.error,
    retry: () => {
      if (packages.isError) void packages.refetch()
      if (subscription.isError) void subscription.refetch()
    },
    view: view ?? null,
    /** What the website is on now, also when that is not on the list. */
    plan,
    isPlanListed: all.some((option) => option.package.id === plan?.packageId),
    /** Why nothing at all can be chosen; `null` when something can. */
    readOnly: view ? readOnlyReason(view, new Date(readAt)) : null,
    options,
    chosen,
    select,
    interval,
    /** False when every package has the same interval: then there is nothing to choose. */
    hasIntervals: all.some(({ package: { interval: own } }) => own !== all[0]?.package.interval),
    /** The largest saving of a yearly plan, in whole percent. */
    bestSaving: all.reduce((best, { savingPercent }) => Math.max(best, savingPercent ?? 0), 0),
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
    /** `null` for so few packages that nobody needs one. */
    filter:
      offered.length < filterFrom
        ? null
        : { value: filter, set: setFilter, shown: options.length, total: offered.length },
  }
}
export type PackagePickerView = ReturnType<typeof usePackagePicker>

function statusOf(isError: boolean, data: unknown, count: number) {
  if (!data) return isError ? 'error' : 'loading'
  return count > 0 ? 'ready' : 'empty'
}

function readOnlyReason(view: SubscriptionView, now: Date): UnavailableReason | null {
  if (view.role === 'viewer') return 'no_right'
  if (view.billingMode === 'platform_managed') return 'platform_managed'
  if (view.openChange) return 'change_running'
  if (view.payment.standing !== 'paid') return 'payment_due'
  if (view.subscription.status === 'ended' && view.refusesUpgrades) return 'deactivated'
  return isBeingRenewed(view.subscription, now) ? 'being_renewed' : null
}

function known(currencies: readonly Currency[], wanted: Currency | undefined): Currency | undefined {
  return wanted && currencies.includes(wanted) ? wanted : currencies[0]
}
