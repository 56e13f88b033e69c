import type { Context } from 'hono'
import { decodeProtectedHeader } from 'jose'
import { errorAnswer } from './error-answer.ts'
import type { Fault, Faults } from './faults.ts'
import type { LateEffects } from './late-effects.ts'
import { PlatformError } from './platform/platform-error.ts'
import type { Platform } from './platform/platform.ts'
import { bodyText } from './request-body.ts'
import { sleep } from './sleep.ts'

/** What stands between the network and the platform: every call is written down, and faults strike here. */
export interface Witness {
  readonly platform: Platform
  readonly faults: Faults
  /** Ends when the sandbox stops: what is waiting then is given up. */
  readonly stopped: AbortSignal
  /** Effects that arrive after their call was dropped. */
  readonly late: LateEffects
  /** Calls that have not been answered yet. */
  readonly inFlight: Set<Promise<unknown>>
}

/**
 * The caller's connection is to be lost. Whoever carries requests to the core makes that come true: a server destroys the
 * socket, and in one process the caller's `fetch` rejects.
 */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped'
}

/** For `onError` of an app: nothing is answered for what is not an answer. */
export function passOn(error: Error): never {
  throw error
}

/** What a handler tells the audit log about its call. */
export interface Seen {
  intpId: string | null
  body: unknown
}

type Handle = (seen: Seen) => Response | Promise<Response>

/** Runs a call under its name, with the fault that is due, and writes it down. */
export function witnessed(c: Context, witness: Witness, operation: string, handle: Handle): Promise<Response> {
  const call = runAndRecord(c, witness, operation, handle).finally(() => witness.inFlight.delete(call))
  witness.inFlight.add(call)
  return call
}

async function runAndRecord(c: Context, witness: Witness, operation: string, handle: Handle): Promise<Response> {
  const { platform } = witness
  const seen: Seen = { intpId: null, body: undefined }
  const seq = platform.audit.nextSeq()
  const at = Date.now()
  const businessAt = platform.now().toISOString()
  const fault = witness.faults.take(operation, claimedIntp(c.req.header('authorization')))
  const answer = await strike(c, witness, fault, () => safely(c, handle, seen))
  platform.recordCall({
    seq,
    at: new Date(at).toISOString(),
    businessAt,
    operation,
    method: c.req.method,
    path: c.req.path,
    body: seen.body ?? null,
    intpId: seen.intpId,
    status: answer === 'dropped' ? null : answer.status,
    fault: fault ? describe(fault) : null,
    durationMs: Date.now() - at,
  })
  if (answer === 'dropped') throw new ConnectionDropped(`${operation} was dropped by a fault`)
  return answer
}

async function strike(
  c: Context,
  witness: Witness,
  fault: Fault | undefined,
  run: () => Promise<Response>,
): Promise<Response | 'dropped'> {
  if (!fault) return run()
  switch (fault.kind) {
    case 'delay':
      await sleep(fault.delayMs, witness.stopped)
      return witness.stopped.aborted ? 'dropped' : run()
    case 'status': {
      if (fault.effect === 'before') await run()
      const body = fault.body ?? { status: fault.status, message: 'fault switched on in the sandbox', code: 'FAULT' }
      return Response.json(body, { status: fault.status, headers: fault.headers })
    }
    case 'html':
      if (fault.effect === 'before') await run()
      return new Response(errorPage(fault.status), {
        status: fault.status,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      })
    case 'drop':
      if (fault.effect === 'before') await run()
      // The body has to be read while the connection is there.
      if (fault.effect === 'late') await bodyText(c).catch(() => {})
      if (fault.effect === 'late') witness.late.run(fault.lateMs, run)
      return 'dropped'
    default:
      throw new Error(`unknown fault ${JSON.stringify(fault satisfies never)}`)
  }
}

/** An unexpected error is the sandbox's own: it is printed, and the caller sees no stack. */
async function safely(c: Context, handle: Handle, seen: Seen): Promise<Response> {
  try {
    return await handle(seen)
  } catch (error) {
    if (error instanceof PlatformError) return errorAnswer(error.status, error.code, error.message)
    console.error(`react-3as-sandbox: ${c.req.method} ${c.req.path} failed`, error)
    return errorAnswer(500, 'INTERNAL', 'internal error')
  }
}

/** Faults may be for one INTP; whether the token is any good is checked later. */
function claimedIntp(authorization: string | undefined): string | null {
  try {
    return decodeProtectedHeader((authorization ?? '').replace(/^Bearer /i, '')).kid ?? null
  } catch {
    return null
  }
}

function describe(fault: Fault): string {
  const effect = 'effect' in fault ? `, effect ${fault.effect}` : ''
  return `${fault.kind}${'status' in fault ? ` ${fault.status}` : ''}${effect}`
}

function errorPage(status: number): string {
  return `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><hr>nginx</body></html>`
}
