'use client'
import type { ReactNode } from 'react'
import { Icon } from '../ui/Icon.tsx'
import { checkIcon } from '../ui/icons.ts'

/** What a plan holds besides its limit: a list of texts gets check marks, anything else stands as the partner made it. */
export function Features({ part, held }: { part: string; held: ReactNode }) {
  if (holdsNothing(held)) return null
  if (!isTexts(held)) {
    return (
      <div data-part={part} data-r3="small">
        {held}
      </div>
    )
  }
  return (
    <ul data-part={part} data-r3="small">
      {held.map((text) => (
        <li key={text} data-part="feature" data-r3="">
          <Icon d={checkIcon} />
          <span data-r3="">{text}</span>
        </li>
      ))}
    </ul>
  )
}

/** A list without an entry, too: a plan may have nothing besides its limit. */
export function holdsNothing(held: ReactNode): boolean {
  return held === undefined || held === null || held === false || (Array.isArray(held) && held.length === 0)
}

function isTexts(held: ReactNode): held is readonly string[] & ReactNode {
  return Array.isArray(held) && held.every((text) => typeof text === 'string')
}
