import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'

let child: ChildProcess | undefined
let blocker: Server | undefined
afterEach(() => {
  child?.kill('SIGKILL')
  blocker?.close()
})

async function takePort(port = 0): Promise<number> {
  blocker = createServer().listen(port, 'localhost')
  await once(blocker, 'listening')
  return (blocker.address() as AddressInfo).port
}

/** The first of five free ports, below those that a system gives to whoever asks for any: other tests do. */
async function fiveFreePorts(): Promise<number> {
  for (let first = 10_000 + (process.pid % 2_000) * 5; ; first += 5) {
    try {
      for (let port = first; port < first + 5; port++) {
        await takePort(port)
        blocker?.close()
      }
      return first
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
}

/** `npm start`, without npm in between, so that a signal reaches it as Ctrl-C does. */
function start(port: number): { output: () => string; exit: Promise<number | null> } {
  let output = ''
  const started = spawn(process.execPath, [
    '--import',
    './tools/from-source.ts',
    'playground/start.ts',
    '--port',
    String(port),
  ])
  child = started
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { output: () => output, exit: once(started, 'exit').then(([code]) => code as number | null) }
}

it('answers the first request that gets through, prints one URL to open, and stops cleanly on Ctrl-C', async () => {
  const port = await fiveFreePorts()
  const { output, exit } = start(port)
  expect((await firstAnswer(`http://localhost:${port}/`)).status).toBe(200)
  await expect.poll(output, { timeout: 60_000 }).toContain(`http://localhost:${port}`)
  // What Vite has to say about the packages of a page comes before these are answered.
  expect((await ask(`http://localhost:${port}/main.tsx`)).status).toBe(200)
  expect((await ask(`http://localhost:${port + 1}/app/main.tsx`)).status).toBe(200)
  expect(output()).not.toContain('(!)')
  child?.kill('SIGINT')
  expect(await exit).toBe(0)
  await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
})

/** On a connection of its own: one that was kept may be closed by the server at the moment in which it is used again. */
const ask = (url: string) => fetch(url, { headers: { connection: 'close' } })

async function firstAnswer(url: string): Promise<Response> {
  for (;;) {
    try {
      return await ask(url)
    } catch (error) {
      const { code } = (error as { cause: { code: string } }).cause
      if (code !== 'ECONNREFUSED') throw error
      // As often as a page of its reader would be loaded anew, and no more: it shares the machine with what it waits for.
      await setTimeout(20)
    }
  }
}

it('says plainly when the port is taken', async () => {
  const port = await takePort()
  const { output, exit } = start(port)
  expect(await exit).toBe(1)
  expect(output()).toContain(`Port ${port} is taken. Choose another: npm start -- --port`)
  expect(output()).not.toContain('    at ')
})
