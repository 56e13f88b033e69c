import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { SandboxError } from '../core/sandbox-error.ts'

export interface Listening {
  port: number
  close(): Promise<void>
}

type App = Hono<{ Bindings: HttpBindings }>

/** Serves all of them or none. */
export async function listenAll(host: string, apps: [[App, number], [App, number]]): Promise<[Listening, Listening]> {
  const [[firstApp, firstPort], [secondApp, secondPort]] = apps
  const first = await listen(firstApp, host, firstPort)
  try {
    return [first, await listen(secondApp, host, secondPort)]
  } catch (error) {
    await first.close()
    throw error
  }
}

/** Serves an app, or says in one line why it cannot. */
export async function listen(app: App, host: string, port: number): Promise<Listening> {
  // Whoever starts a sandbox in their own process keeps their own Request and Response.
  const server = createAdaptorServer({ fetch: app.fetch, hostname: host, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): SandboxError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SandboxError('port_taken', `port ${port} is taken on ${host}`, { cause: error })
    case 'EACCES':
      return new SandboxError('bad_port', `port ${port} needs more rights than this process has`, { cause: error })
    default:
      return new SandboxError('bad_port', `cannot listen on ${host}:${port}: ${error.message}`, { cause: error })
  }
}
