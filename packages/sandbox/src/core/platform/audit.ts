import * as z from 'zod'
import { instant } from './state.ts'

const callSchema = z.object({
  seq: z.number().int(),
  /** Real time. */
  at: instant,
  /** Business time. */
  businessAt: instant,
  /** The call's name, `websiteSubscriptions.upgrade` for example; `unknown` for a path that is none. */
  operation: z.string(),
  method: z.string(),
  path: z.string(),
  body: z.unknown(),
  intpId: z.string().nullable(),
  /** What was answered, or null when the connection was dropped. */
  status: z.number().int().nullable(),
  /** The fault that was applied, if any. */
  fault: z.string().nullable(),
  durationMs: z.number().nonnegative(),
})
/** One request that reached the sandbox. */
export interface Call extends z.infer<typeof callSchema> {}

export const causes = ['call', 'clock', 'control', 'dashboard', 'start'] as const
export type Cause = (typeof causes)[number]

const effectSchema = z.object({
  seq: z.number().int(),
  at: instant,
  businessAt: instant,
  /** What happened, `subscription.upgraded` for example. */
  kind: z.string(),
  cause: z.enum(causes),
  /** The call that caused it. */
  operation: z.string().nullable(),
  intpId: z.string(),
  intpCustomerId: z.string().nullable(),
  intpWebsiteId: z.string().nullable(),
  subscriptionId: z.string().nullable(),
  packageId: z.string().nullable(),
  previousPackageId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
/** One change of the platform's state. A call that changed nothing has none, however it was answered. */
export interface Effect extends z.infer<typeof effectSchema> {}

export const auditSchemas = { call: callSchema, effect: effectSchema }

/** The newest calls and effects; older ones are forgotten beyond this many. */
export const KEPT = { calls: 20_000, effects: 200_000 }

export class Audit {
  #calls: Call[] = []
  #effects: Effect[] = []
  #seq = 0

  nextSeq(): number {
    return ++this.#seq
  }

  addCall(call: Call): void {
    this.#seq = Math.max(this.#seq, call.seq)
    this.#calls.push(call)
    if (this.#calls.length > KEPT.calls * 1.1) this.#calls = this.#calls.slice(-KEPT.calls)
  }

  addEffects(effects: Iterable<Effect>): void {
    for (const effect of effects) {
      this.#seq = Math.max(this.#seq, effect.seq)
      this.#effects.push(effect)
    }
    if (this.#effects.length > KEPT.effects * 1.1) this.#effects = this.#effects.slice(-KEPT.effects)
  }

  calls(filter: Partial<Pick<Call, 'operation' | 'intpId' | 'status'>> = {}): Call[] {
    return this.#calls.filter((call) => matches(call, filter))
  }

  effects(
    filter: Partial<Pick<Effect, 'kind' | 'cause' | 'intpId' | 'intpCustomerId' | 'intpWebsiteId'>> = {},
  ): Effect[] {
    return this.#effects.filter((effect) => matches(effect, filter))
  }

  clear(): void {
    this.#calls = []
    this.#effects = []
  }
}

function matches<T extends object>(entry: T, filter: Partial<T>): boolean {
  return Object.entries(filter).every(([name, value]) => value === undefined || entry[name as keyof T] === value)
}
