'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { adapterFailure } from '../../adapter/adapter-failure.ts'
import type { AnalyticsError } from '../../contract/error.ts'
import type { Package } from '../../contract/package.ts'
import { isDefinite } from '../data/change-starter.ts'
import { useChangeNews } from '../data/change-news.ts'
import { shows } from '../data/change-query.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import { usePackages } from '../data/use-packages.ts'
import { useChangeSubscription, type FollowedChange } from '../data/use-change-subscription.ts'
import { panelActions, panelState, type PanelAction, type PanelState } from './panel-state.ts'
import { subscriptionQuery } from '../data/queries.ts'
import { readResult, type ReadResult } from '../data/read-result.ts'
import { useWebsiteScope } from '../data/use-website-scope.ts'

export interface UseSubscriptionPanelOptions {
  /** The partner's own id of the website. */
  websiteId: string
  /** Called once a change is applied and a fresh read shows it. */
  onChanged?: ((change: SubscriptionChange) => void) | undefined
}

/**
 * How far a panel is. `error` of `ready` is why the last action failed, or the last read.
 */
export type SubscriptionPanelStatus =
  | { status: 'loading'; view: null; state: null; error: null }
  | { status: 'error'; view: null; state: null; error: AnalyticsError }
  | { status: 'ready'; view: SubscriptionView; state: PanelState; error: AnalyticsError | null }

/**
 * What became of an action: `accepted` by the backend, `failed` (`error` says why), `busy` with the one before, or
 * `elsewhere` for what a panel cannot do by itself, such as choosing a plan.
 */
export type PanelActionResult = 'accepted' | 'failed' | 'busy' | 'elsewhere'

export type UseSubscriptionPanelResult = SubscriptionPanelStatus &
  FollowedChange & {
    /** Reads the subscription again. */
    retry: () => void
    /** The moment that all this is about: when it was read, by the backend's clock where it says so. */
    asOf: Date
    /** What can be done, most wanted first. */
    actions: readonly PanelAction[]
    /** The free plan that an ending one and a trial fall to; `null` when there is none on the list. */
    freePlan: Package | null
    packages: readonly Package[]
    /** True from the click until a fresh read shows what was wanted. */
    isWorking: boolean
    /** Does what a button stands for. */
    act: (action: PanelAction) => Promise<PanelActionResult>
  }

const noPackages: readonly Package[] = []

/** Why an action failed, and what it wanted where it is unknown whether that was done. */
interface Failure {
  error: AnalyticsError
  wish: ChangeIntent | null
}

/** What each button starts. The others lead elsewhere: to the plans, to the change that is under way. */
const intents: { readonly [Action in PanelAction]?: ChangeIntent } = {
  keep: { kind: 'keep' },
  renewal_on: { kind: 'resume' },
  renewal_off: { kind: 'cancel' },
}

/**
 * A subscription in its holder's hands, without its looks: what there is to say (`state`), what can be done (`actions`), and
 * `act` to do it. A change that is started here, or was found, is followed to its end.
 *
 * Another website or customer is another panel: give the component that calls this a `key` of both.
 */
export function useSubscriptionPanel({
  websiteId,
  onChanged,
}: UseSubscriptionPanelOptions): UseSubscriptionPanelResult {
  const subscription = useQuery(subscriptionQuery(useWebsiteScope(websiteId)))
  const { data: packages = noPackages } = usePackages({ websiteId })
  const changing = useChangeSubscription({ websiteId, onChanged })
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isSending, setSending] = useState(false)
  const view = subscription.data ?? null

  const open = view?.openChange
  if (open && changing.change?.id !== open.id) changing.follow(open)
  const { change, isInEffect, isOver } = changing
  useChangeNews((changed, changeId) => {
    if (changed !== websiteId) return
    setFailure(null)
    if (isOver && change?.id !== changeId) changing.follow(null)
  })
  const isSettling = change !== null && !isOver && (change.state === 'applied' || change.state === 'applying')
  // A small change of our own does not take the panel away: the sentence and the buttons stay until it is seen.
  const isOwn = isSettling && change.intent.kind !== 'choose'
  const shown = view && isOwn ? { ...view, openChange: null } : view
  const asOf = new Date(view?.now ?? subscription.dataUpdatedAt)
  const state = shown && panelState(shown, asOf)

  // What was not answered and stands there all the same has been done: there is nothing to try again.
  const isDone = failure?.wish && view && shows(view.subscription, failure.wish)
  const error = failure && !isDone ? failure.error : null

  async function run(task: () => Promise<unknown>, wanted: ChangeIntent | null): Promise<PanelActionResult> {
    if (isSending) return 'busy'
    setSending(true)
    setFailure(null)
    try {
      await task()
      return 'accepted'
    } catch (cause) {
      setFailure({ error: adapterFailure('The adapter', cause), wish: isDefinite(cause) ? null : wanted })
      // What became of it may stand there already.
      void subscription.refetch()
      return 'failed'
    } finally {
      setSending(false)
    }
  }

  return {
    ...(change ? { change, isInEffect, isOver } : { change, isInEffect: false, isOver: false }),
    ...statusOf(
      readResult(subscription, (read) => read),
      state,
      error,
    ),
    retry: () => void subscription.refetch(),
    asOf,
    actions: shown && state ? panelActions(shown, state) : [],
    freePlan: packages.find(({ name }) => name === 'Free') ?? null,
    packages,
    isWorking: isSending || isOwn,
    async act(action) {
      const intent = intents[action]
      if (intent) return run(() => changing.start(intent), intent)
      if (action === 'discard' && open) return run(() => changing.abandon(open.id), null)
      if (action !== 'refresh') return 'elsewhere'
      void subscription.refetch()
      return 'accepted'
    },
  }
}

function statusOf(
  read: ReadResult<SubscriptionView>,
  state: PanelState | null,
  error: AnalyticsError | null,
): SubscriptionPanelStatus {
  if (read.data && state) return { status: 'ready', view: read.data, state, error }
  return read.error
    ? { status: 'error', view: null, state: null, error: read.error }
    : { status: 'loading', view: null, state: null, error: null }
}
