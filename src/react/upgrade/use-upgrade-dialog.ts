'use client'
import { loadOnce, useLoaded } from './load-once.ts'

const dialog = loadOnce(async () => (await import('./UpgradeDialog.tsx')).UpgradeDialog)

/**
 * Loads the code of what `UpgradeModal` shows: call it when it is about to be opened, on hover for example. Without it
 * the code is loaded while the page is idle, or when the modal opens.
 */
export async function preloadUpgradeModal(): Promise<void> {
  await dialog.load()
}

/**
 * The dialog, loaded while the page has nothing better to do: it is there when it is asked for, and an embed that
 * is not upgraded from does not wait for it.
 */
export function useUpgradeDialog(isAskedFor: boolean) {
  const { part: Dialog, error, retry } = useLoaded(dialog, isAskedFor, true)
  return { Dialog, error, retry }
}
