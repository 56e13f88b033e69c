'use client'
import { useState } from 'react'
import { adapterFailure } from '../../adapter/adapter-failure.ts'
import type { AnalyticsError } from '../../contract/error.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import { usePackages } from '../packages/use-packages.ts'
import { useChangeSubscription } from '../upgrade/use-change-subscription.ts'
import { panelActions, panelState, type PanelAction } from './panel-state.ts'
import { useSubscription } from './use-subscription.ts'

export interface UseSubscriptionPanelOptions {
  websiteId: string
  /** Told once a change is applied and a fresh read shows it. */
  onChanged?: ((change: SubscriptionChange) => void) | undefined
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
 */
export function useSubscriptionPanel({ websiteId, onChanged }: UseSubscriptionPanelOptions) {
  const subscription = useSubscription(websiteId)
  const packages = usePackages(websiteId)
  const changing = useChangeSubscription(websiteId, { onApplied: onChanged })
  const [error, setError] = useState<AnalyticsError | null>(null)
  const [isSending, setSending] = useState(false)
  const view = subscription.data ?? null

  const open = view?.openChange
  if (open && changing.change?.id !== open.id) changing.follow(open)
  const { change, isSeen } = changing
  const isSettling = change !== null && !isSeen && (change.state === 'applied' || change.state === 'applying')
  // A small change of our own does not take the panel away: the sentence and the buttons stay until it is seen.
  const isOwn = isSettling && change.intent.kind !== 'choose'
  const shown = view && isOwn ? { ...view, openChange: null } : view
  const readAt = view?.now ? Date.parse(view.now) : subscription.dataUpdatedAt
  const state = shown && panelState(shown, new Date(readAt))

  async function run(task: () => Promise<unknown>): Promise<boolean> {
    if (isSending) return false
    setSending(true)
    setError(null)
    try {
      await task()
      return true
    } catch (cause) {
      setError(adapterFailure('The adapter', cause))
      // What became of it may stand there already.
      void subscription.refetch()
      return false
    } finally {
      setSending(false)
    }
  }

  return {
    status: view ? ('ready' as const) : subscription.isError ? ('error' as const) : ('loading' as const),
    retry: () => void subscription.refetch(),
    view,
    /** When it was read, in milliseconds: by the backend's clock where it says so. */
    readAt,
    state,
    actions: shown && state ? panelActions(shown, state) : [],
    /** The free plan that an ending one and a trial fall to; `null` when there is none on the list. */
    freePlan: packages.data?.packages.find(({ name }) => name === 'Free') ?? null,
    packages: packages.data?.packages ?? [],
    change,
    isSeen,
    /** True from the click until a fresh read shows what was wanted. */
    isWorking: isSending || isOwn,
    error,
    /** Starts what a button stands for. Answers whether it was taken. */
    act(action: PanelAction): Promise<boolean> {
      const intent = intents[action]
      if (intent) return run(() => changing.start(intent))
      if (action === 'discard' && open) return run(() => changing.abandon(open.id))
      if (action === 'refresh') void subscription.refetch()
      return Promise.resolve(action === 'refresh')
    },
  }
}
export type SubscriptionPanelView = ReturnType<typeof useSubscriptionPanel>
