'use client'
import { loadOnce, useLoaded } from './load-once.ts'

const dialog = loadOnce(async () => (await import('./UpgradeDialog.tsx')).UpgradeDialog)

/** Loads what `UpgradeModal` shows. */
export const loadUpgradeDialog = dialog.load

/**
 * The dialog, loaded while the page has nothing better to do: it is there when somebody asks for it, and an embed that
 * nobody upgrades from does not wait for it.
 */
export function useUpgradeDialog(isAskedFor: boolean) {
  const { part: Dialog, hasFailed, retry } = useLoaded(dialog, isAskedFor, true)
  return { Dialog, hasFailed, retry }
}
