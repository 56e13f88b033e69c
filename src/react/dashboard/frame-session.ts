import { adapterFailure } from '../../adapter/adapter-failure.ts'
import { pageClock, startAge, type Clock, type SignedUrl, type UrlSource } from '../../adapter/signed-url.ts'
import { AnalyticsError } from '../../contract/error.ts'
import { allowedUrl } from '../safety/allowed-url.ts'
import { openInNewTab } from '../safety/open-in-new-tab.ts'
import { originOf } from '../safety/origins.ts'
import { sayOnce } from '../say-once.ts'
import { createFrameChannel } from './frame-channel.ts'
import { frameNews, type NewsHost } from './frame-news.ts'
import type { DashboardFrameSettings } from './frame-settings.ts'
import { dueNow, entering, noFrame, type FrameFacts, type FrameState } from './frame-state.ts'

export interface FrameHost extends NewsHost {
  openSource: () => UrlSource
  /** A URL that is there already: its frame is there from the beginning. */
  atHand: () => SignedUrl | null
  /** The newest props: asked whenever one is needed. */
  settings: () => DashboardFrameSettings & { websiteId: string; allowedOrigins: readonly string[] }
}

/** Time and chance, as a session asks for them. */
export interface FrameTime {
  clock: Clock
  /** From 0 up to, not including, 1: how much a wait is shortened, so that many pages do not ask in the same moment. */
  random: () => number
}

const pageTime: FrameTime = { clock: pageClock, random: Math.random }
const firstBackoffMs = 2000
const longestBackoffMs = 60_000
/** Between two requests without a click. */
const floorMs = 1000
/** The iframes of all sessions on the page. */
const iframes = new Set<{ current: HTMLIFrameElement | null }>()
/** Across all sessions: a key that comes back would make React keep the iframe of another website. */
let frameCount = 0

/** The life of one website's dashboard on a page, without React: what the states of `frame-state.ts` have effects in. */
export function createFrameSession(host: FrameHost, { clock, random } = pageTime) {
  const { websiteId, settings, report } = host
  const listeners = new Set<() => void>()
  const iframe: { current: HTMLIFrameElement | null } = { current: null }
  let state = noFrame
  let source: UrlSource | null = null
  let asking: UrlSource | null = null
  let signed: SignedUrl | null = null
  let restMs = () => 0
  let failures = 0
  let wasHidden = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const set = (next: FrameState) => {
    state = next
    for (const listener of listeners) listener()
  }
  const know = (facts: Partial<FrameFacts>) => set({ ...state, ...facts })
  const news = frameNews(host, know)
  const after = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }
  const rest = (ms: number) => {
    const age = startAge(clock)
    restMs = () => ms - age()
  }
  const watch = () => after(settings().loadTimeoutMs ?? 20_000, () => fail(notLoading()))
  const addressOf = (fresh: SignedUrl) => {
    const { allowedOrigins, dateRange } = settings()
    const url = allowedUrl(fresh.url, allowedOrigins, location.hostname)
    // Appended as text: writing to searchParams would encode the signed part anew.
    if (dateRange) {
      const { start: startDate, end: endDate } = dateRange
      url.search += `&${new URLSearchParams({ startDate, endDate }).toString()}`
    }
    return url
  }

  async function load(kept: SignedUrl | null = null): Promise<void> {
    const mine = source
    if (!mine || asking === mine) return
    asking = mine
    know({ isRefreshing: true })
    try {
      const fresh = kept ?? (await freshOf(mine))
      if (mine !== source) return
      show(fresh, addressOf(fresh))
      watch()
    } catch (error) {
      if (mine !== source) return
      rest(Math.min(firstBackoffMs * 2 ** failures++, longestBackoffMs) * (1 - random() / 4))
      fail(error)
    } finally {
      if (asking === mine) asking = null
    }
  }

  function show(fresh: SignedUrl, { href, origin }: URL): void {
    signed = fresh
    failures = 0
    rest(floorMs)
    const frame = { key: `${++frameCount}`, src: href, origin }
    set(entering(state, 'opening', { frame, isRefreshing: false, error: null }))
  }

  function fail(cause: unknown): void {
    const error = adapterFailure('The adapter', cause)
    const { code, message, hint, retryable } = error
    if (code === 'blocked_by_csp') {
      // Otherwise it would say later that the dashboard takes too long, and try again.
      clearTimeout(timer)
      set(entering(state, 'empty'))
    }
    know({ error, isRefreshing: false })
    report({ type: 'dashboard.failed', websiteId, error })
    settings().onError?.(error)
    if (process.env.NODE_ENV !== 'production' && !retryable) sayOnce(`${code}: ${message} ${hint ?? ''}`)
    look()
  }

  /** Asked by timers and by every sign that the person is back. */
  function look(): void {
    const isHidden = document.visibilityState === 'hidden'
    const signs = {
      isAway: isHidden || !navigator.onLine,
      cameBack: wasHidden && !isHidden,
      remainingMs: signed?.remainingMs() ?? 0,
      restMs: restMs(),
      isAuto: (settings().refresh ?? 'auto') === 'auto',
    }
    // Whoever is back before the network is comes back once that is there.
    wasHidden = isHidden || (wasHidden && signs.isAway)
    if (dueNow(state, signs) === 'expire') {
      set(entering(state, 'expired'))
      report({ type: 'dashboard.expired', websiteId })
    }
    const due = dueNow(state, signs)
    if (due === 'load') void load()
    else if (typeof due === 'number') after(due, look)
  }

  function refused({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
    const { origin } = state.frame ?? {}
    if (disposition === 'report' || effectiveDirective !== 'frame-src' || !origin) return
    // Of the blocked address only the origin is read: there may be a token in the rest.
    if (originOf(blockedURI) === origin) fail(blockedByPolicy(origin))
  }

  const channel = createFrameChannel({
    identity: () => ({ source: iframe.current?.contentWindow, origin: state.frame?.origin, websiteId }),
    isSibling,
    onMessage: news.hear,
    onIgnored(reason, origin) {
      report({ type: 'message.ignored', reason, origin })
      if (process.env.NODE_ENV !== 'production') sayOnce(`A message from ${origin} was ignored: ${reason}.`)
    },
  })

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
    serverState: () => noFrame,
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
      if (state.phase === 'empty') void load(host.atHand())
      else if (state.phase === 'opening') watch()
      else look()
      return () => {
        source = null
        iframes.delete(iframe)
        clearTimeout(timer)
        news.stop()
        stopping.abort()
        mine.release()
      }
    },
    /** A new frame with a fresh URL. What is on the screen stays until the URL is there. */
    refresh: () => void load(),
    openInNewTab: () => {
      if (state.phase === 'ready' || state.phase === 'expired') know({ error: null })
      openInNewTab(async () => addressOf(await freshOf(source))).catch((error: unknown) => source && fail(error))
    },
    /** The frame with that key has fired its `load` event. */
    loaded: (key: string) => {
      if (state.phase !== 'opening' || state.frame.key !== key) return
      clearTimeout(timer)
      set(entering(state, 'ready', { error: null, isPlanUpgraded: false }))
      report({ type: 'dashboard.ready', websiteId })
      settings().onReady?.()
      // Off the way to the dashboard.
      news.note()
      look()
    },
    clearUpgradeRequest: () => know({ upgradeRequest: null }),
  }
}

function isSibling(source: MessageEventSource | null): boolean {
  for (const { current } of iframes) if (source && source === current?.contentWindow) return true
  return false
}

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
