'use client'
import { useId, type ReactNode } from 'react'
import type { Package } from '../../contract/package.ts'
import type { ComponentSlots } from '../component-slots.ts'
import { Announcer, useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { PackageOption } from './PackageOption.tsx'
import { PaymentDueNote } from './PaymentDueNote.tsx'
import { PickerControls } from './PickerControls.tsx'
import { usePlanWords } from './plan-words.ts'
import { usePackagePicker, type UsePackagePickerOptions } from './use-package-picker.ts'

export interface PackagePickerProps extends Omit<UsePackagePickerOptions, 'onCleared'>, ComponentSlots {
  /**
   * What a plan holds besides its limit, on each card: an array of texts becomes a list with check marks. Keep the function
   * stable (outside of the component, or memoised) where there are many packages: a new one renders all of them again.
   */
  renderFeatures?: ((shown: Package) => ReactNode) | undefined
  /** A last card, for the plan that is not in the list: "Need more? Contact us". Also shown without a list. */
  contact?: ReactNode
  /** Below the list: whether prices include taxes, for example. */
  footnote?: ReactNode
  /** Origins that a page to pay what is outstanding may have, besides the page's own. Default: Stripe's. */
  paymentOrigins?: readonly string[] | undefined
  /** Drops a planned switch to a smaller plan. Without it the picker offers no way to. */
  onKeep?: (() => void) | undefined
}

/**
 * The packages a website may have, with what choosing each would mean. Controlled with `value` and `onChange`, or not.
 * Native radio buttons, so it works inside a form.
 *
 * @example <PackagePicker websiteId="shop-1" onChange={setPackageId} footnote="Prices exclude VAT." />
 */
export function PackagePicker(props: PackagePickerProps) {
  return (
    <Announcer>
      <Picker {...props} />
    </Announcer>
  )
}

/** Columns where they fill whole rows; five need more width than the others. */
const layoutOf = (count: number) => (count === 5 ? 'five' : count > 1 && count <= 6 ? 'cards' : 'rows')
const skeletonCards = [1, 2, 3, 4, 5]

function Picker(props: PackagePickerProps) {
  const { renderFeatures, contact, footnote, onKeep, paymentOrigins } = props
  const { className, style, loading, renderError, ...state } = props
  const announce = useAnnounce()
  const words = usePlanWords()
  const { messages } = words
  const group = useId()
  const picker = usePackagePicker({
    ...state,
    onCleared: (cleared) => announce(messages.cleared({ name: words.name(cleared) })),
  })
  const { status, view, plan, options, chosen, readOnlyReason } = picker
  const subscription = view?.subscription
  const count = status === 'ready' ? options.length : skeletonCards.length
  return (
    <div
      data-part="picker"
      data-r3="root"
      data-state={status === 'ready' && picker.isRefreshing ? 'refreshing' : status}
      data-layout={layoutOf(count)}
      data-count={count}
      className={className}
      style={style}
    >
      {status === 'loading' && (loading ?? <Loading text={messages.loading} />)}
      {status === 'error' &&
        (renderError?.({ error: picker.error, retry: picker.retry }) ?? (
          <Notice
            part="picker-error"
            tone="bad"
            role="alert"
            actions={
              <Button part="picker-retry" size="small" onClick={picker.retry}>
                {messages.retry}
              </Button>
            }
          >
            {messages.failed}
          </Notice>
        ))}
      {status === 'empty' && (
        <p data-part="picker-empty" data-r3="muted">
          {messages.empty}
        </p>
      )}
      {readOnlyReason === 'payment_due' && view && view.payment.standing !== 'paid' ? (
        <PaymentDueNote due={view.payment} words={words} paymentOrigins={paymentOrigins} />
      ) : (
        readOnlyReason && (
          <Notice part="picker-note" tone="accent">
            {messages.reasons[readOnlyReason]}
          </Notice>
        )
      )}
      {status === 'ready' && subscription && (
        <>
          {plan && (
            // Also where its card says so: the keyboard alone does not reach what is not a radio.
            <p data-part="picker-current" data-r3={picker.isPlanListed ? 'hidden' : ''} id={`${group}-current`}>
              {messages.yourPlan({
                name: words.nameOfCurrent(subscription),
                limit: plan.limit !== null && plan.name ? words.limit(plan.limit) : null,
              })}
            </p>
          )}
          <PickerControls picker={picker} words={words} group={group} />
          <fieldset data-part="picker-group" data-r3="" aria-describedby={plan ? `${group}-current` : undefined}>
            <legend data-r3="hidden">{messages.legend}</legend>
            {options.map((option) => (
              <PackageOption
                key={option.package.id}
                option={option}
                isChosen={option === chosen}
                group={group}
                interval={picker.interval}
                words={words}
                currentName={words.nameOfCurrent(subscription)}
                endsAt={'endsAt' in subscription ? subscription.endsAt : null}
                isReplacing={subscription.status === 'active' && subscription.planned !== null}
                isReasonSaid={readOnlyReason !== null}
                onSelect={picker.select}
                onKeep={readOnlyReason ? undefined : onKeep}
                renderFeatures={renderFeatures}
              />
            ))}
          </fieldset>
        </>
      )}
      {contact && status !== 'loading' && (
        <div data-part="picker-contact" data-r3="card">
          {contact}
        </div>
      )}
      {footnote && status === 'ready' && (
        <div data-part="picker-footnote" data-r3="small muted">
          {footnote}
        </div>
      )}
    </div>
  )
}

/** The shape of what will be there, so that nothing jumps when it is. */
function Loading({ text }: { text: string }) {
  return (
    <>
      <span data-r3="hidden">{text}</span>
      <div data-part="picker-bar" data-r3="">
        <Skeleton width="14rem" />
        <Skeleton width="12rem" height="2.75rem" />
      </div>
      <div data-part="picker-group" data-r3="">
        {skeletonCards.map((card) => (
          <div key={card} data-part="picker-option" data-r3="" data-kind="loading">
            <div data-part="picker-name" data-r3="">
              <Skeleton width="5rem" />
            </div>
            <div data-part="picker-price" data-r3="">
              <Skeleton width="4rem" />
            </div>
          </div>
        ))}
      </div>
    </>
  )
}
