import { createServer as createVite, type ViteDevServer } from 'vite'
import { workbenchPage } from './workbench-page.ts'

export interface ServedWorkbench {
  url: string
  stop: () => Promise<void>
}

/** Serves the workbench from its sources. 0 takes a free port. @throws Error with a plain sentence when the port is taken. */
export async function serveWorkbench(port: number, { acmeUrl }: { acmeUrl?: string } = {}): Promise<ServedWorkbench> {
  const vite: ViteDevServer = await createVite({
    ...workbenchPage({ acmeUrl }),
    cacheDir: '../../node_modules/.vite-workbench',
    server: { host: 'localhost', port, strictPort: true },
  })
  await vite.listen().catch(async (error: unknown) => {
    await vite.close()
    throw error instanceof Error && /already in use/.test(error.message)
      ? new Error(`Port ${port} is taken. Choose another: npm start -- --port ${port + 10}`)
      : error
  })
  const address = vite.httpServer?.address()
  const taken = typeof address === 'object' && address ? address.port : port
  return { url: `http://localhost:${taken}`, stop: () => vite.close() }
}
