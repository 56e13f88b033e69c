import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { newerMembers } from '../tools/browsers/support.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Serves the dashboards of the tests: another site than the page, which is on localhost. */
    frameOrigin: string
    /** Serves the same pages; nobody's dashboard. */
    foreignOrigin: string
    /** What the oldest browsers lack, as `AbortSignal.any` and `HTMLElement.prototype.showPopover` are found in a page. */
    newerMembers: string[][]
  }
}

/** A dashboard that says to its parent whatever a test asks it to, and what the real one says at a click. */
const dashboard = (websiteId: string) => `<!doctype html>
<html lang="en">
  <title>Dashboard</title>
  <style>
    body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, sans-serif; color: #1c2230; background: #f6f7fb }
    h1 { margin: 0 0 4px; font-size: 22px }
    svg { display: block; width: 100%; height: 200px; margin: 16px 0 }
  </style>
  <main>
    <h1>Overview</h1>
    <p>Website <b data-website></b></p>
    <svg viewBox="0 0 600 200" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 150 L60 120 L120 135 L180 90 L240 100 L300 60 L360 80 L420 40 L480 55 L540 20 L600 35 V200 H0 Z" fill="#c9d4ff" />
    </svg>
    <label>Filter <input name="filter" /></label>
    <button id="upgrade">Upgrade</button>
    <button id="bought">Buy here</button>
  </main>
  <script>
    const websiteId = ${JSON.stringify(websiteId).replaceAll('<', '\\u003c')}
    const say = (data) => parent.postMessage(data, '*')
    const upgraded = { type: 'SUBSCRIPTION_UPGRADED' }
    document.querySelector('[data-website]').textContent = websiteId
    upgrade.onclick = () => say({ type: 'UPGRADE_BUTTON_CLICKED', data: { intpWebsiteId: websiteId } })
    bought.onclick = () => { say(upgraded); say(upgraded) }
    addEventListener('message', ({ data }) => {
      if (data?.say !== undefined) say(data.say)
      if (data === 'what is the filter?') say({ filter: document.querySelector('input').value })
    })
  </script>
</html>`

const answer: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://frames')
  // A page that never comes: what a watchdog is for.
  if (pathname === '/hangs') return
  response.setHeader('content-type', 'text/html; charset=utf-8')
  // A page that tells where a click came from.
  const referrer = `<title>from ${request.headers.referer ?? 'nowhere'}</title>`
  response.end(pathname === '/referrer' ? referrer : dashboard(searchParams.get('externalWebsiteId') ?? ''))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function serveFrames(): Promise<{ origin: string; stop: () => void }> {
  const server = createServer(answer)
  const origin = await listen(server)
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { origin, stop }
}

export default async function setup(project: TestProject) {
  const [dashboards, strangers] = [await serveFrames(), await serveFrames()]
  project.provide('frameOrigin', dashboards.origin)
  project.provide('foreignOrigin', strangers.origin)
  project.provide('newerMembers', newerMembers())
  return () => {
    dashboards.stop()
    strangers.stop()
  }
}
