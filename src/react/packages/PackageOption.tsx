'use client'
import { memo, useId, type ReactNode } from 'react'
import type { BillingInterval, Package } from '../../contract/package.ts'
import { withBdi } from '../format/with-bdi.tsx'
import { Icon, infoIcon } from '../ui/Icon.tsx'
import { checkIcon, clockIcon, upIcon } from '../ui/icons.ts'
import { Radio } from '../ui/Radio.tsx'
import { Features } from './Features.tsx'
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
  /** The last day of the running period; `null` when it is not known, or nothing runs. */
  endsAt: string | null
  /** True when a switch is planned, which another downgrade would replace. */
  isReplacing: boolean
  /** True when a note above the list already says why nothing can be chosen. */
  isReasonSaid: boolean
  onSelect: (packageId: string) => void
  /** Drops the planned switch. Without it, that button is left out. */
  onKeep?: (() => void) | undefined
  /** What the plan holds besides touchpoints, in the partner's words. */
  renderFeatures?: ((shown: Package) => ReactNode) | undefined
}

/**
 * One package on the list: a radio when it may be chosen, plain text with the reason when it may not, since arrow keys skip
 * a disabled radio, and a screen reader would not say why. Renders again only when something about it changes.
 */
export const PackageOption = memo(function PackageOption(props: PackageOptionProps) {
  const { option, isChosen, group, interval, words, onSelect, onKeep, renderFeatures } = props
  const { package: shown, choice, twin } = option
  const { messages, format } = words
  const id = useId()
  const isOpen = isChoosable(option)
  const isFree = shown.price.amountMinor === 0
  const name = words.name(shown)
  const isFreeInWords = isFree && name !== messages.free
  const label = (
    <>
      {name} <span data-r3="hidden">{messages.intervals[shown.interval]}</span>
    </>
  )
  const held = renderFeatures?.(shown)
  const isRecommended = shown.isRecommended && (choice.kind === 'start' || choice.kind === 'upgrade')
  const fate = fateOf(props)
  return (
    <div
      data-part="picker-option"
      data-r3=""
      data-kind={choice.kind}
      data-state={isChosen ? 'chosen' : isOpen ? 'choosable' : 'fixed'}
    >
      {isOpen && (
        <Radio
          data-part="picker-radio"
          id={id}
          name={group}
          value={shown.id}
          checked={isChosen}
          onChange={() => onSelect(shown.id)}
          aria-describedby={`${id}-facts ${id}-chip ${id}-fate`}
        />
      )}
      <div data-part="picker-name" data-r3="">
        {isOpen ? (
          <label data-part="picker-label" data-r3="" htmlFor={id}>
            {label}
          </label>
        ) : (
          <span data-r3="">{label}</span>
        )}
        {choice.kind === 'current' && (
          <span data-part="picker-chip" data-r3="chip">
            {messages.currentPlan}
          </span>
        )}
        {isRecommended && (
          <span data-part="picker-chip" data-r3="chip" data-kind="filled" id={`${id}-chip`}>
            {messages.recommended}
          </span>
        )}
      </div>
      <div data-part="picker-facts" data-r3="" id={`${id}-facts`}>
        <div data-part="picker-price" data-r3="">
          {isFreeInWords ? messages.free : withBdi(format.money(shown.price))}{' '}
        </div>
        <div data-part="picker-period" data-r3="small muted">
          {!isFreeInWords && messages.period[shown.interval]}{' '}
          {shown.interval === 'yearly' && !isFree && (
            <span data-part="picker-equivalent" data-r3="">
              {withBdi(
                messages.equivalent({
                  amount: format.money({ ...shown.price, amountMinor: monthlyEquivalent(shown) }),
                }),
              )}{' '}
            </span>
          )}
          {!twin && !isFree && shown.interval !== interval && (
            <span data-part="picker-equivalent" data-r3="">
              {messages.only[shown.interval]}{' '}
            </span>
          )}
        </div>
        {shown.name && (
          <div data-part="picker-limit" data-r3="small muted">
            {words.limit(shown.limit)}
          </div>
        )}
      </div>
      <Features part="picker-features" held={held} />
      {fate && (
        <div data-part="picker-fate" data-r3={isOpen && choice.kind !== 'downgrade' ? 'label' : 'small muted'}>
          <Icon d={icons[choice.kind] ?? upIcon} />
          <span data-r3="" id={`${id}-fate`}>
            {fate}
          </span>
          {choice.kind === 'planned' && onKeep && (
            <button type="button" data-part="picker-keep" data-r3="link" onClick={onKeep}>
              {messages.keep({ name: props.currentName })}
            </button>
          )}
        </div>
      )}
    </div>
  )
})

const icons: { readonly [Kind in PickerOption['choice']['kind']]?: string } = {
  current: checkIcon,
  planned: clockIcon,
  downgrade: clockIcon,
  unavailable: infoIcon,
}

/** What choosing it does; of what cannot be chosen, what it is or why. */
function fateOf({ option, words, endsAt, isReplacing, isReasonSaid }: PackageOptionProps): ReactNode {
  const { package: shown, choice } = option
  const { messages, format } = words
  if (choice.kind === 'not_listed') return null
  if (choice.kind === 'unavailable') return isReasonSaid ? null : messages.reasons[choice.reason]
  const isFree = shown.price.amountMinor === 0
  const at = choice.kind === 'current' ? !isFree && endsAt : 'effectiveAt' in choice && choice.effectiveAt
  return messages.consequence({
    kind: choice.kind,
    name: words.name(shown),
    interval: shown.interval,
    day: at && at !== 'now' ? format.day(at, 'short') : null,
    isFree,
    isReplacing,
    isEnding: isReplacing,
  })
}
