import type { ConformanceCheck } from '../check.ts'
import type { BackendCheck } from './backend-check.ts'
import { BackendUnderTest, type BackendConformanceOptions } from './backend-under-test.ts'
import { changingChecks } from './changing.ts'
import { mannersChecks } from './manners.ts'
import { quotingChecks } from './quoting.ts'
import { readingChecks } from './reading.ts'

/**
 * What a backend that serves the HTTP contract has to get right, in whichever language it is written. It is asked over HTTP,
 * with a sandbox as its platform.
 *
 * @example
 * const sandbox = await startSandbox({ port: 4300 }) // of react-3as-sandbox; the backend calls http://127.0.0.1:4300
 * const results = await runConformance(
 *   backendConformance({
 *     url: 'http://127.0.0.1:8000/api/analytics',
 *     level: 'sell',
 *     platform: sandbox.platform,
 *     signIn: {
 *       acmeManager: { cookie: 'session=…' },
 *       acmeViewer: { cookie: 'session=…' },
 *       globexManager: { cookie: 'session=…' },
 *     },
 *   }),
 *   ({ outcome, name, reason }) => console.log(outcome, name, reason ?? ''),
 * )
 */
export function backendConformance(options: BackendConformanceOptions): ConformanceCheck[] {
  const backend = new BackendUnderTest(options)
  return checksOf[options.level].map(({ name, run }) => ({
    name,
    async run() {
      backend.platform.reset()
      await run(backend)
    },
  }))
}

const read: readonly BackendCheck[] = [...mannersChecks, ...readingChecks]
const checksOf = { read, sell: [...read, ...quotingChecks, ...changingChecks] }
