import { Hono } from 'hono'
import type { SandboxControl } from './control.ts'
import { controlApi } from './control-api.ts'
import { dataApi } from './data-api.ts'
import { errorAnswer } from './error-answer.ts'
import { restApi } from './rest-api.ts'
import { passOn, witnessed, type Witness } from './witness.ts'

/** Calls that older SDKs of the vendor make, and whose answers no public source shows. */
const unknownAnswers = [
  '/v3/3as/website-subscriptions/reactivate',
  '/v3/3as/intpc-subscriptions/reactivate',
  '/api/v2/aaas/users/:visaCustomerId/websites/:id/ssr-settings',
]

/** What stands on the sandbox's first origin: the REST API, the data API under `/api`, the control API under `/__sandbox`. */
export function gateway(witness: Witness, control: SandboxControl): Hono {
  // Without `strict`, a trailing slash is the same path: the vendor's SDK sends one.
  const app = new Hono({ strict: false }).onError(passOn)
  app.route('/__sandbox', controlApi(control))
  app.route('/api', dataApi(witness))
  app.route('/', restApi(witness))
  for (const path of unknownAnswers) {
    app.post(path, (c) =>
      witnessed(c, witness, 'unknown', () =>
        errorAnswer(
          501,
          'NOT_IMPLEMENTED',
          'older SDKs call this; too little is known of its answer to stand in for it',
        ),
      ),
    )
  }
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
