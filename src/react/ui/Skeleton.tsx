'use client'
import { setStyle } from './set-style.ts'

/** The place of a text that is not known yet, as wide as `width` says. */
export function Skeleton({ width, height }: { width?: string; height?: string }) {
  return (
    <span
      data-part="skeleton"
      data-r3="skeleton"
      ref={setStyle({ 'inline-size': width, 'block-size': height })}
      style={{ inlineSize: width, blockSize: height }}
    />
  )
}
