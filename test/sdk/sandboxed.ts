import { afterAll, beforeAll, beforeEach } from 'vitest'
import { demoIntps, type DemoIntpName } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../packages/sandbox/src/node/start.ts'
import type { VisitorAnalyticsOptions } from '../../src/sdk/settings.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'

interface Effect {
  kind: string
  intpWebsiteId?: string
}

/** The sandbox of a test file, put back to its demo state before each test. */
export function sandboxed(options: SandboxOptions = {}) {
  let sandbox: Sandbox | undefined
  const running = () => {
    if (!sandbox) throw new Error('The sandbox runs during tests only.')
    return sandbox
  }
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(running().controlUrl + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, ...options })
  })
  beforeEach(async () => {
    await control('POST', '/reset')
  })
  afterAll(() => sandbox?.stop())
  return {
    get urls() {
      const { apiUrl, dashboardUrl, dataUrl } = running()
      return { apiUrl, dashboardUrl, dataUrl }
    },
    control,
    /** A client of one of the demo INTPs. */
    visa: (intp: DemoIntpName = 'website', more: Partial<VisitorAnalyticsOptions> = {}) => {
      const { apiUrl, dashboardUrl, dataUrl } = running()
      return new VisitorAnalytics({ intp: demoIntps[intp], apiUrl, dashboardUrl, dataUrl, ...more })
    },
    /** What really happened over there, by kind. */
    effects: async (kind: string) => {
      const { effects } = (await control('GET', `/effects?kind=${encodeURIComponent(kind)}`)) as { effects: Effect[] }
      return effects
    },
  }
}
