import { afterAll, beforeAll, beforeEach } from 'vitest'
import { demoIntps, demoPackageId, type DemoIntpName } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../packages/sandbox/src/node/start.ts'
import { platformClient, type PlatformClient } from './platform-client.ts'

/** One sandbox for a file, put back to its start before each test. Without generated traffic unless asked for. */
export function runningSandbox(options: SandboxOptions = {}) {
  let sandbox: Sandbox
  const clients = new Map<DemoIntpName, PlatformClient>()
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, traffic: false, ...options })
  })
  beforeEach(() => sandbox.platform.reset())
  afterAll(() => sandbox.stop())
  const as =
    (name: DemoIntpName): PlatformClient =>
    (method, path, body) => {
      const client = clients.get(name) ?? platformClient(sandbox.apiUrl, demoIntps[name])
      clients.set(name, client)
      return client(method, path, body)
    }
  return {
    get sandbox() {
      return sandbox
    },
    get control() {
      return sandbox.platform
    },
    /** With subscriptions of type `website`. */
    website: as('website'),
    /** With subscriptions of type `intpc`. */
    pool: as('pool'),
    platformManaged: as('platformManaged'),
  }
}

export const packageOf = (name: string, period: 'monthly' | 'yearly' = 'monthly', intp: DemoIntpName = 'website') =>
  demoPackageId(demoIntps[intp].id, name, period)
