'use client'

/** The place of a text that is not known yet, as wide as `width` says. */
export function Skeleton({ width, height }: { width?: string; height?: string }) {
  return <span data-part="skeleton" data-r3="skeleton" style={{ inlineSize: width, blockSize: height }} />
}
