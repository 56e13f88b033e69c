'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef, useState } from 'react'
import { adapterFailure } from '../../adapter/adapter-failure.ts'
import type { AnalyticsError } from '../../contract/error.ts'
import type { Package } from '../../contract/package.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import { quoteQuery, replaceKnown, subscriptionQuery } from '../data/queries.ts'
import { usePackages } from '../data/use-packages.ts'
import { useLatest } from '../use-latest.ts'
import { useWebsiteScope } from '../data/use-website-scope.ts'
import { openInNewTab } from '../safety/open-in-new-tab.ts'
import { isDefinite } from '../data/change-starter.ts'
import { isFramed } from '../safety/framing.ts'
import { allowedPaymentUrl, defaultPaymentOrigins } from '../safety/payment-url.ts'
import { initialUpgrade, upgradeReducer, type UpgradeState } from './upgrade-machine.ts'
import { useChangeSubscription } from '../data/use-change-subscription.ts'
import { usePageReturn } from '../data/use-page-return.ts'
import { useReturnedChange } from './use-returned-change.ts'

export interface UseUpgradeOptions {
  /** The partner's own id of the website. */
  websiteId: string
  /** Whether it is shown: nothing is asked of the backend while it is false. */
  open: boolean
  /** The change that a payment page sent the customer back for: how it went is shown first. */
  changeId?: string | undefined
  /** Called once a change is applied and a fresh read shows it. */
  onChanged?: ((change: SubscriptionChange) => void) | undefined
  /** Origins that a payment page may have, besides the page's own. Default: Stripe's. */
  paymentOrigins?: readonly string[] | undefined
  /** Goes to the payment page, whose address has been checked. Default: leaves this page for it. */
  onRedirect?: ((url: string) => void) | undefined
}

/** Where the customer is between the plans and the plan they wanted (`step`), what is known there, and what they can do. */
export type UseUpgradeResult = UpgradeState & {
  /** True while the change that a payment page sent back for (`changeId`) is looked for: what it was is not known yet. */
  isReturning: boolean
  packages: readonly Package[]
  /** What the website has; `null` until it is read. */
  view: SubscriptionView | null
  /** The price of what is chosen; `null` while it is asked for, or could not be had (`hasQuoteFailed`). */
  quote: Quote | null
  hasQuoteFailed: boolean
  /** Why it could not be had; `null` while it can. */
  quoteError: AnalyticsError | null
  /** Asks for the price again, after it could not be had. */
  retryQuote: () => void
  isDiscarding: boolean
  /** True in the step `pay` where the payment page opens in a tab of its own: it refuses to be framed, and this page is. */
  paysInTab: boolean
  /** Asks now how far the change is: after a payment element has confirmed, for example. */
  refresh: () => void
  choose: (packageId: string | null) => void
  /** On to the review of what was chosen, or of something that needs no choice: keeping the plan. */
  review: (intent?: ChangeIntent) => void
  back: () => void
  /** Starts the change, at the price that is shown. */
  confirm: () => void
  /** To the payment page of the change that waits for it. */
  pay: () => void
  /** Drops a change that is not paid, and goes back to the plans. One that was paid meanwhile goes on. */
  discard: () => Promise<void>
}

/** How long a choice has to last until its price is asked for. */
const restMs = 350

/**
 * The way from picking a package to having it, without its looks: `step` says where the customer is, and the functions are what
 * they can do there. What is called in a step that does not know it changes nothing.
 *
 * Another website or customer is another upgrade: give the component that calls this a `key` of both.
 */
export function useUpgrade(options: UseUpgradeOptions): UseUpgradeResult {
  const { websiteId, open: isOpen, onChanged, paymentOrigins = defaultPaymentOrigins } = options
  const scope = useWebsiteScope(websiteId)
  const client = useQueryClient()
  const packages = usePackages({ websiteId })
  const subscription = useQuery(subscriptionQuery(scope))
  const changing = useChangeSubscription({ websiteId, onChanged })
  const [state, send] = useReducer(upgradeReducer, initialUpgrade)
  const [isDiscarding, setDiscarding] = useState(false)

  const { step, intent } = state
  const packageId = intent?.kind === 'choose' ? intent.packageId : null
  const isRested = useRested(packageId)
  const quoteOptions = quoteQuery({ ...scope, packageId: packageId ?? '' })
  const asksPrice = step === 'review' || step === 'sending' || (step === 'pick' && isRested)
  const quote = useQuery({ ...quoteOptions, enabled: isOpen && packageId !== null && asksPrice })

  const find = (other: SubscriptionChange) => {
    const event = { type: 'found', change: other } as const
    if (upgradeReducer(state, event) === state) return
    changing.follow(other)
    send(event)
  }
  // What is known elsewhere moves the machine while rendering, so that it never shows an older step.
  const open = isOpen && step !== 'sending' && !subscription.isFetching ? subscription.data?.openChange : null
  if (open && open.id !== state.change?.id) find(open)
  const { change, isInEffect, isOver } = changing
  if (change && state.change?.id === change.id) {
    const event = { type: 'moved', change, isInEffect, isOver } as const
    const next = upgradeReducer(state, event)
    if (next.step !== step || next.change !== state.change) send(event)
  }
  const [wasOpen, setWasOpen] = useState(false)
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen)
    if (isOpen) send({ type: 'reopened' })
  }

  const isReturning = useReturnedChange(scope, options.changeId, isOpen, subscription, find)
  const readAgain = () => void subscription.refetch()
  useOnTurningTrue(isOpen, readAgain)
  usePageReturn(isOpen, (event) => {
    readAgain()
    // The page as it was left, brought back by the browser's Back.
    if (step === 'pay' && event instanceof PageTransitionEvent && event.persisted) send({ type: 'reopened' })
  })

  const quoteError = quote.error === null ? null : adapterFailure('The adapter', quote.error)
  // What is not for sale any more was so when the plans were read.
  useOnTurningTrue(isDefinite(quoteError), readAgain)

  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = isOpen
    return () => {
      isShown.current = false
    }
  }, [isOpen])

  const notLeft = (error: unknown) => send({ type: 'unanswered', error: adapterFailure('onRedirect', error) })
  const goPay = (unpaid: SubscriptionChange | null) => {
    if (unpaid?.state !== 'awaiting_payment' || unpaid.payment.kind !== 'redirect') return
    send({ type: 'leaving' })
    try {
      const allowed = allowedPaymentUrl(unpaid.payment.url, paymentOrigins, location)
      if (options.onRedirect) options.onRedirect(allowed)
      else if (isFramed()) openInNewTab(async () => new URL(allowed)).catch(notLeft)
      else location.assign(allowed)
    } catch (error) {
      notLeft(error)
    }
  }

  const opensTab = () => !options.onRedirect && isFramed()

  const started = (sent: ChangeIntent, answer: SubscriptionChange) => {
    const isOurs = JSON.stringify(answer.intent) === JSON.stringify(sent)
    send({ type: isOurs ? 'started' : 'found', change: answer })
    // Closed meanwhile: the customer is not taken away from what they are doing now. A tab opens only from a click.
    if (isOurs && isShown.current && !opensTab()) goPay(answer)
  }

  const notStarted = (cause: unknown, confirmed: Quote | null) => {
    const error = adapterFailure('The adapter', cause)
    if (error.is('quote_outdated')) {
      const anew = error.details
      if (anew) replaceKnown(client, quoteOptions.queryKey, () => anew)
      else void client.resetQueries({ queryKey: quoteOptions.queryKey })
      return send({ type: 'requoted', outdatedQuote: confirmed })
    }
    if (error.is('change_open') && error.details) return find(error.details)
    readAgain()
    send({ type: isDefinite(error) ? 'rejected' : 'unanswered', error })
  }

  return {
    ...state,
    isReturning,
    packages: packages.data ?? noPackages,
    view: subscription.data ?? null,
    quote: quote.data?.to.id === packageId ? quote.data : null,
    hasQuoteFailed: quote.isError && !quote.isFetching,
    quoteError,
    retryQuote: () => void quote.refetch(),
    isDiscarding,
    // Nothing is paid while rendering on a server, which has no window to ask.
    paysInTab: step === 'pay' && opensTab(),
    refresh: changing.refresh,
    choose: (chosen: string | null) =>
      send({ type: 'chosen', intent: chosen === null ? null : { kind: 'choose', packageId: chosen } }),
    review: (wanted?: ChangeIntent) => send(wanted ? { type: 'reviewed', intent: wanted } : { type: 'reviewed' }),
    back: () => {
      changing.follow(null)
      send({ type: 'back' })
    },
    confirm: () => {
      const price = packageId === null ? null : quote.data
      if (step !== 'review' || !intent || price === undefined) return
      const sent: ChangeIntent = price?.kind === 'resume' ? { kind: 'resume' } : intent
      send({ type: 'confirmed' })
      changing.start(sent, price).then(
        (answer) => started(sent, answer),
        (cause: unknown) => notStarted(cause, price),
      )
    },
    pay: () => goPay(state.change),
    discard: async () => {
      if (!state.change || isDiscarding) return
      setDiscarding(true)
      try {
        const left = await changing.abandon(state.change.id)
        if (left.state === 'abandoned') send({ type: 'back' })
      } catch (error) {
        send({ type: 'unanswered', error: adapterFailure('The adapter', error) })
      } finally {
        setDiscarding(false)
      }
    },
  }
}
const noPackages: readonly Package[] = []

/** True once a choice has stayed for a moment, so that arrowing through a list asks for one price, not for ten. */
function useRested(value: string | null): boolean {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested === value
}

function useOnTurningTrue(isTrue: boolean, act: () => void): void {
  const latest = useLatest(act)
  useEffect(() => {
    if (isTrue) latest.current()
  }, [isTrue, latest])
}
