'use client'
import type { ReactNode } from 'react'

/** Paths of the icons, 20 × 20, drawn with a stroke. One constant each, so that an embed carries only those it shows. */
const circle = 'M17.25 10a7.25 7.25 0 1 1-14.5 0 7.25 7.25 0 0 1 14.5 0'
export const checkIcon = 'M4.5 10.5l3.75 3.75L15.5 6.5'
export const infoIcon = `${circle}M10 9.5v4M10 6.6v.01`
export const warnIcon = 'M10 3.25 17.5 16.25h-15zM10 8.25v3.5M10 13.9v.01'
export const errorIcon = `${circle}M7.6 7.6l4.8 4.8M12.4 7.6l-4.8 4.8`
export const clockIcon = `${circle}M10 6v4.25l2.75 1.75`
export const closeIcon = 'M5.5 5.5l9 9M14.5 5.5l-9 9'
export const upIcon = 'M10 16V4.5M5 9.25l5-5 5 5'
export const refreshIcon = 'M15.9 8.5A6.25 6.25 0 1 0 16.25 11M16.25 4.5v4h-4'
export const gaugeIcon = 'M4.2 14.5a7.25 7.25 0 1 1 11.6 0M10 11.5l3-4'
export const cardIcon =
  'M4.5 4.75h11a1.75 1.75 0 0 1 1.75 1.75v7a1.75 1.75 0 0 1-1.75 1.75h-11a1.75 1.75 0 0 1-1.75-1.75v-7a1.75 1.75 0 0 1 1.75-1.75zM3 8.5h14M5.75 12h2.5'
export const arrowIcon = 'M4 10h12M11 5l5 5-5 5'
export const backIcon = 'M12 4.5 6.5 10l5.5 5.5'
export const externalIcon = 'M8 4.5H5.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V12M11.5 4h4.5v4.5M16 4l-7 7'

/** These point somewhere, and are mirrored where a language runs from right to left. */
const directed: ReadonlySet<string> = new Set([arrowIcon, backIcon, externalIcon])

/** Decoration: what it says stands beside it in words, or in the name of the button it is on. */
export function Icon({ d }: { d: string }): ReactNode {
  return (
    <svg data-part="icon" data-r3={directed.has(d) ? 'icon flip' : 'icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={d} />
    </svg>
  )
}
