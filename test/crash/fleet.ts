import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { BackendConfig } from './backend-process.ts'
import { moments, places, type Mishap } from './mishap.ts'
import type { Random } from './random.ts'

export interface FleetOptions {
  /** The bundled backend process. */
  script: string
  config: Omit<BackendConfig, 'mishap'>
  instances: number
  random: Random
  /** Mishaps end after so many. */
  kills: number
  /** Longer than a lease, so that a process that stalled wakes up in another world. */
  stallMs: number
}

export interface Fleet {
  /** Where a load balancer of one line stands before the instances. */
  readonly url: string
  readonly struck: ReadonlyMap<string, number>
  readonly kills: number
  /** What the backends said of mistakes of their own. */
  readonly troubles: readonly string[]
  readonly isDone: boolean
  /** From now on, or no longer, mistakes are what one expects. */
  excuse(isExcused: boolean): void
  /** No more mishaps: what runs now runs on. */
  calm(): Promise<void>
  stop(): Promise<void>
}

/** A mishap that its process does not come to within so long after its start is done from outside. */
const patienceMs = 1_500
/** So often a process stalls instead of dying. */
const oneStallIn = 5
const wrongByMs = 600_000
const wrongClock = fileURLToPath(new URL('wrong-clock.ts', import.meta.url))

/** Backend processes that are killed, and started again, until the number is full. */
export async function launchFleet(options: FleetOptions): Promise<Fleet> {
  const { random, instances } = options
  const struck = new Map<string, number>()
  const running = new Map<number, { child: ChildProcess; port: number | null }>()
  const troubles: string[] = []
  let kills = 0
  let stalls = 0
  let launches = 0
  let isExcused = false
  let isCalm = false
  let isOver = false

  // The naive design has no store to be killed at.
  const reachable = places.filter((at) => options.config.design === 'ledger' || !at.startsWith('store'))

  function planOf(): Mishap | null {
    if (isCalm || kills >= options.kills) return null
    const at = random.pick(reachable)
    const moment = random.pick(moments)
    // Not right before a call to the platform leaves: no lease can help there.
    const mayStall = !(at === 'platform.send' && moment === 'before')
    const kind = mayStall && stalls * oneStallIn <= kills ? 'stall' : 'kill'
    return { kind, at, moment, nth: 1 + random.below(Math.ceil((at.startsWith('store') ? 12 : 5) / instances)) }
  }

  /**
   * One instance of several has a wrong clock; a single one has it in every other life. Not on SQLite: the processes that
   * share a file are on one machine, and it is their clock that the store goes by.
   */
  function clockOffsetOf(slot: number): number {
    if (isCalm || options.config.store.kind === 'sqlite') return 0
    const isWrong = instances > 1 ? slot === 0 : launches++ % 2 === 1
    return isWrong ? random.pick([-wrongByMs, wrongByMs]) : 0
  }

  function launch(slot: number): void {
    if (isOver) return
    const mishap = planOf()
    const offsetMs = clockOffsetOf(slot)
    const preload = offsetMs === 0 ? [] : ['--import', wrongClock]
    const config = JSON.stringify({ ...options.config, mishap })
    const child = spawn(process.execPath, [...preload, options.script, config], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CLOCK_OFFSET_MS: String(offsetMs) },
    })
    const place = { child, port: null as number | null }
    running.set(slot, place)
    let outside: ReturnType<typeof setTimeout> | undefined
    let seen = false
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const lines = chunk.toString().split('\n')
      if (!isExcused) troubles.push(...lines.filter((line) => line.startsWith('trouble ')))
      const ready = /^ready (\d+)$/m.exec(said)
      if (ready && place.port === null) {
        place.port = Number(ready[1])
        if (mishap) outside = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      }
      if (!seen && mishap && /^(kill|stall)$/m.test(said)) {
        seen = true
        count(`${mishap.kind} ${mishap.at} ${mishap.moment}`)
        if (mishap.kind === 'stall') {
          stalls += 1
          wakeLater(child, slot)
        }
      }
    })
    child.once('exit', (code) => {
      if (code !== null) troubles.push(`a backend ended by itself with code ${code}`)
      clearTimeout(outside)
      if (mishap && !seen && !isOver) count('kill from outside')
      if (running.get(slot) === place) running.delete(slot)
      if (mishap?.kind !== 'stall' || !seen) launch(slot)
    })
  }

  function count(what: string): void {
    kills += 1
    struck.set(what, (struck.get(what) ?? 0) + 1)
  }

  /** The one that stalls is replaced meanwhile, and when it wakes it works beside its successor for a while. */
  function wakeLater(child: ChildProcess, slot: number): void {
    launch(slot)
    setTimeout(() => child.kill('SIGCONT'), options.stallMs)
    setTimeout(() => child.kill('SIGKILL'), options.stallMs + 1_000)
  }

  const balancer = await balance(
    () => [...running.values()].flatMap(({ port }) => (port === null ? [] : [port])),
    random,
  )
  for (let slot = 0; slot < instances; slot++) launch(slot)
  return {
    url: `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`,
    struck,
    troubles,
    get kills() {
      return kills
    },
    get isDone() {
      return kills >= options.kills
    },
    excuse(whether) {
      isExcused = whether
    },
    async calm() {
      isCalm = true
      // Whoever still carries a mishap is replaced by one that does not.
      for (const { child } of running.values()) child.kill('SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, options.stallMs))
    },
    async stop() {
      isOver = true
      for (const { child } of running.values()) child.kill('SIGKILL')
      balancer.closeAllConnections()
      await new Promise((resolve) => balancer.close(resolve))
    },
  }
}

/** Sends each request to one of the instances that are up, and 502 when that one dies meanwhile. */
async function balance(ports: () => number[], random: Random): Promise<Server> {
  const server = createServer((request, response) => {
    const forward = async () => {
      const up = ports()
      if (up.length === 0) return response.writeHead(503).end()
      const { host: _host, connection: _connection, ...headers } = request.headers as Record<string, string>
      const body = await buffer(request)
      const answer = await fetch(`http://127.0.0.1:${random.pick(up)}${request.url}`, {
        method: request.method ?? 'GET',
        headers,
        ...(request.method === 'POST' && { body: new Uint8Array(body) }),
        signal: AbortSignal.timeout(6_000),
      })
      const text = await answer.text()
      return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
    }
    forward().catch(() => response.headersSent || response.writeHead(502).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
