import { createServer as createVite } from 'vite'
import { serveDocs } from './docs/serve-docs.ts'
import { packagesOnDemand } from './pack-packages.ts'
import { takePort } from './take-port.ts'
import { workbenchPage } from './workbench-page.ts'

export interface ServedWorkbench {
  url: string
  stop: () => Promise<void>
}

/** Serves the workbench from its sources. 0 takes a free port. @throws Error with a plain sentence when the port is taken. */
export async function serveWorkbench(port: number, { acmeUrl }: { acmeUrl?: string } = {}): Promise<ServedWorkbench> {
  const { server, url, serve } = await takePort(port)
  const page = workbenchPage({ acmeUrl })
  const vite = await createVite({
    ...page,
    plugins: [...(page.plugins ?? []), packagesOnDemand()],
    cacheDir: '../../node_modules/.vite-workbench',
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server } },
  })
  serve(serveDocs(vite.middlewares))
  return {
    url,
    async stop() {
      server.closeAllConnections()
      await Promise.all([vite.close(), new Promise((resolve) => server.close(resolve))])
    },
  }
}
