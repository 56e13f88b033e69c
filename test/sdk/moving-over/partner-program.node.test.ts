import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/node/start.ts'
import { privateKey, publicKey } from '../keys.ts'
import { documentedResults, type WireBody } from './documented-results.ts'
import { partnerProgram } from './partner-program.ts'

const intpId = '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb'
const stage = 'https://stage-api-gateway.va-endpoint.com'

let sandbox: Sandbox
beforeAll(async () => {
  const config = { intps: [{ id: intpId, name: 'Acme Hosting', publicKey }] }
  sandbox = await startSandbox({ port: 0, traffic: false, config })
})
afterAll(() => sandbox.stop())

/** Leads what goes to the staging platform to the sandbox, and keeps what that answers. */
function listenToTheWire(): { last: () => WireBody } {
  let last: WireBody = {}
  const real = globalThis.fetch
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    if (!input.startsWith(stage)) throw new Error('That is not the platform of the environment.')
    const response = await real(input.replace(stage, sandbox.apiUrl), init)
    const text = await response.clone().text()
    last = text === '' ? {} : (JSON.parse(text) as WireBody)
    return response
  })
  return { last: () => last }
}

it('runs a partner’s program with nothing changed but its import, and each answer is what it was there', async () => {
  const wire = listenToTheWire()
  const heard: string[] = []
  const report = await partnerProgram({ intpId, privateKey }, (call, answer) => {
    heard.push(call)
    const documented = documentedResults[call]?.(wire.last())
    expect(answer, call).toStrictEqual(documented)
    // What a partner stores or sends on: nothing of the answer shows twice.
    expect(JSON.parse(JSON.stringify(answer)), call).toStrictEqual(documented)
    return answer
  })
  vi.unstubAllGlobals()

  expect([...new Set(heard)].toSorted()).toEqual(Object.keys(documentedResults).toSorted())
  expect(report).toEqual([
    'Acme Hosting sells by website, company_managed',
    expect.stringMatching(/^Free 0\.00 EUR a month, .*Basic \d+\.\d\d EUR a month/),
    'Agency plus is Agency plus: 90,000 touchpoints',
    expect.stringMatching(/^made customer-1 \(one@customers\.example\) on 20\d\d$/),
    'found it again',
    '2 customers: one@customers.example, two@customers.example',
    'https://blog-1.example is active, in its trial: <script',
    expect.stringMatching(/^shop-1: Basic \(monthly\), \d+ of 11000, \d+ by visits$/),
    expect.stringMatching(/^blog-1: unlimited_30_day_free_trial \(monthly\), \d+ of any number, \d+ by visits$/),
    '2 of 2 on page 1/1',
    'Pro now, Basic next',
    'blog-1 is inactive',
    'also on checkout.shop-1.example',
    'a key of some length',
    'widgets (no comment)',
    'one@customers.example shares with two@customers.example',
    'stage-dashboard-3as.va-endpoint.com shows shop-1',
    'blog-1: 404',
  ])
})
