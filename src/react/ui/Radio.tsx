'use client'
import { useAnalytics } from '../analytics-context.ts'
import type { HostRadioProps } from '../host-components.ts'

/** A native radio: arrow keys and forms work with it. */
export function Radio(props: HostRadioProps) {
  const { Radio: Host } = useAnalytics().components
  return Host ? <Host {...props} /> : <input {...props} type="radio" data-r3="radio" />
}
