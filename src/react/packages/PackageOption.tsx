'use client'
import { memo, useId, type ReactNode } from 'react'
import type { BillingInterval, Package } from '../../contract/package.ts'
import { withBdi } from '../format/with-bdi.tsx'
import { isChoosable, monthlyEquivalent, type PickerOption } from './picker-options.ts'
import type { PlanWords } from './plan-words.ts'

export interface PackageOptionProps {
  option: PickerOption
  isChosen: boolean
  /** The name all radios of the picker share. */
  group: string
  /** The interval the list is for: a package of the other one says so. */
  interval: BillingInterval
  words: PlanWords
  /** What the running plan is called. */
  currentName: string
  /** True when a switch is planned, which another downgrade would replace. */
  isReplacing: boolean
  /** True when a note above the list already says why nothing can be chosen. */
  isReasonSaid: boolean
  onSelect: (packageId: string) => void
  /** Drops the planned switch. Without it there is no button for that. */
  onKeep?: (() => void) | undefined
  /** What the plan holds besides touchpoints, in the partner's words. */
  features?: ((shown: Package) => ReactNode) | undefined
}

/**
 * One package on the list: a radio when it may be chosen, plain text with the reason when it may not, since arrow keys skip
 * a disabled radio and nobody would hear why. Renders again only when something about it changes.
 */
export const PackageOption = memo(function PackageOption(props: PackageOptionProps) {
  const { option, isChosen, group, interval, words, onSelect, onKeep, features } = props
  const { package: shown, choice, twin, savingPercent } = option
  const { messages, format } = words
  const id = useId()
  const name = words.name(shown)
  const isYearly = shown.interval === 'yearly'
  const isFree = shown.price.amountMinor === 0
  const title = (
    <>
      {name} <span data-part="picker-hidden">{messages.intervals[shown.interval]}</span>
    </>
  )
  return (
    <div
      data-part="picker-option"
      data-kind={choice.kind}
      data-state={isChosen ? 'chosen' : isChoosable(option) ? 'choosable' : 'fixed'}
    >
      {isChoosable(option) ? (
        <>
          <input
            type="radio"
            id={id}
            name={group}
            value={shown.id}
            checked={isChosen}
            onChange={() => onSelect(shown.id)}
            aria-describedby={`${id}-details`}
          />
          <label data-part="picker-name" htmlFor={id}>
            {title}
          </label>
        </>
      ) : (
        <span data-part="picker-name">{title}</span>
      )}
      {shown.isRecommended && <span data-part="picker-badge">{messages.recommended}</span>}
      <div data-part="picker-details" id={`${id}-details`}>
        <span data-part="picker-price">{withBdi(words.price(shown))}</span>
        {isYearly && !isFree && (
          <span data-part="picker-equivalent">
            {withBdi(
              messages.equivalent({ amount: format.money({ ...shown.price, amountMinor: monthlyEquivalent(shown) }) }),
            )}
          </span>
        )}
        {savingPercent && (
          <span data-part="picker-saving">{messages.save({ percent: format.number(savingPercent) })}</span>
        )}
        {!twin && !isFree && shown.interval !== interval && (
          <span data-part="picker-only">{messages.only[shown.interval]}</span>
        )}
        {shown.name && <span data-part="picker-limit">{words.limit(shown.limit)}</span>}
        {consequenceOf(props, name)}
      </div>
      {choice.kind === 'planned' && onKeep && (
        <button type="button" data-part="picker-keep" onClick={onKeep}>
          {messages.keep({ name: props.currentName })}
        </button>
      )}
      {features && <div data-part="picker-features">{features(shown)}</div>}
    </div>
  )
})

function consequenceOf({ option, words, isReplacing, isReasonSaid }: PackageOptionProps, name: string): ReactNode {
  const { package: shown, choice } = option
  const { messages, format } = words
  if (choice.kind === 'not_listed') return null
  if (choice.kind === 'unavailable') {
    return isReasonSaid ? null : <span data-part="picker-reason">{messages.reasons[choice.reason]}</span>
  }
  const at = 'effectiveAt' in choice ? choice.effectiveAt : null
  return (
    <span data-part="picker-consequence">
      {messages.consequence({
        kind: choice.kind,
        name,
        interval: shown.interval,
        day: at && at !== 'now' ? format.day(at) : null,
        isFree: shown.price.amountMinor === 0,
        isReplacing,
      })}
    </span>
  )
}
