import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { SandboxControl } from './control.ts'
import { controlApi } from './control-api.ts'
import { dataApi } from './data-api.ts'
import { errorAnswer, restApi } from './rest-api.ts'
import { witnessed, type Witness } from './witness.ts'

const MAX_BODY_BYTES = 1024 * 1024
/** A snapshot of a big sandbox is big. */
const MAX_CONTROL_BODY_BYTES = 256 * 1024 * 1024

/** What stands on the sandbox's first origin: the REST API, the data API under `/api`, the control API under `/__sandbox`. */
export function gateway(witness: Witness, control: SandboxControl): Hono<{ Bindings: HttpBindings }> {
  // Without `strict`, a trailing slash is the same path: the vendor's SDK sends one.
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  const limitOf = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: () => errorAnswer(413, 'PAYLOAD_TOO_LARGE', `a body holds ${maxSize} bytes at most`),
    })
  const [limit, controlLimit] = [limitOf(MAX_BODY_BYTES), limitOf(MAX_CONTROL_BODY_BYTES)]
  app.use((c, next) => (isControl(c.req.path) ? controlLimit(c, next) : limit(c, next)))
  app.route('/__sandbox', controlApi(control))
  app.route('/api', dataApi(witness))
  app.route('/', restApi(witness))
  app.notFound((c) => {
    const message = `no route ${c.req.method} ${c.req.path}`
    if (isControl(c.req.path)) return c.json({ error: message }, 404)
    return witnessed(c, witness, 'unknown', () => errorAnswer(404, 'NOT_FOUND', message))
  })
  return app
}

function isControl(path: string): boolean {
  return path === '/__sandbox' || path.startsWith('/__sandbox/')
}
