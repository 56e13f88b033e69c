'use client'
import { createContext, useContext } from 'react'

/** What a `DashboardFrame` offers to its children. */
export interface FrameContextValue {
  websiteId: string
  /**
   * The upgrade click that waits for an answer; `null` when there is none. A second click is a new object with another
   * `id`. Always `null` where the platform sells by itself.
   */
  upgradeRequest: { id: number } | null
  /** Says that the upgrade click has been dealt with. */
  clearUpgradeRequest: () => void
  /** Loads the dashboard anew, with a fresh URL: after a change of plan. */
  reload: () => void
  /** How often the frame said `SUBSCRIPTION_UPGRADED`: a hint to read again, never a fact. */
  planReported: number
}

export const FrameContext = createContext<FrameContextValue | null>(null)

/** The dashboard frame around this component; `null` outside of one. */
export function useFrame(): FrameContextValue | null {
  return useContext(FrameContext)
}
