'use client'
import { useId, type ReactNode } from 'react'
import type { Package } from '../../contract/package.ts'
import { Announcer, useAnnounce } from '../ui/Announcer.tsx'
import { PackageOption } from './PackageOption.tsx'
import { PaymentDueNote } from './PaymentDueNote.tsx'
import { PickerControls } from './PickerControls.tsx'
import { usePlanWords } from './plan-words.ts'
import { usePackagePicker, type PackagePickerState } from './use-package-picker.ts'

export interface PackagePickerProps extends Omit<PackagePickerState, 'onCleared'> {
  /**
   * What a plan holds besides touchpoints, below each option. Keep the function stable (outside of the component, or
   * memoised) where there are many packages: a new one renders all of them again.
   */
  features?: ((shown: Package) => ReactNode) | undefined
  /** A last card, for the plan that is not in the list: "Need more? Contact us". Also shown when there is no list. */
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

/** Up to how many options are cards; more become rows. */
const maxCards = 6
const skeletonCards = [1, 2, 3, 4]

function Picker({ features, contact, footnote, onKeep, paymentOrigins, ...state }: PackagePickerProps) {
  const announce = useAnnounce()
  const words = usePlanWords()
  const { messages } = words
  const group = useId()
  const picker = usePackagePicker({
    ...state,
    onCleared: (cleared) => announce(messages.cleared({ name: words.name(cleared) })),
  })
  const { status, view, plan, options, chosen, readOnly } = picker
  const subscription = view?.subscription
  return (
    <div
      data-part="picker"
      data-state={status === 'ready' && picker.isRefreshing ? 'refreshing' : status}
      data-layout={options.length > maxCards ? 'rows' : 'cards'}
    >
      {status === 'loading' && (
        <div data-part="picker-skeleton">
          <span data-part="picker-hidden">{messages.loading}</span>
          {skeletonCards.map((card) => (
            <span key={card} data-part="picker-skeleton-card" />
          ))}
        </div>
      )}
      {status === 'error' && (
        <div data-part="picker-error" role="alert">
          <p>{messages.failed}</p>
          <button type="button" data-part="picker-retry" onClick={picker.retry}>
            {messages.retry}
          </button>
        </div>
      )}
      {status === 'empty' && <p data-part="picker-empty">{messages.empty}</p>}
      {readOnly === 'payment_due' && view?.paymentDue ? (
        <PaymentDueNote due={view.paymentDue} words={words} paymentOrigins={paymentOrigins} />
      ) : (
        readOnly && <p data-part="picker-note">{messages.reasons[readOnly]}</p>
      )}
      {status === 'ready' && subscription && (
        <>
          {plan && !picker.isPlanListed && (
            <p data-part="picker-current">
              {messages.yourPlan({
                name: words.nameOfCurrent(subscription),
                limit: plan.limit !== null && plan.name ? words.limit(plan.limit) : null,
              })}
            </p>
          )}
          <PickerControls picker={picker} words={words} group={group} />
          <fieldset data-part="picker-group">
            <legend data-part="picker-hidden">{messages.legend}</legend>
            {options.map((option) => (
              <PackageOption
                key={option.package.id}
                option={option}
                isChosen={option === chosen}
                group={group}
                interval={picker.interval}
                words={words}
                currentName={words.nameOfCurrent(subscription)}
                isReplacing={subscription.status === 'active' && subscription.planned !== null}
                isReasonSaid={readOnly !== null}
                onSelect={picker.select}
                onKeep={readOnly ? undefined : onKeep}
                features={features}
              />
            ))}
          </fieldset>
        </>
      )}
      {contact && status !== 'loading' && <div data-part="picker-contact">{contact}</div>}
      {footnote && status === 'ready' && <div data-part="picker-footnote">{footnote}</div>}
    </div>
  )
}
