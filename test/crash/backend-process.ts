import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPartnerHandler } from '../../src/backend/handler.ts'
import { toNodeHandler } from '../../src/backend/node.ts'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { mishapOf, type Mishap } from './mishap.ts'
import { naiveHandler } from './naive-backend.ts'

/** What the harness tells a backend process, as JSON in its first argument. */
export interface BackendConfig {
  apiUrl: string
  dashboardUrl: string
  paymentsUrl: string
  store: { kind: 'sqlite' | 'postgres'; at: string }
  design: 'ledger' | 'naive'
  mishap: Mishap | null
}

/** Seconds for what takes minutes in life, in the same proportions: a lease outlives its call and the grace after it. */
const timing = {
  leaseMs: 2_000,
  callTimeoutMs: 500,
  graceMs: 900,
  readLagMs: 350,
  // Longer than a clock is wrong, as in life.
  giveUpMs: 1_200_000,
  paymentWindowMs: 1_200_000,
  paymentPollMs: 400,
  pollMs: 60,
  answerWithinMs: 2_500,
}

const config = JSON.parse(process.argv[2] ?? '') as BackendConfig
const mishap = mishapOf(config.mishap)
const threeAs = new VisitorAnalytics({
  intp: demoIntps.website,
  apiUrl: config.apiUrl,
  dashboardUrl: config.dashboardUrl,
  timeoutMs: timing.callTimeoutMs,
  retries: 1,
  fetch: mishap.platformFetch,
})
const payments = sandboxPayments({ apiUrl: config.paymentsUrl, timeoutMs: 600, fetch: mishap.paymentsFetch })
// Whoever asks says who they are: access is tested elsewhere.
const customerOf = (request: Request) => request.headers.get('x-customer') ?? ''

const server = createServer(config.design === 'naive' ? naiveHandler({ threeAs, payments }) : ledger())
server.listen(0, '127.0.0.1', () => {
  console.log(`ready ${(server.address() as AddressInfo).port}`)
})

function ledger() {
  const store = config.store.kind === 'sqlite' ? sqliteStore(config.store.at) : postgresStore(config.store.at)
  const handler = createPartnerHandler({
    threeAs,
    payments,
    store: mishap.store(store),
    timing,
    publicUrl: 'http://localhost:1',
    // More in these seconds than a person looks at in minutes.
    quotesPerCustomer: 10_000,
    changesPerCustomer: 10_000,
    // What the ledger does not expect is a finding, also when it gets over it.
    onEvent: (event) => {
      if (event.type === 'attempt.failed' && event.operation === 'settling')
        console.log(`trouble ${String(event.error)}`)
    },
    authenticate: (request) => ({ customerId: customerOf(request), role: 'manager' }),
  })
  return toNodeHandler(handler)
}
