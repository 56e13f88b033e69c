'use client'
import { useCallback, useEffect, useState } from 'react'

/** Part of a page that is loaded when it is needed; once for the page. A failed attempt is not kept. */
export function loadOnce<Part>(fetchPart: () => Promise<Part>) {
  let loaded: Part | null = null
  return {
    load: async () => (loaded ??= await fetchPart()),
    loaded: () => loaded,
  }
}

/**
 * Such a part, or `null` until it is there. `isAskedFor` loads it now; `mayBeIdle` while the page has nothing better to do.
 */
export function useLoaded<Part>(part: ReturnType<typeof loadOnce<Part>>, isAskedFor: boolean, mayBeIdle: boolean) {
  const [shown, setShown] = useState<{ part: Part } | null>(() => {
    const loaded = part.loaded()
    return loaded && { part: loaded }
  })
  const [error, setError] = useState<unknown>(null)
  const load = useCallback(() => {
    part.load().then(
      (loaded) => {
        setShown({ part: loaded })
        setError(null)
      },
      (cause: unknown) => setError(cause),
    )
  }, [part])
  const isMissing = shown === null
  useEffect(() => {
    if (!isMissing) return undefined
    if (isAskedFor) {
      load()
      return undefined
    }
    return mayBeIdle ? whenIdle(load) : undefined
  }, [isMissing, isAskedFor, mayBeIdle, load])
  return { part: shown?.part ?? null, error, retry: load }
}

function whenIdle(act: () => void): () => void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act, 1)
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(act, { timeout: 5000 })
  return () => cancelIdleCallback(idle)
}
