'use client'
import { useCallback, useEffect, useState } from 'react'

type LoadedDialog = typeof import('./UpgradeDialog.tsx').UpgradeDialog

let loaded: LoadedDialog | null = null

/** Loads what `UpgradeModal` shows; once for the page. A failed attempt is not kept. */
export async function loadUpgradeDialog(): Promise<LoadedDialog> {
  loaded ??= (await import('./UpgradeDialog.tsx')).UpgradeDialog
  return loaded
}

/**
 * The dialog, loaded while the page has nothing better to do: it is there when somebody asks for it, and an embed that
 * nobody upgrades from does not wait for it.
 */
export function useUpgradeDialog(isAskedFor: boolean) {
  const [Dialog, setDialog] = useState<LoadedDialog | null>(() => loaded)
  const [hasFailed, setFailed] = useState(false)
  const load = useCallback(() => {
    loadUpgradeDialog().then(
      (dialog) => {
        setDialog(() => dialog)
        setFailed(false)
      },
      () => setFailed(true),
    )
  }, [])
  const isMissing = Dialog === null
  useEffect(() => {
    if (!isMissing) return undefined
    if (isAskedFor) {
      load()
      return undefined
    }
    return whenIdle(load)
  }, [isMissing, isAskedFor, load])
  return { Dialog, hasFailed, retry: load }
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
