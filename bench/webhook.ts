import { createHmac, generateKeyPairSync } from 'node:crypto'
import { createPartnerHandler } from '../src/backend/handler.ts'
import { sandboxPayments } from '../packages/sandbox/src/merchant/sandbox-payments.ts'
import { VisitorAnalytics } from '../src/sdk/visitor-analytics.ts'
import { answerAtOnce } from './instant-platform.ts'

// npm run bench:webhook: the CPU time that a forged webhook of 1 MB costs, in pieces of 64 kB, beside one plain digest of it.

const rounds = 20
const piece = new Uint8Array(65_536).fill(32)
const whole = Buffer.alloc(16 * piece.byteLength, 32)

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const handler = createPartnerHandler({
  threeAs: new VisitorAnalytics({
    intp: { id: '3a500000-0000-4000-8000-000000000001', privateKey },
    apiUrl: 'http://localhost:1',
    dashboardUrl: 'http://localhost:1',
    fetch: answerAtOnce,
  }),
  authenticate: () => null,
  payments: sandboxPayments({ apiUrl: 'http://localhost:1' }),
  publicUrl: 'http://localhost:5173',
  background: false,
})

function forged(): Request {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ < 16) controller.enqueue(piece)
      else controller.close()
    },
  })
  const signature = `t=${Math.floor(Date.now() / 1_000)},v1=${'ab'.repeat(32)}`
  return new Request('http://localhost/api/analytics/payments/webhook', {
    method: 'POST',
    headers: { 'sandbox-signature': signature },
    body,
    duplex: 'half',
  } as RequestInit)
}

async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const requests: number[] = []
const digests: number[] = []
for (let round = 0; round < rounds; round++) {
  requests.push(await cpuMs(() => handler(forged())))
  digests.push(await cpuMs(() => createHmac('sha256', 'secret').update(whole).digest()))
}
await handler.close()

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length / 2]!
console.log(`forged webhook of 1 MB   ${median(requests).toFixed(2)} ms of CPU, median of ${rounds}`)
console.log(`one digest of the same   ${median(digests).toFixed(2)} ms`)
