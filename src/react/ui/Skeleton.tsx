'use client'
import { useAnalytics } from '../analytics-context.ts'
import { setStyle } from './set-style.ts'

/** The place of a text that is not known yet, as wide as `width` says. */
export function Skeleton({ width, height }: { width?: string; height?: string }) {
  const { Skeleton: Host } = useAnalytics().components
  if (Host) return <Host data-part="skeleton" width={width} height={height} />
  return (
    <span
      data-part="skeleton"
      data-r3="skeleton"
      ref={setStyle({ 'inline-size': width, 'block-size': height })}
      style={{ inlineSize: width, blockSize: height }}
    />
  )
}
