import type { CarriedRequest, CarriedResponse } from '../tab/carried-request.ts'
import type { FromPreview, Look, Modules, PageNews, ToPreview } from '../preview/preview-messages.ts'

/** The page that the code draws, in an opaque frame: it reaches no storage, no network and nothing of the workbench. */
export interface PreviewFrame {
  show: (run: number, modules: Modules, look: Look) => void
  /** Has the page get a message that only looks like one of its dashboard's. */
  forge: () => void
  close: () => void
}

interface PreviewOptions {
  place: HTMLElement
  url: string
  websiteId: string
  shown: string
  fetch: (request: CarriedRequest, signal: AbortSignal) => Promise<CarriedResponse>
  onReady: () => void
  onLeave: (url: string) => void
  onNews: (news: PageNews) => void
  onRendered: (run: number) => void
  onCrashed: (run: number, message: string) => void
  /** The code has left for another page. The browser has loaded none, and this one is over. */
  onGone: () => void
}

// Where a frame may go is not for its own policy to say, but for that of the page around it: see index.html.
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "form-action 'none'",
  "base-uri 'none'",
].join('; ')

const pageStyles = `
  :root { background: var(--r3-surface, #f4f5f7); color: var(--r3-text, #15171c); font: 16px/1.5 Inter, system-ui, sans-serif; }
  :root[data-theme='dark'] { background: var(--r3-surface, #0f1013); color: var(--r3-text, #e9eaee); }
  :root { --r3-accent: #3a4fd6; --r3-text: #15171c; --r3-surface: #fff; }
  :root[data-theme='dark'] { --r3-accent: #93a0ff; --r3-text: #e9eaee; --r3-surface: #16171b; }
  body { margin: 0; padding: clamp(12px, 4vw, 32px); background: var(--preview-page, color-mix(in oklab, var(--r3-text) 4%, var(--r3-surface))); min-block-size: 100vh; box-sizing: border-box; }
  :root[data-shown='panel'] #root, :root[data-shown='own components'] #root { max-inline-size: 44rem; margin-inline: auto; }
`

const asElement = (script: string) => `<script>${script.replaceAll('</script', String.raw`<\/script`)}</script>`

export function createPreviewFrame(
  options: PreviewOptions,
  bundle: { scripts: readonly string[]; styles: string },
): PreviewFrame {
  const { place, url, websiteId, shown } = options
  const frame = document.createElement('iframe')
  frame.title = 'Preview'
  frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-modals')
  frame.srcdoc = `<!doctype html><html lang="en" data-shown="${shown}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>${pageStyles}</style><style id="kit">${bundle.styles}</style><style id="forced"></style><style id="styles"></style></head>
<body><div id="root"></div>${bundle.scripts.map(asElement).join('')}</body></html>`
  const { port1: port, port2 } = new MessageChannel()
  const asked = new Map<number, AbortController>()
  const send = (message: ToPreview) => port.postMessage(message)
  let isLoaded = false
  frame.addEventListener('load', () => {
    if (isLoaded) return options.onGone()
    isLoaded = true
    frame.contentWindow?.postMessage({ url, websiteId }, '*', [port2])
  })
  port.addEventListener('message', ({ data }: MessageEvent<FromPreview>) => hear(data))
  port.start()
  place.append(frame)

  function hear(told: FromPreview): void {
    if ('ready' in told) options.onReady()
    else if ('leave' in told) options.onLeave(told.leave)
    else if ('news' in told) options.onNews(told.news)
    else if ('rendered' in told) options.onRendered(told.rendered)
    else if ('crashed' in told) options.onCrashed(told.crashed.run, told.crashed.message)
    else if ('abort' in told) asked.get(told.abort)?.abort()
    else void answer(told.fetch)
  }

  async function answer({ id, request }: { id: number; request: CarriedRequest }): Promise<void> {
    const giveUp = new AbortController()
    asked.set(id, giveUp)
    try {
      send({ answer: { id, response: await options.fetch(request, giveUp.signal) } })
    } catch (error) {
      send({ answer: { id, error: error instanceof Error ? error.message : String(error) } })
    } finally {
      asked.delete(id)
    }
  }

  return {
    show: (run, modules, look) => send({ show: { run, modules, look } }),
    forge: () => send({ forge: true }),
    close() {
      port.close()
      frame.remove()
    },
  }
}
