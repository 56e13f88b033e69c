import { useEffect, useState, type ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { AnalyticsProvider, createHttpAdapter, DashboardFrame, usePrefetchDashboard } from 'react-3as/dashboard'
import { UpgradeModal } from 'react-3as/upgrade'

declare global {
  /** For the benchmark, from outside. */
  var bench: {
    fromMountToLoad: (way: keyof typeof ways) => Promise<number>
    fromClickToAnswer: () => Promise<number>
    mountAndUnmount: (times: number) => void
  }
}

const adapter = createHttpAdapter({ baseUrl: '/api' })
const websiteId = 'shop-1'
const place = document.getElementById('root') as HTMLElement
/** What the kit's frame has: a page of an opaque origin would be slower. */
const sandbox =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads'
const style = { display: 'block', width: '100%', height: 800, border: 0 }
const askUrl = async () =>
  ((await (await fetch(`/api/dashboard-url?websiteId=${websiteId}`)).json()) as { url: string }).url

/** A page without the kit. */
function HandWritten({ url, onLoad }: { url: string | null; onLoad: () => void }) {
  const [asked, setAsked] = useState(url)
  useEffect(() => {
    if (!url) void askUrl().then(setAsked)
  }, [url])
  return asked && <iframe title="Analytics" src={asked} sandbox={sandbox} style={style} onLoad={onLoad} />
}

const held: { prefetch?: ReturnType<typeof usePrefetchDashboard> } = {}
function Prefetch() {
  const prefetch = usePrefetchDashboard()
  useEffect(() => {
    held.prefetch = prefetch
  }, [prefetch])
  return null
}

/** The app around: with the page that the dashboard is on, or still without it. */
const app = (inside: ReactElement | null) => (
  <AnalyticsProvider adapter={adapter}>
    <Prefetch />
    {inside}
  </AnalyticsProvider>
)

interface Way {
  hasUrl: boolean
  ui: (onLoad: () => void, url: string | null) => ReactElement
}
const byHand: Way['ui'] = (onLoad, url) => <HandWritten url={url} onLoad={onLoad} />
const byKit: Way['ui'] = (onLoad) => <DashboardFrame websiteId={websiteId} onReady={onLoad} />
const ways = {
  'by hand, URL at hand': { hasUrl: true, ui: byHand },
  'kit, URL at hand': { hasUrl: true, ui: byKit },
  'by hand, URL fetched': { hasUrl: false, ui: byHand },
  'kit, URL fetched': { hasUrl: false, ui: byKit },
} satisfies Record<string, Way>

async function fromMountToLoad(way: keyof typeof ways): Promise<number> {
  const { hasUrl, ui } = ways[way]
  const root = createRoot(place)
  flushSync(() => root.render(app(null)))
  const url = hasUrl ? await askUrl() : null
  if (hasUrl) held.prefetch?.({ websiteId })
  await new Promise((resolve) => setTimeout(resolve, 100))
  const ms = await new Promise<number>((resolve) => {
    const start = performance.now()
    root.render(app(ui(() => resolve(performance.now() - start), url)))
  })
  root.unmount()
  return ms
}

function Shop({ onMissing }: { onMissing: () => void }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        onClick={() => {
          setOpen(true)
          onMissing()
        }}
      >
        Upgrade
      </button>
      <UpgradeModal websiteId={websiteId} open={isOpen} onOpenChange={setOpen} />
    </>
  )
}

/** Until something is painted, while the code of the dialog is still on its way. */
async function fromClickToAnswer(): Promise<number> {
  const root = createRoot(place)
  let start = 0
  flushSync(() => root.render(app(<Shop onMissing={() => (start = performance.now())} />)))
  place.querySelector('button')?.click()
  while (!place.querySelector('[data-part=upgrade-wait]')) await new Promise((resolve) => setTimeout(resolve))
  await new Promise(requestAnimationFrame)
  const ms = performance.now() - start
  root.unmount()
  return ms
}

/** Each with a provider, and a client, of its own; gone before the URL is there. */
function mountAndUnmount(times: number): void {
  const untilAborted: typeof fetch = (_url, { signal } = {}) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
  const never = createHttpAdapter({ baseUrl: '/api', fetch: untilAborted })
  for (let count = 0; count < times; count++) {
    const root = createRoot(place)
    const ui = (
      <AnalyticsProvider adapter={never}>
        <DashboardFrame websiteId={websiteId} />
      </AnalyticsProvider>
    )
    flushSync(() => root.render(ui))
    flushSync(() => root.unmount())
  }
}

globalThis.bench = { fromMountToLoad, fromClickToAnswer, mountAndUnmount }
