import type { AnalyticsError } from '../../contract/error.ts'
import type { UpgradeRequest } from '../frame-context.ts'

/** One iframe. A new URL is always another frame with another key: nothing ever changes the `src` of an iframe. */
export interface Frame {
  key: string
  src: string
  origin: string
}

/** What is known in every phase. */
export interface FrameFacts {
  isRefreshing: boolean
  /** Why there is nothing to show, or why a loaded frame could not be refreshed. */
  error: AnalyticsError | null
  upgradeRequest: UpgradeRequest | null
  /** A fresh read has shown another plan, after the frame said so. */
  isPlanUpgraded: boolean
}

/** `empty`: without an iframe. `opening`: it has not loaded. `ready`, `expired`: it has. */
export type FrameState = FrameFacts &
  ({ phase: 'empty'; frame: null } | { phase: 'opening' | 'ready' | 'expired'; frame: Frame })
export type Phase = FrameState['phase']

export const noFrame: FrameState = {
  phase: 'empty',
  frame: null,
  isRefreshing: false,
  error: null,
  upgradeRequest: null,
  isPlanUpgraded: false,
}

/** Where each phase may lead. Any other way changes nothing: what asks for it came too late, or twice. */
const ways: { readonly [From in Phase]: readonly Phase[] } = {
  empty: ['opening'],
  opening: ['opening', 'ready', 'empty'],
  ready: ['opening', 'expired', 'empty'],
  expired: ['opening', 'empty'],
}

/** The next phase, with what is known from then on. `opening` brings its frame, and `empty` has none. Pure. */
export function entering(
  state: FrameState,
  ...[phase, facts]:
    | [phase: 'opening', facts: Partial<FrameFacts> & { frame: Frame }]
    | [phase: 'empty' | 'ready' | 'expired', facts?: Partial<FrameFacts>]
): FrameState {
  if (!ways[state.phase].includes(phase)) return state
  return { ...state, ...facts, phase, ...(phase === 'empty' && { frame: null }) } as FrameState
}

/** What the page shows of the person and of time. */
export interface Signs {
  /** Hidden, or offline: then nothing is asked for. */
  isAway: boolean
  /** The page was hidden when it was last looked at, and is not any more. */
  cameBack: boolean
  /** Of the signed URL; not above zero once it has expired. */
  remainingMs: number
  /** How long to wait until a URL may be asked for without a click. */
  restMs: number
  /** Whether whoever comes back to an expired frame finds another one. */
  isAuto: boolean
}

/** How often at least the clocks are looked at, since timers stand still while the machine sleeps. */
const lookMs = 30_000

/** What has become due by now; a number is after how many milliseconds to look again. */
export function dueNow(
  { phase, error }: FrameState,
  { isAway, cameBack, remainingMs, restMs, isAuto }: Signs,
): 'load' | 'expire' | number | null {
  if (phase === 'opening') return null
  if (phase === 'empty') return isAway || !error?.retryable ? null : restMs > 0 ? restMs : 'load'
  if (remainingMs > 0) return Math.min(remainingMs, lookMs)
  if (phase === 'ready') return 'expire'
  // Only after an absence: a frame that is looked at keeps its filters until they press the button.
  return cameBack && isAuto && !isAway && restMs <= 0 ? 'load' : null
}
