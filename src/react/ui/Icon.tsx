'use client'
import type { ReactNode } from 'react'

/** Paths of the icons, 20 × 20, drawn with a stroke: those of a frame here, the others in `icons.ts`. */
export const circle = 'M17.25 10a7.25 7.25 0 1 1-14.5 0 7.25 7.25 0 0 1 14.5 0'
export const infoIcon = `${circle}M10 9.5v4M10 6.6v.01`
export const warnIcon = 'M10 3.25 17.5 16.25h-15zM10 8.25v3.5M10 13.9v.01'
export const errorIcon = `${circle}M7.6 7.6l4.8 4.8M12.4 7.6l-4.8 4.8`
export const externalIcon = 'M8 4.5H5.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V12M11.5 4h4.5v4.5M16 4l-7 7'

interface IconProps {
  d: string
  /** It points somewhere, and is mirrored where a language runs from right to left. */
  isDirected?: boolean
}

/** Decoration: what it says stands beside it in words, or in the name of the button it is on. */
export function Icon({ d, isDirected }: IconProps): ReactNode {
  return (
    <svg data-part="icon" data-r3={isDirected ? 'icon flip' : 'icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={d} />
    </svg>
  )
}
