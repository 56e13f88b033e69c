'use client'
import { createContext, createElement, useContext, type ReactNode } from 'react'

/** What a `DashboardFrame` offers to its children. */
export interface FrameContextValue {
  websiteId: string
  /**
   * The upgrade click that waits for an answer; `null` when there is none. A second click is a new object with another
   * `id`. Always `null` where the platform sells by itself.
   */
  upgradeRequest: UpgradeRequest | null
  /** Says that the upgrade click has been dealt with. */
  clearUpgradeRequest: () => void
  /** Loads the dashboard anew, with a fresh URL: after a change of plan. */
  refresh: () => void
}

/** One click on an upgrade button inside the dashboard. */
export interface UpgradeRequest {
  id: number
}

const FrameContext = createContext<FrameContextValue | null>(null)

export interface DashboardFrameProviderProps {
  /** `context` of `useDashboardFrame`. */
  value: FrameContextValue
  children?: ReactNode
}

/**
 * Around what belongs to a dashboard that is drawn with `useDashboardFrame`: an `UpgradeModal` inside it opens when the
 * dashboard asks for an upgrade. `DashboardFrame` brings it along.
 */
export function DashboardFrameProvider({ value, children }: DashboardFrameProviderProps) {
  return createElement(FrameContext.Provider, { value }, children)
}

/** The dashboard frame around this component; `null` outside of one. */
export function useFrame(): FrameContextValue | null {
  return useContext(FrameContext)
}
