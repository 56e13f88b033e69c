import { asResponse, carryRequest, type CarriedResponse } from '../tab/carried-request.ts'
import { hosts, isDashboard } from '../tab/virtual-hosts.ts'
import { judgeMessage } from '../../src/react/dashboard/frame-channel.ts'
import { isVisit, type FromPreview, type PageNews, type Visit } from './preview-messages.ts'
import { visitable } from './visitable.ts'

// What makes an opaque frame without a network a page on a server of its own. Nothing here is known to the code that runs in it.

/** In `srcdoc`, `location` has neither host nor query; code that is to run unchanged gets this one. */
export interface PageLocation {
  readonly href: string
  readonly origin: string
  readonly hostname: string
  readonly pathname: string
  readonly search: string
  assign: (url: string) => void
  replace: (url: string) => void
  reload: () => void
}

export interface Page {
  location: PageLocation
  history: { replaceState: (data: unknown, unused: string, url?: string | null) => void }
}

export interface PageGlobals {
  page: Page
  take: (answer: { id: number; response: CarriedResponse } | { id: number; error: string }) => void
}

export function installPageGlobals(
  start: { url: string; websiteId: string },
  say: (message: FromPreview) => void,
): PageGlobals {
  const news = (told: PageNews) => say({ news: told })
  const page = createPage(start.url, (url) => say({ leave: url }))
  stayOnline()
  withoutPeers()
  // The kit refuses changes on a page that a stranger has framed. Right in life; here the frame is the browser's window.
  Object.defineProperty(window, 'parent', { value: window })
  const take = installFetch(page.location, say)
  installFrames(start.websiteId, news)
  return { page, take }
}

function createPage(url: string, leave: (url: string) => void): Page {
  let at = new URL(url)
  const go = (to: string) => leave(new URL(to, at).href)
  const location: PageLocation = {
    get href() {
      return at.href
    },
    get origin() {
      return at.origin
    },
    get hostname() {
      return at.hostname
    },
    get pathname() {
      return at.pathname
    },
    get search() {
      return at.search
    },
    assign: go,
    replace: go,
    reload: () => leave(at.href),
  }
  return { location, history: { replaceState: (_data, _unused, to) => void (to && (at = new URL(to, at))) } }
}

/** The platform is in this tab: a laptop that loses its network loses nothing here. */
function stayOnline(): void {
  for (const type of ['offline', 'online']) addEventListener(type, (event) => event.stopImmediatePropagation(), true)
  Object.defineProperty(navigator, 'onLine', { get: () => true })
}

/** What would reach beyond the tab by another way than requests: no policy of a page forbids it. */
function withoutPeers(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name)
}

function installFetch(location: PageLocation, say: (message: FromPreview) => void): PageGlobals['take'] {
  const waiting = new Map<number, { resolve: (response: Response) => void; reject: (error: Error) => void }>()
  let lastId = 0
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href)
    const request = await carryRequest(input instanceof Request ? input : url, { ...init, signal: null })
    const id = ++lastId
    return new Promise<Response>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      init?.signal?.addEventListener('abort', () => {
        say({ abort: id })
        reject(init.signal?.reason as Error)
      })
      say({ fetch: { id, request } })
    })
  }
  return (answer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('response' in answer) asked?.resolve(asResponse(answer.response))
    else asked?.reject(new TypeError(answer.error))
  }
}

/** Frames of the platform's dashboard get its page as text, and what they post gets the origin it would have had. */
function installFrames(websiteId: string, news: (told: PageNews) => void): void {
  const origins = new WeakMap<MessageEventSource, { frame: HTMLIFrameElement; origin: string }>()
  const pending = new WeakSet<HTMLIFrameElement>()

  async function visit(frame: HTMLIFrameElement, { url, method, body }: Visit['visit']): Promise<void> {
    pending.add(frame)
    let at = url
    let response = await fetch(at, {
      method,
      ...(body !== null && { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    })
    for (let to = response.headers.get('location'); to; to = response.headers.get('location')) {
      at = new URL(to, at).href
      response = await fetch(at)
    }
    const html = await response.text()
    if (!frame.contentWindow) return
    origins.set(frame.contentWindow, { frame, origin: new URL(at).origin })
    pending.delete(frame)
    frame.srcdoc = visitable(html, at)
  }

  HTMLIFrameElement.prototype.setAttribute = function (name, value) {
    if (name.toLowerCase() !== 'src' || !isDashboard(value)) Element.prototype.setAttribute.call(this, name, value)
    // Not before it is in the document: until then it has no window to be known by.
    else {
      pending.add(this)
      queueMicrotask(() => void visit(this, { url: value, method: 'GET', body: null }))
    }
  }
  // The empty page that a frame begins with is not the dashboard.
  addEventListener(
    'load',
    (event) => {
      if (event.target instanceof HTMLIFrameElement && pending.has(event.target)) event.stopImmediatePropagation()
    },
    true,
  )
  addEventListener(
    'message',
    (event) => {
      if (!event.isTrusted) return
      const known = event.source && origins.get(event.source)
      event.stopImmediatePropagation()
      if (known && isVisit(event.data)) {
        void visit(known.frame, event.data.visit)
        return
      }
      const origin = known ? known.origin : hosts.page
      const message = new MessageEvent('message', { data: event.data as unknown, origin })
      // Firefox makes no event whose source is a window of another origin.
      Object.defineProperty(message, 'source', { value: event.source })
      const verdict = judgeMessage(message, {
        source: known?.frame.contentWindow,
        origin: known?.origin,
        websiteId,
      })
      news({
        kind: 'frame',
        what: typeOf(event.data),
        detail: typeof verdict === 'object' ? `let in, from ${origin}` : `ignored: ${verdict.replaceAll('_', ' ')}`,
        isGood: typeof verdict === 'object',
      })
      dispatchEvent(message)
    },
    true,
  )
}

function typeOf(data: unknown): string {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : typeof data
  return typeof type === 'string' ? type : 'message'
}
