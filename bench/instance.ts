import { generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPartnerHandler } from '../src/backend/handler.ts'
import { toNodeHandler } from '../src/backend/node.ts'
import { invoiced } from '../src/backend/payments/invoiced.ts'
import { memoryStore } from '../src/backend/stores/memory-store.ts'
import { sqliteStore } from '../src/backend/stores/sqlite-store.ts'
import { VisitorAnalytics } from '../src/sdk/visitor-analytics.ts'
import { answerAtOnce } from './instant-platform.ts'

// One server in a process of its own: `bare`, or a backend on a store. Its parent asks it for the CPU time it has used.
const [kind = 'bare', file = ''] = process.argv.slice(2)

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

function backend(): RequestListener {
  return toNodeHandler(
    createPartnerHandler({
      threeAs: new VisitorAnalytics({
        intp: { id: '3a500000-0000-4000-8000-000000000001', privateKey },
        fetch: answerAtOnce,
      }),
      authenticate: (request) => ({ customerId: request.headers.get('x-customer') ?? 'acme', role: 'manager' }),
      payments: invoiced(),
      store: kind === 'sqlite' ? sqliteStore(file) : memoryStore(),
      // The platform of this bench has no lag: changes of one website may follow each other without a pause.
      timing: { readLagMs: 0 },
    }),
  )
}

/** What a partner would write without us: JSON of the size of a signed URL. */
const bare: RequestListener = (request, response) => {
  const answer = () => {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify({ url: 'x'.repeat(700), expiresInSeconds: 3_500 }))
  }
  if (request.method === 'GET') return answer()
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    body += chunk
  })
  request.on('end', () => {
    JSON.parse(body)
    answer()
  })
}

const server = createServer(kind === 'bare' ? bare : backend())
// A lane that a busy machine holds up for five seconds would find its connection closed, and the figures lost.
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1_000 })
})
