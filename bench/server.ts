import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

// npm run bench: what one instance does in a second, beside a bare node:http handler in the same run.

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'react-3as-bench-'))
const connections = 32

interface Measured {
  perSecond: number
  /** CPU time of the server for one request, in microseconds. */
  cpuUs: number
}

interface Asked {
  path: string
  customerId: string
  body?: unknown
}

interface Load {
  name: string
  kind: 'bare' | 'memory' | 'sqlite'
  count: number
  ask: (index: number) => Asked
}

const signedUrl = () => ({
  path: '/api/analytics/dashboard-url?websiteId=shop-1',
  customerId: 'owner-of-shop-1',
})
/** Each website's renewal is turned off, on, off … in turn. */
const change = (websites: number) => (index: number) => ({
  path: '/api/analytics/changes',
  customerId: `owner-of-shop-${index % websites}`,
  body: {
    websiteId: `shop-${index % websites}`,
    idempotencyKey: `bench-${process.pid}-${index}`,
    intent: { kind: Math.floor(index / websites) % 2 === 0 ? 'cancel' : 'resume' },
  },
})

const loads: Load[] = [
  { name: 'bare node:http, GET', kind: 'bare', count: 40_000, ask: signedUrl },
  { name: 'signed URLs', kind: 'memory', count: 40_000, ask: signedUrl },
  { name: 'bare node:http, POST', kind: 'bare', count: 20_000, ask: change(500) },
  { name: 'changes, memory store', kind: 'memory', count: 4_000, ask: change(500) },
  { name: 'changes, SQLite store', kind: 'sqlite', count: 2_000, ask: change(500) },
]

try {
  // In turn, three times over: what else the machine does then falls on all of them.
  const rounds = new Map<string, Measured[]>(loads.map(({ name }) => [name, []]))
  for (let round = 0; round < 3; round++) for (const load of loads) rounds.get(load.name)!.push(await measure(load))
  report(new Map([...rounds].map(([name, measured]) => [name, middleOf(measured)])))
  await reportImport()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure({ kind, count, ask }: Load): Promise<Measured> {
  const file = join(folder, `${crypto.randomUUID()}.db`)
  const child = fork(fileURLToPath(new URL('instance.ts', import.meta.url)), [kind, file])
  const { port } = await told<{ port: number }>(child)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  try {
    // A change is made once, so the warm-up takes other ones than the run.
    const warmUp = Math.ceil(count / 4)
    await send(agent, port, 0, warmUp, ask)
    const before = await cpu(child)
    const started = performance.now()
    await send(agent, port, warmUp, warmUp + count, ask)
    const seconds = (performance.now() - started) / 1_000
    const cpuMs = (await cpu(child)) - before
    return { perSecond: count / seconds, cpuUs: (cpuMs * 1_000) / count }
  } finally {
    agent.destroy()
    child.kill()
  }
}

async function send(agent: Agent, port: number, from: number, to: number, ask: Load['ask']): Promise<void> {
  let next = from
  const lane = async () => {
    while (next < to) {
      await one(agent, port, ask(next++))
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
}

function one(agent: Agent, port: number, { path, customerId, body: given }: Asked): Promise<void> {
  const body = given === undefined ? null : JSON.stringify(given)
  return new Promise((resolve, reject) => {
    const bodyHeaders = body !== null && {
      'content-type': 'application/json',
      'x-react-3as': '1',
      'content-length': Buffer.byteLength(body),
    }
    const headers = { 'x-customer': customerId, ...bodyHeaders }
    const options = { agent, host: '127.0.0.1', port, path, method: body === null ? 'GET' : 'POST', headers }
    const call = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`${response.statusCode}: ${text}`))
      })
    })
    call.on('error', reject)
    call.end(body ?? undefined)
  })
}

function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', () => reject(new Error('The server has ended.')))
  })
}

async function cpu(child: ChildProcess): Promise<number> {
  const answer = told<{ cpuMs: number }>(child)
  child.send('cpu')
  return (await answer).cpuMs
}

function middleOf(measured: readonly Measured[]): Measured {
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
  return {
    perSecond: middle(measured.map(({ perSecond }) => perSecond)),
    cpuUs: middle(measured.map(({ cpuUs }) => cpuUs)),
  }
}

function report(results: ReadonlyMap<string, Measured>): void {
  const line = (name: string, besides: string) => {
    const [own, bare] = [results.get(name)!, results.get(besides)!]
    const ratio = (own.perSecond / bare.perSecond).toFixed(2)
    const cpuRatio = (bare.cpuUs / own.cpuUs).toFixed(2)
    console.log(
      `${name.padEnd(24)} ${per(own.perSecond)}  ${ratio} of bare by throughput, ${cpuRatio} by CPU time (${own.cpuUs.toFixed(0)} µs each)`,
    )
  }
  for (const { name, kind } of loads)
    if (kind === 'bare') console.log(`${name.padEnd(24)} ${per(results.get(name)!.perSecond)}`)
  line('signed URLs', 'bare node:http, GET')
  line('changes, memory store', 'bare node:http, POST')
  line('changes, SQLite store', 'bare node:http, POST')
}

function per(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`.padStart(10)
}

/** What `import 'react-3as/server'` adds to the start of an empty Node. */
async function reportImport(): Promise<void> {
  const outDir = join(root, 'node_modules', '.cache', 'react-3as', 'bench-dist')
  await build({ root, mode: 'server', logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = JSON.stringify(join(outDir, 'server.js'))
  const start = (code: string) => {
    const times = Array.from({ length: 11 }, () => {
      const started = performance.now()
      execFileSync(process.execPath, ['--input-type=module', '--eval', code])
      return performance.now() - started
    })
    return times.toSorted((a, b) => a - b)[5]!
  }
  const [empty, whole] = [start(''), start(`await import(${server})`)]
  console.log(`import react-3as/server   ${(whole - empty).toFixed(0)} ms over an empty Node (${empty.toFixed(0)} ms)`)
}
