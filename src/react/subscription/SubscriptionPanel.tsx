'use client'
import { useEffect, useRef, useState } from 'react'
import type { ChangeState, SubscriptionChange } from '../../contract/subscription-change.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import { useAnalytics } from '../analytics-context.ts'
import type { ComponentSlots } from '../component-slots.ts'
import { withBdi } from '../format/with-bdi.tsx'
import { englishSubscription, type SentenceFacts, type SubscriptionMessages } from './subscription-messages.ts'
import { englishUpgrade } from '../upgrade/upgrade-messages.ts'
import { useDomEffect } from '../use-dom-effect.ts'
import { useMessages } from '../use-messages.ts'
import { PaymentDueNote } from '../packages/PaymentDueNote.tsx'
import { isDefinite } from '../data/change-starter.ts'
import { usePlanWords, type PlanWords } from '../packages/plan-words.ts'
import { refusalText } from '../packages/refusal-text.ts'
import { Announcer, useAnnouncement } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { outcomeText } from '../upgrade/outcome-text.ts'
import { runningSince } from '../upgrade/running-since.ts'
import { isUnpaid } from '../upgrade/unpaid.ts'
import { UpgradeModalOn } from '../upgrade/UpgradeModal.tsx'
import type { UpgradeModalProps } from '../upgrade/upgrade-modal-props.ts'
import type { PanelAction, PanelState } from './panel-state.ts'
import { RenewalDialog } from './RenewalDialog.tsx'
import { useSubscriptionPanel, type UseSubscriptionPanelResult } from './use-subscription-panel.ts'
import { UsageBand, usageLevel } from './UsageBand.tsx'

export interface SubscriptionPanelProps extends Omit<
  UpgradeModalProps,
  'open' | 'onOpenChange' | 'finalFocus' | 'websiteId'
> {
  /** The partner's own id of the website. */
  websiteId: string
  /** Shows the plans in the partner's own way. Default: an `UpgradeModal`, which takes the other props. */
  onChoosePlan?: (() => void) | undefined
}

/** Those that are given are the panel's own. */
const noSlots: ComponentSlots = { className: undefined, style: undefined, loading: undefined, renderError: undefined }

/**
 * What a website has, what is used of it, and what its holder may do about it: choose a plan, keep the one that is to be
 * switched, turn auto-renewal off and on. The same for a pool that several websites share.
 *
 * @example <SubscriptionPanel websiteId="shop-1" footnote="Prices exclude VAT." />
 */
export function SubscriptionPanel(props: SubscriptionPanelProps) {
  const { websiteId, onChoosePlan } = props
  const { tenant } = useAnalytics()
  const [isChoosing, setChoosing] = useState(false)
  const [changeId, setChangeId] = useState<string>()
  // Also later than at first: some routers know the address only once the page is hydrated.
  if (props.changeId !== undefined && props.changeId !== changeId) {
    setChangeId(props.changeId)
    setChoosing(true)
  }
  const told = useRef<string | null>(null)
  // Panel and modal may follow the same change.
  const onChanged = (change: SubscriptionChange) => {
    if (told.current === change.id) return
    told.current = change.id
    props.onChanged?.(change)
  }
  return (
    <>
      <Announcer>
        {/* A question or an error of one website is none of another's. */}
        <Panel
          key={JSON.stringify([tenant, websiteId])}
          {...props}
          onChanged={onChanged}
          onChoosePlan={onChoosePlan ?? (() => setChoosing(true))}
        />
      </Announcer>
      {!onChoosePlan && (
        <UpgradeModalOn
          {...props}
          {...noSlots}
          onChanged={onChanged}
          request={null}
          open={isChoosing}
          onOpenChange={setChoosing}
        />
      )}
    </>
  )
}

function Panel(props: SubscriptionPanelProps & { onChoosePlan: () => void }) {
  const { websiteId, onChanged, onChoosePlan, paymentOrigins, contact, className, style } = props
  const messages = useMessages('subscription', englishSubscription)
  const upgradeMessages = useMessages('upgrade', englishUpgrade)
  const words = usePlanWords()
  const panel = useSubscriptionPanel({ websiteId, onChanged })
  const [isAsking, setAsking] = useState(false)
  const { actions, change, isInEffect, isWorking } = panel

  const outcome =
    isInEffect && change && change.intent.kind !== 'choose'
      ? outcomeText('done', change, panel.view, upgradeMessages, words)
      : ''
  useAnnouncement(outcome)
  useAnnouncement(isWorking && messages.working)

  const root = useKeptFocus()
  if (panel.status !== 'ready') {
    const { status, error, retry } = panel
    return (
      <div
        data-part="panel"
        data-r3={error ? 'root' : 'root card'}
        data-state={status}
        className={className}
        style={style}
      >
        {error
          ? (props.renderError?.({ error, retry }) ?? <Failure retry={retry} messages={messages} />)
          : (props.loading ?? <Waiting messages={messages} />)}
      </div>
    )
  }
  const { status, state, view, error } = panel
  const { subscription } = view
  const plan = subscription.status === 'none' ? null : subscription.plan
  const facts = factsOf(view, state, panel, words)
  const press = (action: PanelAction) => {
    if (action === 'renewal_off') setAsking(true)
    else if (action === 'choose' || action === 'change' || action === 'restart' || action === 'continue') onChoosePlan()
    else void panel.act(action)
  }
  const tone = error || !change ? 'bad' : troubles[change.state]
  const trouble = troubleText()
  const due = facts.isUnpaid && view.openChange?.due
  const main = actions.filter((action) => !isQuiet(action))
  const quiet = actions.filter(isQuiet)
  const button = (action: PanelAction, kind?: 'primary' | 'quiet') => (
    <Button
      key={action}
      part={action === 'renewal_off' ? 'panel-off' : 'panel-action'}
      action={action}
      kind={kind}
      {...(kind === 'quiet' && { size: 'small' })}
      isWaiting={isWorking}
      onClick={() => press(action)}
    >
      {action === 'keep'
        ? words.messages.keep({ name: facts.name })
        : action === 'continue' && due
          ? withBdi(upgradeMessages.pay({ amount: words.format.money(due) }))
          : messages.actions[action]}
    </Button>
  )
  const note = view.may.includes('plan')
    ? view.billingMode === 'platform_managed' && messages.platformManaged
    : messages.noRight
  // Where nothing can be done here, whoever can help.
  const help = actions.length === 0 && contact
  const chip = chipOf(view, state)
  const isTrial = 'trial' in subscription && subscription.trial?.kind === 'unlimited'
  return (
    <section
      ref={root}
      data-part="panel"
      data-r3="root card"
      data-state={state}
      data-status={status}
      aria-busy={isWorking}
      className={className}
      style={style}
    >
      {trouble && (
        <Notice part="panel-notice" tone={tone ?? 'bad'} role="alert">
          {trouble}
        </Notice>
      )}
      {view.payment.standing !== 'paid' && (
        <PaymentDueNote due={view.payment} words={words} paymentOrigins={paymentOrigins} />
      )}
      <div data-part="panel-plan" data-r3="">
        <div data-part="panel-about" data-r3="">
          {plan && (
            <div data-part="panel-line" data-r3="">
              <h3 data-part="panel-name" data-r3="heading">
                {facts.name}
              </h3>
              <span data-part="panel-chip" data-r3="chip" data-tone={chip.tone}>
                {messages.status({ ...facts, state: chip.state, day: facts.shortDay })}
              </span>
              {plan.price && !isTrial && (
                <span data-part="panel-price" data-r3="small muted">
                  {withBdi(words.price({ price: plan.price, interval: plan.interval }))}
                </span>
              )}
            </div>
          )}
          <p data-part="panel-sentence" data-r3="small muted">
            {sentence()}
          </p>
          {view.holder === 'customer' && (
            <p data-part="panel-pool" data-r3="small muted">
              {messages.pool}
            </p>
          )}
          {(note || help) && (
            <div data-part="panel-note" data-r3="small muted">
              {note} {help}
            </div>
          )}
        </div>
        {main.length > 0 && (
          <div data-part="panel-actions" data-r3="">
            {main.map((action, index) =>
              button(action, index > 0 || (action === 'continue' && !due) ? undefined : 'primary'),
            )}
          </div>
        )}
      </div>
      <UsageBand usage={view.usage} messages={messages} words={words} />
      {quiet.length > 0 && (
        <div data-part="panel-quiet" data-r3="">
          {quiet.map((action) => button(action, 'quiet'))}
        </div>
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
    if (state !== 'running' || !change) return withBdi(messages.sentence(facts))
    const since = runningSince({
      upgrade: { change, packages: panel.packages, view },
      messages: upgradeMessages,
      words,
    })
    return facts.isUnpaid ? `${since} ${upgradeMessages.unpaid}` : since
  }

  function troubleText(): string {
    if (error) {
      if (error.code === 'framed') return upgradeMessages.framed
      if (error.code === 'adapter_failed') return upgradeMessages.adapterFailed
      const reason = refusalText(error, words.messages)
      return reason ?? (isDefinite(error) ? upgradeMessages.refused : messages.notChanged)
    }
    if (!change || !tone) return ''
    if (change.state === 'needs_attention') return messages.needsAttention(change)
    return outcomeText(change.state, change, view, upgradeMessages, words)
  }
}

/** Less wanted than the others; in a band of their own. */
const isQuiet = (action: PanelAction) => action === 'renewal_off' || action === 'discard'

/** Changes that ended without being made, in the colours that the dialog gives them. */
const troubles: { readonly [State in ChangeState]?: 'bad' | 'warn' | 'accent' } = {
  refused: 'bad',
  failed: 'bad',
  refunded: 'bad',
  needs_attention: 'warn',
  closed: 'accent',
}

type Tone = 'good' | 'accent' | 'warn' | 'bad'

function chipOf(view: SubscriptionView, state: PanelState): { state: PanelState | 'due' | 'reached'; tone: Tone } {
  if (view.payment.standing !== 'paid') return { state: 'due', tone: 'bad' }
  if (state === 'active' && usageLevel(view.usage) === 'reached') return { state: 'reached', tone: 'bad' }
  if (state === 'active' || state === 'free') return { state, tone: 'good' }
  return { state, tone: state === 'ending' || state === 'ended' ? 'warn' : 'accent' }
}

/**
 * Where a button goes away with what it did, the focus goes to the one for auto-renewal, which is the way back, or to
 * whatever comes first in the panel: never to the body of the page.
 */
function useKeptFocus() {
  const root = useRef<HTMLElement>(null)
  const last = useRef<Element | null>(null)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      last.current = target instanceof Element && root.current?.contains(target) ? target : null
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  // What is taken out of the page leaves the focus nowhere, and no event says so.
  useDomEffect(() => {
    if (!last.current || last.current.isConnected || document.activeElement !== document.body) return
    const buttons = root.current?.querySelectorAll<HTMLElement>('button')
    const next = root.current?.querySelector<HTMLElement>('[data-action^=renewal]') ?? buttons?.[0]
    next?.focus({ preventScroll: true })
  })
  return root
}

function Failure({ retry, messages }: { retry: () => void; messages: SubscriptionMessages }) {
  return (
    <Notice
      part="panel-error"
      tone="bad"
      role="alert"
      actions={
        <Button part="panel-retry" size="small" onClick={retry}>
          {messages.retry}
        </Button>
      }
    >
      {messages.failed}
    </Notice>
  )
}

function Waiting({ messages }: { messages: SubscriptionMessages }) {
  return (
    <>
      <span data-r3="hidden">{messages.loading}</span>
      <div data-part="panel-plan" data-r3="">
        <div data-part="panel-about" data-r3="">
          <Skeleton width="9rem" />
          <Skeleton width="16rem" />
        </div>
        <div data-part="panel-actions" data-r3="">
          <Skeleton width="7.75rem" height="2.75rem" />
        </div>
      </div>
      <div data-part="panel-usage" data-r3="">
        <Skeleton width="12rem" />
        <Skeleton height=".5rem" />
      </div>
      <div data-part="panel-quiet" data-r3="">
        <Skeleton width="9rem" />
      </div>
    </>
  )
}

function factsOf(
  { subscription, openChange }: SubscriptionView,
  state: PanelState,
  { freePlan, asOf }: UseSubscriptionPanelResult,
  words: PlanWords,
): SentenceFacts & { shortDay: string | null } {
  const { format } = words
  const plan = subscription.status === 'none' ? null : subscription.plan
  const endsAt = 'endsAt' in subscription ? subscription.endsAt : null
  const planned = subscription.status === 'active' ? subscription.planned : null
  const days = endsAt === null ? null : Math.ceil((Date.parse(endsAt) - asOf.getTime()) / 86_400_000)
  return {
    state: state === 'running' ? 'renewing' : state,
    name: words.nameOfCurrent(subscription),
    day: endsAt && format.day(endsAt),
    shortDay: endsAt && format.day(endsAt, 'short'),
    amount: plan?.price && plan.price.amountMinor > 0 ? format.money(plan.price) : null,
    daysLeft: days,
    days: days === null ? '' : format.days(days),
    fallsTo: freePlan && (freePlan.limit === 0 ? 'no_tracking' : 'free'),
    planned: planned ? words.name(planned) : '',
    isUnpaid: isUnpaid(openChange),
  }
}
