'use client'
import { useInsertionEffect, useRef, type RefObject } from 'react'

/**
 * The newest value in a ref, for callbacks that must not re-subscribe when a host passes them inline. Written in an
 * insertion effect: before every other effect, and without the warning that React 18 gives for layout effects on a server.
 */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useInsertionEffect(() => {
    latest.current = value
  })
  return latest
}
