import { afterEach, beforeEach, describe } from 'vitest'
import { createSandbox, type InProcessSandbox } from '../../packages/sandbox/src/core/create-sandbox.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { behavesAsThePlatform } from './either-way.ts'

describe('with ports', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, traffic: false })
  })
  afterEach(() => sandbox.stop())
  behavesAsThePlatform(() => ({ apiUrl: sandbox.apiUrl, dashboardUrl: sandbox.dashboardUrl, fetch }))
})

describe('in this process', () => {
  let sandbox: InProcessSandbox
  beforeEach(async () => {
    sandbox = await createSandbox({ traffic: false })
  })
  afterEach(() => sandbox.stop())
  behavesAsThePlatform(() => ({
    apiUrl: 'http://api.localhost',
    dashboardUrl: 'http://dashboard.localhost',
    fetch: (input, init) => {
      const request = new Request(input, init)
      return new URL(request.url).hostname === 'api.localhost' ? sandbox.api(request) : sandbox.dashboard(request)
    },
  }))
})
