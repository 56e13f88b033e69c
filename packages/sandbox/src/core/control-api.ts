import { Hono, type Context } from 'hono'
import type { SandboxControl } from './control.ts'
import { demoIntpSettings, demoIntps, demoPackages, demoPackageId } from './demo.ts'
import { bodyText } from './request-body.ts'
import { PlatformError } from './platform/platform-error.ts'

/** A snapshot of a big sandbox is big. */
const MAX_BODY_BYTES = 256 * 1024 * 1024

const CONTROLS = ['clock', 'usage', 'plan', 'calls', 'effects', 'faults', 'behaviour', 'snapshot', 'reset', 'demo']

/** The control API, to be mounted under `/__sandbox`. It asks for no token, hence {@link refuseStrangers}. */
export function controlApi(control: SandboxControl): Hono {
  const app = new Hono({ strict: false })
  app.use(async (c, next) => refuseStrangers(c) ?? next())

  app.get('/', (c) => c.json({ now: control.now(), behaviour: control.behaviour, controls: CONTROLS }))
  app.get('/demo', (c) => c.json({ intps: demo() }))

  app.get('/clock', (c) => c.json(control.clock))
  app.post('/clock', async (c) => c.json(control.moveClock(await bodyOf(c))))

  app.post('/usage', async (c) => c.json(control.recordUsage(await bodyOf(c))))
  app.post('/plan', async (c) => c.json(control.changePlan(await bodyOf(c))))

  app.get('/calls', (c) => {
    const calls = control.calls(c.req.query())
    return c.json({ total: calls.length, calls })
  })
  app.get('/effects', (c) => {
    const effects = control.effects(c.req.query())
    return c.json({ total: effects.length, byKind: countBy(effects, ({ kind }) => kind), effects })
  })

  app.get('/faults', (c) => c.json({ faults: control.faults() }))
  app.post('/faults', async (c) => c.json(control.addFault(await bodyOf(c)), 201))
  app.delete('/faults', (c) => {
    control.clearFaults()
    return c.body(null, 204)
  })
  app.delete('/faults/:id', (c) => {
    control.clearFaults(Number(c.req.param('id')))
    return c.body(null, 204)
  })

  app.get('/behaviour', (c) => c.json(control.behaviour))
  app.patch('/behaviour', async (c) => c.json(control.setBehaviour(await bodyOf(c))))

  app.get('/snapshot', (c) => c.json(control.snapshot()))
  app.put('/snapshot', async (c) => {
    control.restore(await bodyOf(c))
    return c.body(null, 204)
  })
  app.post('/reset', (c) => {
    control.reset()
    return c.body(null, 204)
  })

  app.onError((error, c) => {
    if (error instanceof PlatformError) return c.json({ error: error.message }, error.status as 400)
    console.error(`react-3as-sandbox: ${c.req.method} ${c.req.path} failed`, error)
    return c.json({ error: 'internal error' }, 500)
  })
  return app
}

/** What the network knows of who sends a request. Without a network it is always this machine. */
export interface Caller {
  isOnThisMachine: boolean
}

/**
 * Whoever can reach the port can do anything here, so only this machine may, and no web page of another site
 * through a visitor's browser: the caller's address must be loopback, and the host as well (a name that a stranger has
 * pointed here is not), and a browser must say that the request comes from the control API's own origin, or from the
 * address bar.
 */
export function refuseStrangers(c: Context): Response | undefined {
  const caller = c.env as Caller | undefined
  if (caller?.isOnThisMachine === false) return c.json({ error: 'the control API answers this machine only' }, 403)
  const url = new URL(c.req.url)
  if (!isLoopback(url.hostname)) return c.json({ error: 'the control API answers on a loopback host only' }, 403)
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const isForeign =
    (origin !== undefined && origin !== url.origin) || (site !== undefined && !/^(same-origin|none)$/.test(site))
  return isForeign ? c.json({ error: 'the control API does not answer other web pages' }, 403) : undefined
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

export async function bodyOf<T>(c: Context): Promise<T> {
  const text = await bodyText(c, MAX_BODY_BYTES)
  try {
    // Whatever it is, the control checks it.
    return (text.trim() === '' ? {} : JSON.parse(text)) as T
  } catch {
    throw new PlatformError(400, 'BAD_REQUEST', 'the body is not JSON')
  }
}

function demo() {
  return Object.entries(demoIntps).map(([name, { id, privateKey }], index) => {
    const { subscriptionType, billingMode } = demoIntpSettings[index]!
    const packages = demoPackages.map((pkg) => ({
      id: demoPackageId(id, pkg.name, pkg.period as 'monthly' | 'yearly'),
      name: pkg.name,
      period: pkg.period,
      touchpoints: pkg.touchpoints,
    }))
    return { name, id, subscriptionType, billingMode, privateKey, packages }
  })
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}
