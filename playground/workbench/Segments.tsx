import { useId } from 'react'

interface SegmentsProps<T extends string> {
  legend: string
  options: readonly (readonly [T, string])[]
  value: T
  onChange: (value: T) => void
  isLegendShown?: boolean
}

/** One of a few, all in sight. */
export function Segments<T extends string>({ legend, options, value, onChange, isLegendShown }: SegmentsProps<T>) {
  const name = useId()
  return (
    <fieldset className="field segments-field">
      <legend className={isLegendShown ? 'label' : 'hidden'}>{legend}</legend>
      <div className="segments">
        {options.map(([option, label]) => (
          <label key={option} className="segment">
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
