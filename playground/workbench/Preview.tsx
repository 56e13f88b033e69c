import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isVisit, type Look, type Modules, type PageNews } from '../preview/preview-messages.ts'
import { visitable } from '../preview/visitable.ts'
import { isPrepared } from '../tab/prepared-states.ts'
import { hosts, isOnPage } from '../tab/virtual-hosts.ts'
import { createPreviewFrame, type PreviewFrame } from './preview-frame.ts'
import type { Scene } from './scenes.ts'
import type { TabPlatform } from './tab-platform.ts'

export type PreviewStatus =
  | { kind: 'starting' }
  | { kind: 'running' }
  | { kind: 'crashed'; message: string }
  /** The code has left for another page, and none was loaded. */
  | { kind: 'gone' }
  /** The customer is on the payment page. */
  | { kind: 'away' }

interface PreviewProps {
  platform: TabPlatform
  scene: Scene
  websiteId: string
  /** What to run; `null` while there is nothing that could be. */
  modules: Modules | null
  look: Look
  /** Another number runs the same anew. */
  revision: number
  forged: number
  onStatus: (status: PreviewStatus) => void
  onNews: (news: PageNews) => void
  onTime: (businessTime: string | null) => void
}

/** Where the customer is: on the page that the code draws, or on one of the payment provider's. */
type Place = { on: 'page'; url: string } | { on: 'pay'; url: string; html: string }

/** The customer's browser. Another scene is another one: give it a key. */
export function Preview(props: PreviewProps) {
  const { platform, scene, websiteId, modules, look, revision, forged } = props
  const [place, setPlace] = useState<Place | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const [frame, setFrame] = useState<PreviewFrame | null>(null)
  const [left, setLeft] = useState<Modules | null>(null)
  // The same code would leave again. Other code gets a frame.
  if (left && modules !== left) {
    setLeft(null)
    setPlace(place && { ...place })
  }
  const runs = useRef(0)
  const tell = useEffectEvent((status: PreviewStatus) => props.onStatus(status))
  const news = useEffectEvent((told: PageNews) => props.onNews(told))
  const time = useEffectEvent((businessTime: string | null) => props.onTime(businessTime))
  const gone = useEffectEvent(() => {
    setLeft(modules)
    tell({ kind: 'gone' })
  })
  const go = useEffectEvent((url: string, init?: { method: string; body: string | null }) => {
    void visit(platform, url, init).then(setPlace, (error: unknown) => {
      props.onStatus({ kind: 'crashed', message: error instanceof Error ? error.message : String(error) })
    })
  })

  useEffect(() => {
    let isHere = true
    const start = isPrepared(scene.state) ? platform.start(scene.state) : Promise.resolve(null)
    start.then(
      (businessTime) => {
        if (!isHere) return
        time(businessTime)
        setPlace({ on: 'page', url: `${hosts.page}/analytics` })
      },
      (error: unknown) => isHere && tell({ kind: 'crashed', message: String(error) }),
    )
    return () => {
      isHere = false
    }
  }, [platform, scene])

  useEffect(() => {
    if (place?.on !== 'page' || !box.current) return undefined
    let made: PreviewFrame | undefined
    let isHere = true
    tell({ kind: 'starting' })
    const element = box.current
    void import('virtual:preview-bundle').then(async ({ readReact, script, styles }) => {
      const bundle = { scripts: [await readReact(), script], styles }
      if (!isHere) return
      made = createPreviewFrame(
        {
          place: element,
          url: place.url,
          websiteId,
          shown: scene.shown,
          fetch: (request, signal) => platform.fetch(request, signal),
          onReady: () => setFrame(made ?? null),
          onLeave: (url) => go(url),
          onNews: (told) => news(told),
          onRendered: (run) => run === runs.current && tell({ kind: 'running' }),
          onCrashed: (run, message) => run === runs.current && tell({ kind: 'crashed', message }),
          onGone() {
            setFrame(null)
            made?.close()
            gone()
          },
        },
        bundle,
      )
    })
    return () => {
      isHere = false
      setFrame(null)
      made?.close()
    }
  }, [place, platform, scene, websiteId])

  useEffect(() => {
    if (place?.on !== 'pay' || !box.current) return undefined
    tell({ kind: 'away' })
    const element = document.createElement('iframe')
    element.title = 'Payment page'
    element.setAttribute('sandbox', 'allow-scripts allow-forms')
    element.srcdoc = visitable(place.html, place.url)
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      if (source === element.contentWindow && isVisit(data)) go(data.visit.url, data.visit)
    }
    addEventListener('message', hear)
    box.current.append(element)
    return () => {
      removeEventListener('message', hear)
      element.remove()
    }
  }, [place])

  useEffect(() => {
    if (frame && modules) frame.show(++runs.current, modules, look)
  }, [frame, modules, look])

  const again = useEffectEvent(() => {
    if (frame && modules) frame.show(++runs.current, modules, look)
  })
  useEffect(() => {
    if (revision > 0) again()
  }, [revision])

  useEffect(() => {
    if (forged > 0) frame?.forge()
  }, [frame, forged])

  return <div ref={box} className="preview" />
}

/** Follows an address as a browser would: to the page itself, or to a page of the provider's. */
async function visit(
  platform: TabPlatform,
  url: string,
  init = { method: 'GET', body: null as string | null },
): Promise<Place> {
  if (isOnPage(url) && init.method === 'GET') return { on: 'page', url }
  const headers: [string, string][] = init.body === null ? [] : [['content-type', 'application/x-www-form-urlencoded']]
  const { headers: answered, body } = await platform.fetch({ url, headers, ...init })
  const to = answered.find(([name]) => name === 'location')?.[1]
  return to === undefined ? { on: 'pay', url, html: body } : visit(platform, new URL(to, url).href)
}
