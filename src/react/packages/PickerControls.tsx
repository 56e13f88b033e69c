'use client'
import type { ReactNode } from 'react'
import { useAnnouncement } from '../ui/Announcer.tsx'
import type { PlanWords } from './plan-words.ts'
import type { UsePackagePickerResult } from './use-package-picker.ts'

interface PickerControlsProps {
  picker: UsePackagePickerResult
  words: PlanWords
  group: string
}

const intervals = ['monthly', 'yearly'] as const

/** What narrows the list: interval, currency, and a filter where the list is long. Each only where there is a choice. */
export function PickerControls({ picker, words: { messages, format, unit }, group }: PickerControlsProps) {
  const { filter, bestSavingPercent, view } = picker
  const used = view && 'used' in view.usage ? view.usage.used : 0
  const count = filter && messages.filtered({ shown: format.number(filter.shown), total: format.number(filter.total) })
  useAnnouncement(filter?.value && count)
  return (
    <div data-part="picker-bar" data-r3="">
      <div data-part="picker-usage" data-r3="small muted">
        {used > 0 && messages.used({ count: format.number(used), unit: unit(used) })}
        <details data-part="picker-help" data-r3="">
          <summary data-r3="link">{messages.unitQuestion}</summary>
          {messages.unitMeaning}
        </details>
      </div>
      {picker.hasIntervals && (
        <Segments
          part="interval"
          legend={messages.interval}
          group={`${group}-interval`}
          value={picker.interval}
          onPick={picker.setInterval}
          options={intervals.map((value) => ({
            value,
            text: messages.intervals[value],
            hint:
              value === 'yearly' &&
              bestSavingPercent > 0 &&
              messages.saveUpTo({ percent: format.percent(bestSavingPercent) }),
          }))}
        />
      )}
      {picker.currencies.length > 1 && (
        <Segments
          part="currency"
          legend={messages.currency}
          group={`${group}-currency`}
          value={picker.currency}
          onPick={picker.setCurrency}
          options={picker.currencies.map((value) => ({ value, text: value }))}
        />
      )}
      {filter && (
        <label data-part="picker-filter" data-r3="">
          <span data-r3="hidden">{messages.filter}</span>
          <input
            type="search"
            data-part="picker-search"
            data-r3="input"
            value={filter.value}
            placeholder={messages.filter}
            onChange={({ target }) => filter.set(target.value)}
            // Enter here must not submit the form around the picker.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          <span data-part="picker-count" data-r3="small muted">
            {count}
          </span>
        </label>
      )}
    </div>
  )
}

interface SegmentsProps<Value extends string> {
  part: string
  legend: string
  group: string
  value: Value
  onPick: (value: Value) => void
  options: readonly { value: Value; text: string; hint?: ReactNode }[]
}

/** A few radios that look like one control. */
function Segments<Value extends string>({ part, legend, group, value, onPick, options }: SegmentsProps<Value>) {
  return (
    <fieldset data-part={`picker-${part}`} data-r3="segments">
      <legend data-r3="hidden">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          data-part="picker-segment"
          data-r3="segment"
          data-state={option.value === value ? 'on' : 'off'}
        >
          <input
            type="radio"
            data-r3="radio"
            name={group}
            checked={option.value === value}
            onChange={() => onPick(option.value)}
          />
          {option.text}
          {option.hint && (
            <small data-part="picker-hint" data-r3="caption toned" data-tone="good">
              {option.hint}
            </small>
          )}
        </label>
      ))}
    </fieldset>
  )
}
