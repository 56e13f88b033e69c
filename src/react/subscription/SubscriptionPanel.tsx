'use client'
import { useEffect, useState } from 'react'
import type { SubscriptionView } from '../../contract/subscription.ts'
import { withBdi } from '../format/with-bdi.tsx'
import {
  englishSubscription,
  type SentenceFacts,
  type SubscriptionMessages,
} from '../messages/subscription-messages.ts'
import { englishUpgrade } from '../messages/upgrade-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { PaymentDueNote } from '../packages/PaymentDueNote.tsx'
import { usePlanWords, type PlanWords } from '../packages/plan-words.ts'
import { refusalText } from '../packages/refusal-text.ts'
import { Announcer, useAnnounce } from '../ui/Announcer.tsx'
import { outcomeText } from '../upgrade/outcome-text.ts'
import { UpgradeModal } from '../upgrade/UpgradeModal.tsx'
import type { UpgradeModalProps } from '../upgrade/upgrade-modal-props.ts'
import type { PanelAction, PanelState } from './panel-state.ts'
import { RenewalDialog } from './RenewalDialog.tsx'
import { SubscriptionFacts } from './SubscriptionFacts.tsx'
import { useSubscriptionPanel, type SubscriptionPanelView } from './use-subscription-panel.ts'

export interface SubscriptionPanelProps extends Omit<
  UpgradeModalProps,
  'open' | 'onClose' | 'successor' | 'websiteId'
> {
  /** The partner's own id of the website. */
  websiteId: string
  /** Shows the plans in the partner's own way. Default: an `UpgradeModal`, which takes the other props. */
  onChoosePlan?: (() => void) | undefined
}

/**
 * What a website has, in one sentence and a list, and what its holder may do about it: choose a plan, keep the one that is
 * to be switched, turn auto-renewal off and on. The same for a pool that several websites share.
 *
 * @example <SubscriptionPanel websiteId="shop-1" footnote="Prices exclude VAT." />
 */
export function SubscriptionPanel({ onChoosePlan, ...props }: SubscriptionPanelProps) {
  const [isChoosing, setChoosing] = useState(false)
  return (
    <>
      <Announcer>
        <Panel {...props} onChoosePlan={onChoosePlan ?? (() => setChoosing(true))} />
      </Announcer>
      {!onChoosePlan && <UpgradeModal {...props} open={isChoosing} onClose={() => setChoosing(false)} />}
    </>
  )
}

function Panel({
  websiteId,
  onChanged,
  onChoosePlan,
  paymentOrigins,
}: SubscriptionPanelProps & { onChoosePlan: () => void }) {
  const messages = useMessages('subscription', englishSubscription)
  const upgradeMessages = useMessages('upgrade', englishUpgrade)
  const words = usePlanWords()
  const panel = useSubscriptionPanel({ websiteId, onChanged })
  const [isAsking, setAsking] = useState(false)
  const { status, view, state, actions, change, isSeen, isWorking } = panel

  const outcome =
    isSeen && change && change.intent.kind !== 'choose' ? outcomeText('done', change, view, upgradeMessages, words) : ''
  const announce = useAnnounce()
  useEffect(() => {
    if (outcome) announce(outcome)
  }, [outcome, announce])
  useEffect(() => {
    if (isWorking) announce(messages.working)
  }, [isWorking, announce, messages.working])

  if (!view || !state) return <Waiting panel={panel} messages={messages} />
  const facts = factsOf(view, state, panel, words)
  const press = (action: PanelAction) => {
    if (action === 'renewal_off') setAsking(true)
    else if (action === 'choose' || action === 'change' || action === 'restart' || action === 'continue') onChoosePlan()
    else void panel.act(action)
  }
  const trouble = troubleText()
  return (
    <section data-part="subscription" data-state={state} data-status={status} aria-busy={isWorking}>
      <p data-part="subscription-sentence">{sentence()}</p>
      {view.holder === 'customer' && <p data-part="subscription-pool">{messages.pool}</p>}
      {trouble && (
        <p data-part="subscription-alert" role="alert">
          {trouble}
        </p>
      )}
      {view.paymentDue && <PaymentDueNote due={view.paymentDue} words={words} paymentOrigins={paymentOrigins} />}
      {state !== 'none' && <SubscriptionFacts view={view} messages={messages} words={words} />}
      {actions.length > 0 && (
        <div data-part="subscription-actions">
          {actions.map((action) => (
            // Off and on are one button: the focus stays on it when one becomes the other.
            <button
              key={action.startsWith('renewal') ? 'renewal' : action}
              type="button"
              data-part="subscription-action"
              data-action={action}
              aria-disabled={isWorking}
              onClick={() => !isWorking && press(action)}
            >
              {action === 'keep' ? words.messages.keep({ name: facts.name }) : messages.actions[action]}
            </button>
          ))}
        </div>
      )}
      {view.role === 'viewer' && <p data-part="subscription-note">{messages.noRight}</p>}
      {view.billingMode === 'platform_managed' && view.role === 'manager' && (
        <p data-part="subscription-note">{messages.platformManaged}</p>
      )}
      <RenewalDialog
        isOpen={isAsking}
        facts={facts}
        planned={state === 'planned' ? facts.planned : null}
        isWorking={isWorking}
        messages={messages}
        onKeep={() => setAsking(false)}
        onTurnOff={() => void panel.act('renewal_off').finally(() => setAsking(false))}
      />
    </section>
  )

  function sentence() {
    if (state !== 'running' || !change) return withBdi(messages.sentence({ ...facts, state: asSentence(state) }))
    const { intent, startedAt } = change
    const wanted = panel.packages.find(({ id }) => intent.kind === 'choose' && id === intent.packageId)
    const since = upgradeMessages.runningSince({
      name: wanted ? words.name(wanted) : '',
      ago: words.format.ago(startedAt),
    })
    return actions.includes('discard') ? `${since} ${upgradeMessages.unpaid}` : since
  }

  function troubleText(): string {
    if (panel.error?.code === 'framed') return upgradeMessages.framed
    if (panel.error) {
      if (panel.error.code === 'adapter_failed') return upgradeMessages.adapterFailed
      const reason = refusalText(panel.error, words.messages)
      return reason ?? (panel.error.retryable ? messages.notChanged : upgradeMessages.refused)
    }
    const isTrouble = change && ['refused', 'failed', 'refunded', 'closed', 'needs_attention'].includes(change.state)
    if (!isTrouble) return ''
    const step = change.state === 'failed' ? 'failed' : 'refused'
    return outcomeText(step, change, view, upgradeMessages, words)
  }
}

function Waiting({ panel, messages }: { panel: SubscriptionPanelView; messages: SubscriptionMessages }) {
  if (panel.status === 'error') {
    return (
      <div data-part="subscription" data-state="error">
        <div data-part="subscription-error" role="alert">
          <p>{messages.failed}</p>
          <button type="button" data-part="subscription-retry" onClick={panel.retry}>
            {messages.retry}
          </button>
        </div>
      </div>
    )
  }
  return (
    <div data-part="subscription" data-state="loading">
      <span data-part="subscription-hidden">{messages.loading}</span>
      <span data-part="subscription-skeleton-line" />
      <span data-part="subscription-skeleton-line" />
    </div>
  )
}

const asSentence = (state: PanelState | null): SentenceFacts['state'] =>
  state === null || state === 'running' ? 'renewing' : state

function factsOf(
  { subscription }: SubscriptionView,
  state: PanelState,
  { freePlan, readAt }: SubscriptionPanelView,
  words: PlanWords,
): SentenceFacts {
  const { format } = words
  const plan = subscription.status === 'none' ? null : subscription.plan
  const endsAt = 'endsAt' in subscription ? subscription.endsAt : null
  const planned = subscription.status === 'active' ? subscription.planned : null
  const days = endsAt === null ? null : Math.ceil((Date.parse(endsAt) - readAt) / 86_400_000)
  return {
    state: asSentence(state),
    name: words.nameOfCurrent(subscription),
    day: endsAt && format.day(endsAt),
    amount: plan?.price && plan.price.amountMinor > 0 ? format.money(plan.price) : null,
    daysLeft: days,
    fallsTo: freePlan && (freePlan.limit === 0 ? 'no_tracking' : 'free'),
    planned: planned ? words.name(planned) : '',
  }
}
