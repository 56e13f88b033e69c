import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toNodeHandler } from '../../src/backend/node.ts'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { processRuntime } from '../../src/backend/runtime/runtime.ts'
import { parseErrorBody } from '../../src/contract/error.ts'
import { signatureOf } from '../../packages/sandbox/src/core/payments/webhooks.ts'
import { withCalls } from './scripted-payments.ts'
import { eventually, paid, runningBackend, startBackend } from './partner-backend.ts'

let aheadMs = 0
const running = runningBackend('website', (sandbox) => ({
  ...paid(sandbox),
  runtime: { steady: () => processRuntime.steady() + aheadMs },
}))

const path = '/api/analytics/payments/webhook'
const seconds = (fromNow = 0) => Math.floor(Date.now() / 1_000) + fromNow
const wrong = 'ab'.repeat(32)
/** Whole and of now, which anybody can write. */
const forged = () => `t=${seconds()},v1=${wrong}`

const unfit: [string, () => string | null][] = [
  ['no signature', () => null],
  ['an empty one', () => ''],
  ['one without a time', () => `v1=${wrong}`],
  ['one with a time that is no number', () => `t=now,v1=${wrong}`],
  ['one that is cut off', () => `t=${seconds()},v1=${wrong.slice(1)}`],
  ['one that goes on', () => `${forged()},v1=${wrong}`],
  ['one in capitals', () => `t=${seconds()},v1=${wrong.toUpperCase()}`],
  ['one of six minutes ago', () => `t=${seconds(-360)},v1=${wrong}`],
  ['one of six minutes from now', () => `t=${seconds(360)},v1=${wrong}`],
]

function webhook(signature: string | null, body: ReadableStream<Uint8Array> | string): Request {
  return new Request(`http://backend.test${path}`, {
    method: 'POST',
    headers: signature === null ? {} : { 'sandbox-signature': signature },
    body,
    duplex: 'half',
  } as RequestInit)
}

const piece = new Uint8Array(65_536).fill(32)
/** A megabyte in pieces of 64 kB; or, without an end, all but its last byte. */
function megabyte({ ends = true } = {}): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent === 16) return ends ? controller.close() : new Promise(() => {})
      sent++
      controller.enqueue(sent === 16 && !ends ? piece.subarray(1) : piece)
    },
  })
}

const refusals = () => running.backend.events.filter(({ type }) => type === 'webhook.refused')

describe('a webhook', () => {
  it.each(unfit)('with %s is refused before a byte of its body is read', async (_what, signature) => {
    let asked = 0
    const body = new ReadableStream<Uint8Array>({ pull: () => void asked++ }, { highWaterMark: 0 })
    expect((await running.backend.handler(webhook(signature(), body))).status).toBe(400)
    expect(asked).toBe(0)
  })

  it('of more than a megabyte, as it says, is refused before a byte of its body is read', async () => {
    let asked = 0
    const body = new ReadableStream<Uint8Array>({ pull: () => void asked++ }, { highWaterMark: 0 })
    const request = webhook(forged(), body)
    request.headers.set('content-length', '1048577')
    expect((await running.backend.handler(request)).status).toBe(413)
    expect(asked).toBe(0)
  })

  it('of four minutes ago is taken', async () => {
    const body = '{}'
    const signature = await signatureOf(body, 'whsec_sandbox_demo', seconds(-240))
    expect((await running.backend.handler(webhook(signature, body))).status).toBe(204)
  })

  it('without a body is refused like any other that is not signed', async () => {
    const headers = { 'sandbox-signature': forged() }
    const response = await running.backend.handler(
      new Request(`http://backend.test${path}`, { method: 'POST', headers }),
    )
    expect(response.status).toBe(400)
    expect(refusals()).toHaveLength(1)
  })

  it('that the provider’s own code fails at is an alarm, and is sent again', async () => {
    const payments = withCalls(sandboxPayments({ apiUrl: running.payments.apiUrl }), {
      news: { receive: () => Promise.reject(new Error('out of order')) },
    })
    const backend = await startBackend(running.sandbox, 'website', { payments })
    const response = await backend.handler(webhook(forged(), '{}'))
    await backend.stop()
    expect(response.status).toBe(500)
    expect(backend.events).toMatchObject([{ type: 'request.failed', route: 'webhook' }])
  })

  it('costs little more than the one digest that proves it wrong', async () => {
    const cpuMs = async (work: () => unknown) => {
      const before = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1_000
    }
    const whole = Buffer.alloc(1_048_576, 32)
    const digests: number[] = []
    const requests: number[] = []
    for (let round = 0; round < 20; round++) {
      digests.push(await cpuMs(() => createHmac('sha256', 'secret').update(whole).digest()))
      requests.push(await cpuMs(() => running.backend.handler(webhook(forged(), megabyte()))))
    }
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[10]!
    // About 3; it was 90 when the body was copied byte by byte.
    expect(median(requests) / median(digests)).toBeLessThan(20)
  })

  it('that breaks off is the sender’s failure and no alarm', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('socket hang up')) })
    expect((await running.backend.handler(webhook(forged(), body))).status).toBe(400)
    expect(running.backend.events.map(({ type }) => type)).toEqual(['webhook.refused'])
  })
})

describe('many forged webhooks', () => {
  it('are told of once, and then once a minute with their number', async () => {
    const forge = (count: number) =>
      Promise.all(Array.from({ length: count }, () => running.backend.handler(webhook(forged(), '{}'))))
    await forge(20)
    expect(refusals()).toMatchObject([{ count: 1 }])
    aheadMs += 59_000
    await forge(5)
    expect(refusals()).toHaveLength(1)
    aheadMs += 2_000
    await forge(5)
    expect(refusals()).toMatchObject([{ count: 1 }, { count: 25 }])
  })

  it('whose bodies never end are dropped, but for a few, and keep out nothing that is signed', async () => {
    const statuses: number[] = []
    const mayTryAgain: boolean[] = []
    for (let sender = 0; sender < 150; sender++) {
      void running.backend.handler(webhook(forged(), megabyte({ ends: false }))).then(async (response) => {
        statuses.push(response.status)
        mayTryAgain.push(parseErrorBody(await response.json())?.retryable ?? false)
      })
    }
    await eventually(
      () => statuses,
      ({ length }) => length >= 142,
    )
    expect(new Set(statuses)).toEqual(new Set([429]))
    expect(new Set(mayTryAgain)).toEqual(new Set([true]))
    const body = '{}'
    const signed = await running.backend.handler(webhook(await signatureOf(body, 'whsec_sandbox_demo'), body))
    expect(signed.status).toBe(204)
    expect(statuses.length).toBeLessThan(150)
  })
})

describe('a webhook over HTTP', () => {
  let sockets: Socket[]
  let port: number
  let stop: () => Promise<void>
  beforeEach(async () => {
    sockets = []
    const server = createServer(toNodeHandler(running.backend.handler))
    server.on('connection', (socket) => sockets.push(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ;({ port } = server.address() as AddressInfo)
    stop = () => new Promise((resolve) => server.close(() => resolve()))
  })
  afterEach(() => stop())

  /** Sends the head, then what is asked for, and hears the answer. */
  function send(signature: string | null, bodyBytes: number, goOn: (socket: Socket) => void): Promise<string> {
    return new Promise((resolve) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1')
      const signed = signature === null ? '' : `sandbox-signature: ${signature}\r\n`
      socket.write(`POST ${path} HTTP/1.1\r\nhost: backend.test\r\n${signed}content-length: ${bodyBytes}\r\n\r\n`)
      socket.setEncoding('utf8')
      socket.on('data', (text: string) => {
        heard += text
      })
      // Cut off while it was sending: what counts is what it has heard.
      socket.on('error', () => {})
      socket.on('close', () => resolve(heard))
      goOn(socket)
    })
  }

  function sendWithoutEnd(socket: Socket): void {
    while (!socket.destroyed && socket.write(piece));
    if (!socket.destroyed) socket.once('drain', () => sendWithoutEnd(socket))
  }

  it.each(unfit)('with %s is answered without its body', async (_what, signature) => {
    expect(await send(signature(), 1_000_000, () => {})).toMatch(/^HTTP\/1.1 400 [^]*"invalid_request"/)
  })

  it('with an old signature hears so and is cut off, while its body stays unread', async () => {
    const heard = await send(`t=${seconds(-360)},v1=${wrong}`, 100_000_000, sendWithoutEnd)
    expect(heard).toMatch(/^HTTP\/1.1 400 [^]*connection: close/i)
    // As much as Node takes in before anybody asks for it.
    expect(sockets[0]?.bytesRead).toBeLessThan(300_000)
  })

  it('that does not end is dropped once too many do not, and keeps out nothing that is signed', async () => {
    const dropped: string[] = []
    const senders: Socket[] = []
    for (let sender = 0; sender < 14; sender++) {
      void send(forged(), 1_048_576, (socket) => {
        senders.push(socket)
        for (let sent = 0; sent < 15; sent++) socket.write(piece)
        socket.write(piece.subarray(1))
      }).then((heard) => dropped.push(heard))
    }
    await eventually(
      () => dropped,
      ({ length }) => length >= 6,
    )
    for (const heard of dropped) expect(heard).toMatch(/^HTTP\/1.1 429 [^]*"rate_limited"/)
    const body = '{}'
    const signed = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'sandbox-signature': await signatureOf(body, 'whsec_sandbox_demo') },
      body,
    })
    expect(signed.status).toBe(204)
    for (const socket of senders) socket.destroy()
  })

  it('that breaks off is the sender’s failure and no alarm', async () => {
    await send(forged(), 1_000, (socket) => socket.write('{', () => socket.destroy()))
    await eventually(refusals, ({ length }) => length === 1)
    expect(running.backend.events.map(({ type }) => type)).toEqual(['webhook.refused'])
  })

  it('keeps its connection when its body has come along with the head', async () => {
    const heard = await send(null, 2, (socket) => {
      socket.write('{}')
      socket.once('data', () => socket.end())
    })
    expect(heard).toMatch(/^HTTP\/1.1 400 /)
    expect(heard).not.toMatch(/connection: close/i)
  })
})
