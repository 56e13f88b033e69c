import { adapterFailure } from '../../adapter/adapter-failure.ts'
import { AnalyticsError } from '../../contract/error.ts'
import type { FrameMessage } from '../../contract/frame-message.ts'
import type { AnalyticsEvent } from '../events.ts'
import { originOf } from '../safety/origins.ts'
import type { UpgradeRequest } from '../frame-context.ts'
import { sayOnce } from '../say-once.ts'
import { allowedUrl } from '../safety/allowed-url.ts'
import { createFrameChannel } from './frame-channel.ts'
import { openInNewTab } from '../safety/open-in-new-tab.ts'
import type { Plan, PlanScope } from './plan-news.ts'
import { startAge, type SignedUrl, type UrlSource } from '../../adapter/signed-url.ts'

/** What becomes of a session that has expired. */
export type RefreshMode = 'auto' | 'prompt' | 'never'

/** The days a dashboard opens on, as `2026-06-01`. */
export interface DateRange {
  startDate: string
  endDate: string
}

/** One iframe. A new URL is always another frame with another key: nothing ever changes the `src` of an iframe. */
export interface Frame {
  key: string
  src: string
  origin: string
}

export interface FrameState {
  frame: Frame | null
  isLoaded: boolean
  isExpired: boolean
  isRefreshing: boolean
  /** Why there is nothing to show, or why a loaded frame could not be refreshed. */
  error: AnalyticsError | null
  upgradeRequest: UpgradeRequest | null
  /** A fresh read has shown another plan, after the frame said so. */
  isPlanUpgraded: boolean
}

/** An upgrade button inside the dashboard was clicked: a request to see plans. */
export interface UpgradeRequestEvent {
  websiteId: string
  /** Keeps `UpgradeModal` shut, for a partner that shows plans in its own way. */
  preventDefault(): void
}

/** What a partner may say about a frame besides the website. */
export interface DashboardFrameSettings {
  /** The days to open on. A later one applies at the next refresh. Default: the dashboard's own choice. */
  dateRange?: DateRange | undefined
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

export interface FrameSettings extends DashboardFrameSettings {
  allowedOrigins: readonly string[]
}

export interface FrameHost extends PlanScope {
  openSource: () => UrlSource
  /** A URL that is there already: its frame is there from the beginning. */
  atHand: () => SignedUrl | null
  /** The newest props: asked whenever one is needed. */
  settings: () => FrameSettings & { websiteId: string }
  report: (event: AnalyticsEvent) => void
}

/** The life of one website's dashboard on a page, without React. */

const firstBackoffMs = 2000
const longestBackoffMs = 60_000
/** Between two requests without a click. */
const floorMs = 1000
/** How often at least the clocks are looked at, since timers stand still while the machine sleeps. */
const lookMs = 30_000
/** The iframes of all sessions on the page. */
const iframes = new Set<{ current: HTMLIFrameElement | null }>()
/** Across all sessions: a key that comes back would make React keep the iframe of another website. */
let frameCount = 0
let requestCount = 0

export function createFrameSession(host: FrameHost) {
  const { websiteId, settings, report } = host
  const listeners = new Set<() => void>()
  const iframe: { current: HTMLIFrameElement | null } = { current: null }
  let state: FrameState = { ...noFrame, error: null, upgradeRequest: null, isPlanUpgraded: false }
  let source: UrlSource | null = null
  let asking: UrlSource | null = null
  let signed: SignedUrl | null = null
  let restMs = () => 0
  let failures = 0
  let wasHidden = false
  let plan: Plan | null = null
  let planWatch = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  const set = (change: Partial<FrameState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const after = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }
  const rest = (ms: number) => {
    const age = startAge()
    restMs = () => ms - age()
  }
  const watch = () => after(settings().loadTimeoutMs ?? 20_000, () => fail(notLoading()))
  const addressOf = (fresh: SignedUrl) => {
    const { allowedOrigins, dateRange } = settings()
    const url = allowedUrl(fresh.url, allowedOrigins, location.hostname)
    // Appended as text: writing to searchParams would encode the signed part anew.
    if (dateRange) url.search += `&${new URLSearchParams({ ...dateRange }).toString()}`
    return url
  }

  async function load(kept: SignedUrl | null = null): Promise<void> {
    const mine = source
    if (!mine || asking === mine) return
    asking = mine
    set({ isRefreshing: true })
    try {
      const fresh = kept ?? (await freshOf(mine))
      if (mine !== source) return
      show(fresh, addressOf(fresh))
      watch()
    } catch (error) {
      if (mine !== source) return
      rest(Math.min(firstBackoffMs * 2 ** failures++, longestBackoffMs) * (1 - Math.random() / 4))
      fail(error)
    } finally {
      if (asking === mine) asking = null
    }
  }

  function show(fresh: SignedUrl, url: URL): void {
    signed = fresh
    failures = 0
    rest(floorMs)
    set({ ...noFrame, error: null, frame: { key: `${++frameCount}`, src: url.href, origin: url.origin } })
  }

  function fail(cause: unknown): void {
    const error = adapterFailure('The adapter', cause)
    const { code, message, hint, retryable } = error
    set({ ...(code === 'blocked_by_csp' && noFrame), error, isRefreshing: false })
    report({ type: 'dashboard.failed', websiteId, error })
    settings().onError?.(error)
    if (process.env.NODE_ENV !== 'production' && !retryable) sayOnce(`${code}: ${message} ${hint ?? ''}`)
    look()
  }

  /** What has become due by now? Asked by timers and by every sign that the person is back. */
  function look(): void {
    const isHidden = document.visibilityState === 'hidden'
    const cameBack = wasHidden && !isHidden
    wasHidden = isHidden
    if (!state.isLoaded) return isHidden ? undefined : recover()
    const remainingMs = signed?.remainingMs() ?? 0
    if (remainingMs > 0) return after(Math.min(remainingMs, lookMs), look)
    if (!state.isExpired) {
      set({ isExpired: true })
      report({ type: 'dashboard.expired', websiteId })
    }
    // Only after an absence: a frame that is looked at keeps its filters until they press the button.
    if (cameBack && (settings().refresh ?? 'auto') === 'auto' && restMs() <= 0) void load()
  }

  function recover(): void {
    if (!state.error?.retryable || state.frame || !navigator.onLine) return
    if (restMs() > 0) after(restMs(), look)
    else void load()
  }

  function refused({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
    const { origin } = state.frame ?? {}
    if (disposition === 'report' || effectiveDirective !== 'frame-src' || !origin) return
    // Of the blocked address only the origin is read: there may be a token in the rest.
    if (originOf(blockedURI) === origin) fail(blockedByPolicy(origin))
  }

  async function hear({ type }: FrameMessage): Promise<void> {
    if (type === 'SUBSCRIPTION_UPGRADED') {
      planWatch.abort()
      planWatch = new AbortController()
      // Its own, not that of a message which comes while the code for this one is loaded.
      const { signal } = planWatch
      const next = await newsOf(({ findNewPlan }) => findNewPlan(host, plan, signal))
      if (!next) return
      plan = next
      set({ isPlanUpgraded: true })
      return report({ type: 'plan.changed', websiteId, packageId: next.packageId })
    }
    let mayOpen = true
    report({ type: 'upgrade.requested', websiteId })
    settings().onUpgradeRequest?.({ websiteId, preventDefault: () => (mayOpen = false) })
    // Where the platform sells by itself, no modal of ours opens. Who sells does not change while a page is open.
    if (mayOpen && !(plan ?? (await newsOf(({ readPlan }) => readPlan(host, Infinity))))?.isPlatformManaged) {
      set({ upgradeRequest: { id: ++requestCount } })
    }
  }

  const channel = createFrameChannel({
    identity: () => ({ source: iframe.current?.contentWindow, origin: state.frame?.origin, websiteId }),
    isSibling,
    onMessage: (message) => void hear(message),
    onIgnored(reason, origin) {
      report({ type: 'message.ignored', reason, origin })
      if (process.env.NODE_ENV !== 'production') sayOnce(`A message from ${origin} was ignored: ${reason}.`)
    },
  })

  const blank = state
  // The props of another website come with the next commit, and its frame before that is painted.
  const first = settings().websiteId === websiteId ? host.atHand() : null
  try {
    if (first) show(first, addressOf(first))
  } catch {
    // Said once it is on the page.
  }

  return {
    /** For the iframe. */
    iframe,
    state: () => state,
    /** For a server, and for hydrating what it made. */
    serverState: () => blank,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Begins, or goes on after a stop. Answers what stops it. */
    start: () => {
      const mine = (source = host.openSource())
      iframes.add(iframe)
      const stopping = new AbortController()
      const { signal } = stopping
      wasHidden = document.visibilityState === 'hidden'
      // A clock that stood still is noticed when the page is touched, without waiting for a timer.
      for (const sign of ['visibilitychange', 'focus', 'pageshow', 'online']) addEventListener(sign, look, { signal })
      addEventListener('securitypolicyviolation', refused, { signal })
      addEventListener('message', channel, { signal })
      if (!state.frame) void load(host.atHand())
      else if (state.isLoaded) look()
      else watch()
      return () => {
        source = null
        iframes.delete(iframe)
        clearTimeout(timer)
        planWatch.abort()
        stopping.abort()
        mine.release()
      }
    },
    /** A new frame with a fresh URL. What is on the screen stays until the URL is there. */
    refresh: () => void load(),
    openInNewTab: () => {
      if (state.isLoaded) set({ error: null })
      openInNewTab(async () => addressOf(await freshOf(source))).catch((error: unknown) => source && fail(error))
    },
    /** The frame with that key has fired its `load` event. */
    loaded: (key: string) => {
      if (state.frame?.key !== key || state.isLoaded) return
      clearTimeout(timer)
      set({ isLoaded: true, error: null, isPlanUpgraded: false })
      report({ type: 'dashboard.ready', websiteId })
      settings().onReady?.()
      // Noted now, off the way to the dashboard, so that there is something to compare a new plan with.
      void newsOf(({ readPlan }) => readPlan(host, 30_000)).then((read) => (plan = read ?? plan))
      look()
    },
    clearUpgradeRequest: () => set({ upgradeRequest: null }),
  }
}

/** What is asked of plans is loaded behind the dashboard. Without it nothing is known of them. */
async function newsOf(read: (news: typeof import('./plan-news.ts')) => Promise<Plan | null>): Promise<Plan | null> {
  const news = await import('./plan-news.ts').catch(() => null)
  return news && read(news)
}

function isSibling(source: MessageEventSource | null): boolean {
  for (const { current } of iframes) if (source && source === current?.contentWindow) return true
  return false
}

const noFrame = { frame: null, isLoaded: false, isExpired: false, isRefreshing: false }

async function freshOf(source: UrlSource | null): Promise<SignedUrl> {
  if (!source) throw new DOMException('The frame is gone.', 'AbortError')
  const signed = await source.get()
  // The page may have slept between the question and the answer.
  return signed.remainingMs() > 0 ? signed : source.get()
}

function notLoading(): AnalyticsError {
  return new AnalyticsError({ code: 'not_loading', message: 'The dashboard takes too long to load.', retryable: true })
}

function blockedByPolicy(origin: string): AnalyticsError {
  return new AnalyticsError({
    code: 'blocked_by_csp',
    message: "This page's Content-Security-Policy does not let it frame the dashboard.",
    hint: `Add to the policy: frame-src ${origin}`,
  })
}
