import type * as z from 'zod'
import { invalid } from '../platform/platform-error.ts'
import type { Platform } from '../platform/platform.ts'
import type { Reader } from '../platform/records.ts'
import type { Intp } from '../platform/state.ts'
import type { Transaction } from '../platform/transaction.ts'
import { pageQuery } from '../wire.ts'

/** One authenticated request, as its row of the REST table sees it. */
export interface RestCall {
  readonly operation: string
  readonly intp: Intp
  readonly platform: Platform
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
}

export interface Answer {
  status: 200 | 201 | 204
  body?: { payload: unknown; meta?: unknown }
}

/** A row of the REST table. `name` is the client's name for it, by which faults and the audit log know it. */
export interface RestRoute {
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  answer: (call: RestCall) => Answer
}

export const noContent: Answer = { status: 204 }

export function ok(payload: unknown): Answer {
  return { status: 200, body: { payload } }
}

export function created(payload: unknown): Answer {
  return { status: 201, body: { payload } }
}

/** A parameter of the path, which the router has matched. */
export function param(call: RestCall, name: string): string {
  return call.params[name]!
}

export function bodyOf<Schema extends z.ZodType>(call: RestCall, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(call.body)
  if (parsed.success) return parsed.data
  throw invalid(firstIssue(parsed.error))
}

/** A read, which may lag. */
export function read<T>(call: RestCall, from: (reader: Reader) => T): T {
  return from(call.platform.readLagging())
}

export function write<T>(call: RestCall, change: (tx: Transaction) => T): T {
  return call.platform.transact('call', call.operation, change)
}

/** One page of a list, with the meta that tells how many there are. */
export function listed<T>(call: RestCall, items: readonly T[], toWire: (item: T) => unknown): Answer {
  const parsed = pageQuery.safeParse(Object.fromEntries(call.query))
  if (!parsed.success) throw invalid(firstIssue(parsed.error))
  const { page, pageSize } = parsed.data
  const shown = items.slice(page * pageSize, (page + 1) * pageSize)
  const meta = { page, pageSize, pageTotal: Math.ceil(items.length / pageSize), total: items.length }
  return { status: 200, body: { payload: shown.map(toWire), meta } }
}

export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]!
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
}
