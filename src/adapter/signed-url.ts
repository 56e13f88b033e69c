import type { AnalyticsAdapter } from './analytics-adapter.ts'
import { within } from './deadline.ts'
import { getDashboardUrl } from '../contract/dashboard-url.ts'

/** Both in milliseconds. */
export interface Clock {
  /** Only runs forwards; on some systems it stands still while the machine sleeps. */
  monotonic: () => number
  /** Runs while the machine sleeps; may be wrong, and may jump. */
  wall: () => number
}

export const pageClock: Clock = { monotonic: () => performance.now(), wall: () => Date.now() }

export interface SignedUrl {
  readonly url: string
  /** Milliseconds for which it may still be used; not above zero once it has expired. */
  remainingMs: () => number
}

/** The signed URLs of one website, as one frame asks for them. */
export interface UrlSource {
  /** A new URL. Joins the request that is in flight, whichever frame or trigger started it. */
  get: () => Promise<SignedUrl>
  /** Gives the source back. A request without waiting callers is aborted. */
  release: () => void
}

/** Where the frames of one provider get their signed URLs. They live here and in the frames, never in the query cache. */
export interface SignedUrls {
  (tenant: string, websiteId: string): UrlSource
  /** For a frame that is not there yet, which finds it at hand for a minute from the question on. */
  keep: (tenant: string, websiteId: string, signed: SignedUrl, age: () => number) => void
  /** What was kept within the last minute. */
  atHand: (tenant: string, websiteId: string) => SignedUrl | null
}

const atHandMs = 60_000

export function createSignedUrls(adapter: AnalyticsAdapter, clock = pageClock, giveUpMs = 30_000): SignedUrls {
  const desks = new Map<string, { users: number; controller: AbortController; asking: Promise<SignedUrl> | null }>()

  async function ask(websiteId: string, { signal: released }: AbortController): Promise<SignedUrl> {
    // Counted from the question, so that a slow answer never makes a URL look fresher than it is.
    const age = startAge(clock)
    const call = (signal: AbortSignal) => adapter.call(getDashboardUrl, { websiteId }, { signal })
    const { url, expiresInSeconds } = await within(giveUpMs, call, released)
    return { url, remainingMs: () => expiresInSeconds * 1000 - age() }
  }

  const keyOf = (...names: [tenant: string, websiteId: string]) => JSON.stringify(names)
  const open = (tenant: string, websiteId: string): UrlSource => {
    const key = keyOf(tenant, websiteId)
    const desk = desks.get(key) ?? { users: 0, controller: new AbortController(), asking: null }
    desks.set(key, desk)
    desk.users++
    return {
      get: () => (desk.asking ??= ask(websiteId, desk.controller).finally(() => (desk.asking = null))),
      release() {
        desk.users--
        // Not immediately: StrictMode, and a quick return to the page, release and acquire again in the same task.
        queueMicrotask(() => {
          if (desk.users > 0) return
          desk.controller.abort()
          desks.delete(key)
        })
      },
    }
  }

  const kept = new Map<string, { signed: SignedUrl; age: () => number }>()
  return Object.assign(open, {
    keep(tenant: string, websiteId: string, signed: SignedUrl, age: () => number) {
      for (const [key, old] of kept) if (old.age() >= atHandMs) kept.delete(key)
      kept.set(keyOf(tenant, websiteId), { signed, age })
    },
    atHand(tenant: string, websiteId: string) {
      const found = kept.get(keyOf(tenant, websiteId))
      return found && found.age() < atHandMs && found.signed.remainingMs() > 0 ? found.signed : null
    },
  })
}

/**
 * The time since now, by whichever clock saw more of it: the monotonic one when the page's clock is put back, the other
 * when the machine slept. A clock that is put forward makes things look older than they are. A sleep looks the same and
 * is far more common, and looking older is harmless: nothing is taken from under anybody's eyes because of it.
 */
export function startAge({ monotonic, wall } = pageClock): () => number {
  const since = [monotonic(), wall()] as const
  return () => Math.max(monotonic() - since[0], wall() - since[1])
}
