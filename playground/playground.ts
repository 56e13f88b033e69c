import type { RequestListener } from 'node:http'
import { resolve as absolute } from 'node:path'
import { startSandbox, type Sandbox } from 'react-3as-sandbox'
import { createServer as createVite, type Alias } from 'vite'
import { playgroundPage } from './page.ts'
import { acmeBackend } from './partner-backend.ts'
import { takePort } from './take-port.ts'

export interface Playground {
  /** The partner's page, on `localhost`. */
  url: string
  /** The sandbox's REST API, on `127.0.0.1`: another site, as in life. */
  apiUrl: string
  dashboardUrl: string
  sandbox: Sandbox
  stop: () => Promise<void>
}

export interface PlaygroundOptions {
  /** The page's port; the sandbox takes the two or three after it. 0 takes free ones. */
  port: number
  /** Which of the sandbox's demo partners Acme Shops is. Default: `website`, where every shop has its own subscription. */
  partner?: 'website' | 'pool' | 'platformManaged'
  /** How Acme collects: on its own invoices, or immediately, on the sandbox provider's page. Default: `invoiced`. */
  collect?: 'invoiced' | 'online'
  /** Answers for the page. Default: Vite, which builds it while it is asked for. */
  page?: RequestListener
  /** Has Vite make the page with other packages than its own, for example React 18. */
  packages?: Alias[]
  /** Where Vite keeps what it has prepared. Playgrounds with different packages need different folders. */
  cacheDir?: string
}

/** Starts sandbox, partner backend and page in this process. Throws with a plain sentence when a port is taken. */
export async function startPlayground({
  port,
  partner = 'website',
  collect = 'invoiced',
  page,
  packages = [],
  cacheDir = 'node_modules/.vite-playground',
}: PlaygroundOptions): Promise<Playground> {
  const { server: web, url, serve } = await takePort(port)
  const free = port === 0
  const sandbox = await startSandbox({
    port: free ? 0 : port + 1,
    dashboardPort: free ? 0 : port + 2,
    ...(collect === 'online' ? { payments: { port: free ? 0 : port + 3 } } : {}),
  }).catch((error: unknown) => {
    web.close()
    web.closeAllConnections()
    throw error
  })
  const backend = acmeBackend({ sandbox, partner, publicUrl: url })
  const vite = page
    ? null
    : await createVite({
        ...playgroundPage(packages),
        cacheDir: absolute(cacheDir),
        appType: 'spa',
        server: { middlewareMode: true, hmr: { server: web } },
      })
  serve((request, response) => {
    if (request.url?.startsWith('/api/')) backend.serve(request, response)
    else (page ?? vite!.middlewares)(request, response)
  })
  return {
    url,
    apiUrl: sandbox.apiUrl,
    dashboardUrl: sandbox.dashboardUrl,
    sandbox,
    async stop() {
      web.closeAllConnections()
      await backend.close()
      await Promise.all([vite?.close(), sandbox.stop(), new Promise((resolve) => web.close(resolve))])
    },
  }
}
