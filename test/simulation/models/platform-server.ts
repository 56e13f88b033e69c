import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fetchPlatform, PlainResponse } from '../platform-fetch.ts'
import { planOf } from '../plan.ts'
import { World } from '../world.ts'

interface Served {
  url: string
  stop(): void
}

interface NewCustomer {
  intpCustomerId: string
  packageId?: string
  website?: { intpWebsiteId: string; packageId?: string }
}

/**
 * The simulator's model of the platform as a server: what the backend asks for is answered by the model as in a history,
 * with nothing going wrong, and what only the suite asks for (customers and websites that are made and deleted) is added.
 */
export async function servePlatform(subscriptionType: 'website' | 'intpc'): Promise<Served> {
  const isPool = subscriptionType === 'intpc'
  const quiet = { instances: 0, payments: 'invoiced', readLagMs: 0, sites: [], actions: [], windows: [] } as const
  const world = new World({ ...planOf(1), ...quiet, sites: [], actions: [], windows: [], isPool })
  world.clock.jumpTo(Date.now())

  async function answer(request: IncomingMessage): Promise<PlainResponse> {
    const { method = 'GET', url = '/' } = request
    const body = await text(request)
    const made = makes(world, method, url, body === '' ? {} : (JSON.parse(body) as object))
    if (made) return new PlainResponse(204, '')
    const asked = fetchPlatform(world, new URL(url, 'http://platform.test'), { method, body })
    let isOver = false
    void asked.finally(() => {
      isOver = true
    })
    await world.scheduler.run(() => isOver)
    return asked
  }

  const server = createServer((request, response) => {
    answer(request).then(
      async (answered) => response.writeHead(answered.status).end(await answered.text()),
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => void server.close(),
  }
}

/** True for a call that makes or deletes customers and websites. */
function makes({ platform }: World, method: string, url: string, body: object): boolean {
  if (method === 'POST' && url === '/v2/3as/customers') {
    const { intpCustomerId, packageId, website } = body as NewCustomer
    if (website) platform.addSite(website.intpWebsiteId, intpCustomerId, website.packageId ?? packageId ?? null)
    return true
  }
  if (method === 'POST' && url === '/v3/3as/websites') {
    const { website, intpc } = body as { website: { id: string }; intpc: { id: string } }
    platform.addSite(website.id, intpc.id, null)
    return true
  }
  if (method !== 'DELETE') return false
  const customerId = decodeURIComponent(url.split('/').at(-1) ?? '')
  for (const site of platform.sites.values()) if (site.ownerId === customerId) platform.remove(site)
  return true
}
