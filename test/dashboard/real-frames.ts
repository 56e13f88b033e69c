import { inject } from 'vitest'

/** The dashboards' own site, and somebody else's. The page of the tests is on a third: localhost. */
export const sites = { frame: inject('frameOrigin'), foreign: inject('foreignOrigin') }

let count = 0

/** The adapter's answer with a URL of a frame that is there. */
export function signedFor(websiteId: string, expiresInSeconds = 3600, path = '/dashboard') {
  const query = new URLSearchParams({ intpc_token: `token-${++count}`, externalWebsiteId: websiteId })
  return { url: `${sites.frame}${path}?${query.toString()}`, expiresInSeconds }
}

/** Waits until something is there, as long as a test may take. */
export async function until<Value>(find: () => Value | null | undefined | false): Promise<Value> {
  for (;;) {
    const found = find()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

export const frames = () => [...document.querySelectorAll<HTMLIFrameElement>('[data-part=frame-view]')]
export const state = () => document.querySelector('[data-part=dashboard]')?.getAttribute('data-state')

export async function readyFrame(): Promise<HTMLIFrameElement> {
  await until(() => state() === 'ready')
  return frames()[0] as HTMLIFrameElement
}

/** Another frame of the page, that is not a dashboard of ours. */
export async function strangeFrame(origin: string): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe')
  frame.src = `${origin}/dashboard?externalWebsiteId=shop-1`
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  await loaded
  return frame
}

/** Lets what is in a frame say something to the page, and waits until the page has got it. */
export async function letSay(frame: HTMLIFrameElement, data: unknown): Promise<void> {
  await answerOf(frame, { say: data })
}

/** What somebody has typed into the frame. */
export async function filterIn(frame: HTMLIFrameElement): Promise<unknown> {
  const { filter } = (await answerOf(frame, 'what is the filter?')) as { filter?: unknown }
  return filter
}

function answerOf(frame: HTMLIFrameElement, question: unknown): Promise<unknown> {
  const source = frame.contentWindow
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>) => {
      if (event.source !== source) return
      removeEventListener('message', listen)
      resolve(event.data)
    }
    addEventListener('message', listen)
    source?.postMessage(question, '*')
  })
}
