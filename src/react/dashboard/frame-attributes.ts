import { sayOnce } from '../say-once.ts'

const defaultSandbox =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads'

/** What the iframe may do; each has a safe default. */
export interface FrameAttributes {
  /** Accessible name of the frame. Default: the catalogue's `frameTitle`. */
  title?: string | undefined
  /**
   * Default: scripts, its own origin (without which its messages come from `null` and are refused), forms, pop-ups and
   * downloads. `allow-top-navigation` is never given, even when it is asked for here: a frame could take the customer away
   * from the page, and "Open in a new tab" is there for whoever wants the dashboard alone.
   */
  sandbox?: string | undefined
  /** Permissions policy. Default: `fullscreen; clipboard-write`. */
  allow?: string | undefined
  /** Default: `no-referrer`. */
  referrerPolicy?: ReferrerPolicy | undefined
}

/** The same with the defaults in place. */
export interface SafeAttributes {
  sandbox: string
  allow: string
  referrerPolicy: ReferrerPolicy
}

export function safeAttributes({
  sandbox = defaultSandbox,
  allow = 'fullscreen; clipboard-write',
  referrerPolicy = 'no-referrer',
}: FrameAttributes): SafeAttributes {
  const safe = sandbox.replace(/allow-top-navigation\S*/gi, '')
  if (process.env.NODE_ENV !== 'production' && safe !== sandbox) sayOnce('allow-top-navigation is left out of sandbox.')
  return { sandbox: safe, allow, referrerPolicy }
}
