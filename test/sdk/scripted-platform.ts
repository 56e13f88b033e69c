import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenRequest {
  method: string
  /** As it came over the wire, still encoded. */
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/** JSON, or a function that does what it likes with the answer: break off, wait, send HTML. */
export type ScriptedAnswer =
  | { status?: number; json?: unknown; text?: string; headers?: Record<string, string> }
  | ((response: ServerResponse) => void)

export interface ScriptedPlatform {
  url: string
  seen: SeenRequest[]
  /** Given out in order; the last one stays. */
  answer(...answers: ScriptedAnswer[]): void
  stop(): Promise<void>
}

/** A real HTTP server that says what a test tells it to: for answers that the sandbox has no reason to give. */
export async function scriptedPlatform(): Promise<ScriptedPlatform> {
  const seen: SeenRequest[] = []
  let answers: ScriptedAnswer[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    const next = answers.length > 1 ? answers.shift() : answers[0]
    if (typeof next === 'function') return next(response)
    const { status = 200, json, text, headers = {} } = next ?? { json: { payload: [] } }
    response.writeHead(status, { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
    response.end(text ?? (json === undefined ? '' : JSON.stringify(json)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer: (...next) => void (answers = next),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The connection goes away without an answer. */
export const dropped: ScriptedAnswer = (response) => void response.destroy()
/** Never answers. */
export const silent: ScriptedAnswer = () => {}
