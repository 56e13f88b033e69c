import * as z from 'zod'

const routeOf = {
  /** A call's name (`websiteSubscriptions.upgrade`), with `*` for any part of it. */
  route: z.string().min(1).default('*'),
  /** Only calls of this INTP. */
  intpId: z.string().optional(),
  /** How many calls it hits. */
  count: z.number().int().min(1).max(1_000_000).default(1),
  /** How many calls it lets pass first. */
  skip: z.number().int().min(0).default(0),
}

const duration = z.number().int().min(0).max(600_000)
/** Whether the call does its work before the fault shows. */
const effect = z.enum(['none', 'before']).default('none')

/** Answers with a status. */
const status = z.strictObject({
  ...routeOf,
  kind: z.literal('status'),
  status: z.number().int().min(400).max(599),
  effect,
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).default({}),
})
export interface StatusFault extends z.input<typeof status> {}

/** Answers with an error page, as a proxy in front would. */
const html = z.strictObject({
  ...routeOf,
  kind: z.literal('html'),
  status: z.number().int().min(400).max(599).default(502),
  effect,
})
export interface HtmlFault extends z.input<typeof html> {}

/** Waits, then goes on as usual. */
const delay = z.strictObject({ ...routeOf, kind: z.literal('delay'), delayMs: duration })
export interface DelayFault extends z.input<typeof delay> {}

/** Closes the connection without an answer: before the effect, after it, or with the effect `lateMs` later. */
const drop = z.strictObject({
  ...routeOf,
  kind: z.literal('drop'),
  effect: z.enum(['none', 'before', 'late']).default('none'),
  lateMs: duration.default(500),
})
export interface DropFault extends z.input<typeof drop> {}

/** A fault as it is asked for. */
export type FaultInput = StatusFault | HtmlFault | DelayFault | DropFault
export const faultSchema = z.discriminatedUnion('kind', [status, html, delay, drop])
export type Fault = z.output<typeof faultSchema> & { id: number; hits: number }

/** The faults that are switched on, first come first served. */
export class Faults {
  #faults: Fault[] = []
  #lastId = 0

  add(asked: z.output<typeof faultSchema>): Fault {
    const fault = { ...asked, id: ++this.#lastId, hits: 0 }
    this.#faults.push(fault)
    return fault
  }

  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }))
  }

  /** Switches one off, or all. */
  clear(id?: number): void {
    this.#faults = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id)
  }

  /** The fault for a call, and one use of it gone. */
  take(operation: string, intpId: string | null): Fault | undefined {
    for (const fault of this.#faults) {
      if (!matches(fault.route, operation) || (fault.intpId !== undefined && fault.intpId !== intpId)) continue
      if (fault.skip > 0) {
        fault.skip--
        continue
      }
      fault.hits++
      fault.count--
      if (fault.count === 0) this.#faults = this.#faults.filter((other) => other !== fault)
      return fault
    }
    return undefined
  }
}

function matches(pattern: string, operation: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(operation)
}
