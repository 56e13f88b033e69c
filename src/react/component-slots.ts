import type { CSSProperties, ReactNode } from 'react'
import type { AnalyticsError } from '../contract/error.ts'

/** Why there is nothing to show, and the way out. */
export interface FailureFacts {
  error: AnalyticsError
  /** Tries again. */
  retry: () => void
}

/** What every component of the kit takes, for its outermost element and for the moments without anything to show. */
export interface ComponentSlots {
  /** Classes of its outermost element. */
  className?: string | undefined
  /** Style of its outermost element. */
  style?: CSSProperties | undefined
  /** Shown while it loads. Default: the shape of what will be there. */
  loading?: ReactNode
  /** Shown when it could not be loaded. Default: a sentence and a button. */
  renderError?: ((failure: FailureFacts) => ReactNode) | undefined
}
