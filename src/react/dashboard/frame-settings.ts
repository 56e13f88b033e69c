import type { DayRange } from '../../contract/day-range.ts'
import type { AnalyticsError } from '../../contract/error.ts'

/** What becomes of a session that has expired. */
export type RefreshMode = 'auto' | 'prompt' | 'never'

/** An upgrade button inside the dashboard was clicked: a request to see plans. */
export interface UpgradeRequestEvent {
  websiteId: string
  /** Keeps `UpgradeModal` shut, for a partner that shows plans in its own way. */
  preventDefault(): void
}

/** What a partner may say about a frame besides the website. */
export interface DashboardFrameSettings {
  /** The days to open on, as `{ start: '2026-06-01', end: '2026-06-07' }`. A later one applies at the next refresh. Default: the dashboard's own choice. */
  dateRange?: DayRange | undefined
  /**
   * What becomes of a session that has expired. `auto`: whoever comes back to the tab finds a new frame, and whoever is
   * looking at it is asked. `prompt`: everybody is asked. `never`: nothing happens. Default: `auto`.
   */
  refresh?: RefreshMode | undefined
  /** Milliseconds after which a frame that has not loaded counts as failed. Default: 20 000. */
  loadTimeoutMs?: number | undefined
  /** Called each time a frame has loaded. */
  onReady?: (() => void) | undefined
  onError?: ((error: AnalyticsError) => void) | undefined
  /** Called for each upgrade click inside the dashboard, before our own modal opens. */
  onUpgradeRequest?: ((event: UpgradeRequestEvent) => void) | undefined
}
