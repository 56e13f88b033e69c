'use client'
import { useEffect } from 'react'
import { useLatest } from '../use-latest.ts'

/** Calls back when the person returns to the page: to its window, online, or by the browser's Back from another site. */
export function usePageReturn(isOn: boolean, onReturn: (event: Event) => void): void {
  const latest = useLatest(onReturn)
  useEffect(() => {
    if (!isOn) return undefined
    const listening = new AbortController()
    const options = { signal: listening.signal }
    for (const sign of ['focus', 'online', 'pageshow'])
      addEventListener(sign, (event) => latest.current(event), options)
    return () => listening.abort()
  }, [isOn, latest])
}
