import * as z from 'zod'
import { demoIntps } from './demo.ts'
import { causes, type Call, type Effect } from './platform/audit.ts'
import { readClock, realTime } from './platform/clock.ts'
import { addMonths } from './platform/periods.ts'
import { invalid, notFound } from './platform/platform-error.ts'
import type { Behaviour, Platform } from './platform/platform.ts'
import { Records } from './platform/records.ts'
import { restoreSnapshot, takeSnapshot, type Snapshot } from './platform/snapshot.ts'
import { keyOf, kinds, type Intp } from './platform/state.ts'
import * as subscriptions from './platform/subscriptions.ts'
import { packageOf, Transaction } from './platform/transaction.ts'
import { recordUsage } from './platform/usage.ts'
import { Faults, faultSchema, type Fault, type FaultInput } from './faults.ts'
import type { LateEffects } from './late-effects.ts'
import { firstIssue } from './rest/call.ts'
import { subscriptionOut, websiteOut } from './wire.ts'

const step = z.number().nonnegative().max(1_000_000)

export const clockMove = z.strictObject({
  /** An instant; not before the present one, because what has happened cannot unhappen. */
  to: z.union([z.iso.datetime({ offset: true }), z.date()]).optional(),
  years: step.int().optional(),
  months: step.int().optional(),
  days: step.optional(),
  hours: step.optional(),
  minutes: step.optional(),
  seconds: step.optional(),
  /** True lets the clock stand still from there, false lets it run on. */
  stopped: z.boolean().optional(),
})
/** Where to move the clock: to an instant, or on by a duration. */
export interface ClockMove extends z.input<typeof clockMove> {}

/** Whose INTP something is; the demo one with subscriptions of type `website` unless said otherwise. */
const ofIntp = z.string().default(demoIntps.website.id)
const count = z.number().int().nonnegative().max(1_000_000_000)

export const usage = z.strictObject({
  intpId: ofIntp,
  intpWebsiteId: z.string(),
  /** Page visits; the same as `counts.Visit`. */
  visits: count.optional(),
  counts: z.partialRecord(z.enum(kinds), count).optional(),
})
export interface UsageInput extends z.input<typeof usage> {}

export const planChange = z.strictObject({
  intpId: ofIntp,
  /** The website, with subscriptions of type `website`. */
  intpWebsiteId: z.string().optional(),
  /** The customer, with subscriptions of type `intpc`. */
  intpCustomerId: z.string().optional(),
  packageId: z.string().optional(),
  plannedDowngradePackageId: z.string().nullable().optional(),
  status: z.enum(['active', 'canceled', 'inactive']).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
})
/** What another hand makes of a subscription, without asking the rules. */
export interface PlanChange extends z.input<typeof planChange> {}

export const behaviourChange = z.strictObject({
  rules: z.enum(['today', 'announced']).optional(),
  strictStatus: z.boolean().optional(),
  readLagMs: z.number().int().min(0).max(60_000).optional(),
  websiteCreateStatus: z.union([z.literal(201), z.literal(204)]).optional(),
  traffic: z.boolean().optional(),
})
export interface BehaviourChange extends z.input<typeof behaviourChange> {}

export const callFilter = z.strictObject({
  operation: z.string().optional(),
  intpId: z.string().optional(),
  status: z.coerce.number().optional(),
})
export const effectFilter = z.strictObject({
  kind: z.string().optional(),
  cause: z.enum(causes).optional(),
  intpId: z.string().optional(),
  intpCustomerId: z.string().optional(),
  intpWebsiteId: z.string().optional(),
})

/** What a sandbox's owner can do to it, and no partner can. The HTTP control API offers the same. */
export class SandboxControl {
  readonly #platform: Platform
  readonly #faults: Faults
  readonly #late: LateEffects
  readonly #seed: (tx: Transaction) => void
  readonly #startBehaviour: Behaviour

  /** @internal */
  constructor(parts: { platform: Platform; faults: Faults; late: LateEffects; seed: (tx: Transaction) => void }) {
    this.#platform = parts.platform
    this.#faults = parts.faults
    this.#late = parts.late
    this.#seed = parts.seed
    this.#startBehaviour = { ...parts.platform.behaviour }
  }

  /** Business time: periods, renewals, trials and the expiry of API keys follow it; tokens do not. */
  now(): Date {
    return this.#platform.now()
  }

  get clock(): { now: Date; isStopped: boolean } {
    return this.#platform.clock
  }

  /** Moves the business clock forwards. What falls due on the way has happened when this returns. */
  moveClock(move: ClockMove): { now: Date; isStopped: boolean } {
    const { to, stopped, ...by } = parse(clockMove, move)
    const { now, isStopped } = this.#platform.clock
    const target = to === undefined ? later(now, by) : new Date(to)
    if (target < now) throw invalid(`to: the clock only moves forwards, and it is ${now.toISOString()}`)
    if (target.getUTCFullYear() > 2199) throw invalid('the clock ends with the year 2199')
    this.#platform.moveClock(target, stopped ?? isStopped)
    return this.#platform.clock
  }

  /** Counts usage on a website, as its visitors would cause it. Says what was counted, and what the limit did not let in. */
  recordUsage(input: UsageInput): ReturnType<typeof recordUsage> {
    const { intpId: id, intpWebsiteId, visits, counts } = parse(usage, input)
    const all = visits === undefined ? { ...counts } : { ...counts, Visit: (counts?.Visit ?? 0) + visits }
    return this.#platform.transact('control', 'recordUsage', (tx) =>
      recordUsage(tx, intpOf(tx, id), intpWebsiteId, all),
    )
  }

  /** Changes a subscription as another hand would: support, another system, the platform itself. */
  changePlan(input: PlanChange): ReturnType<typeof subscriptionOut> {
    const { intpId: id, intpWebsiteId, intpCustomerId, ...change } = parse(planChange, input)
    return this.#platform.transact('control', 'changePlan', (tx) => {
      const intp = intpOf(tx, id)
      const { subscription } = subscriptions.findSubscription(tx, intp, holderOf(intp, intpWebsiteId, intpCustomerId))
      if (!subscription) throw notFound('subscription')
      for (const packageId of [change.packageId, change.plannedDowngradePackageId]) {
        if (typeof packageId === 'string') packageOf(tx, intp, packageId)
      }
      return subscriptionOut(tx, subscriptions.changeElsewhere(tx, subscription, toRecord(change)))
    })
  }

  /** A website as the REST API shows it, without a token and without lag. */
  website(intpWebsiteId: string, intpId: string = demoIntps.website.id): ReturnType<typeof websiteOut> {
    const reader = this.#platform.read()
    const intp = intpOf(reader, intpId)
    const website = reader.get('website', keyOf(intpId, intpWebsiteId))
    if (!website) throw notFound('website')
    return websiteOut(reader, intp, website)
  }

  /** The pool of a customer, which no REST call reads; null when there is none. */
  pool(intpCustomerId: string, intpId: string = demoIntps.pool.id): ReturnType<typeof subscriptionOut> | null {
    const reader = this.#platform.read()
    const holder = { type: 'intpc', intpCustomerId } as const
    const { subscription } = subscriptions.findSubscription(reader, intpOf(reader, intpId), holder)
    return subscription && subscriptionOut(reader, subscription)
  }

  /** The requests that reached the sandbox, oldest first. */
  calls(filter: z.input<typeof callFilter> = {}): Call[] {
    return this.#platform.audit.calls(defined(parse(callFilter, filter)))
  }

  /** What changed, oldest first: one entry an effect, however often a call was sent or how it was answered. */
  effects(filter: z.input<typeof effectFilter> = {}): Effect[] {
    // What is due by now has happened, whether or not anybody has looked.
    this.#platform.read()
    return this.#platform.audit.effects(defined(parse(effectFilter, filter)))
  }

  /** Switches a fault on. The first one that fits a call strikes. */
  addFault(fault: FaultInput): Fault {
    return this.#faults.add(parse(faultSchema, fault))
  }

  faults(): Fault[] {
    return this.#faults.list()
  }

  /** Switches one fault off, or all. What a dropped call still was to do is done all the same. */
  clearFaults(id?: number): void {
    this.#faults.clear(id)
  }

  get behaviour(): Readonly<Behaviour> {
    return { ...this.#platform.behaviour }
  }

  setBehaviour(change: BehaviourChange): Readonly<Behaviour> {
    Object.assign(this.#platform.behaviour, defined(parse(behaviourChange, change)))
    return this.behaviour
  }

  /** The whole state as plain data. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#platform)
  }

  /** Puts a snapshot in the place of all that is there; its business time goes on. The audit log starts anew. */
  restore(snapshot: Snapshot): void {
    this.#late.cancel()
    restoreSnapshot(this.#platform, snapshot, Date.now())
  }

  /** Back to the start: demo and configured INTPs, real time, no faults, an empty audit log. */
  reset(): void {
    this.#late.cancel()
    this.#faults.clear()
    Object.assign(this.#platform.behaviour, this.#startBehaviour)
    const tx = new Transaction(new Records(), readClock(realTime, Date.now()), 'start', null)
    this.#seed(tx)
    this.#platform.replace({ clock: realTime, records: [...tx.writes] })
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalid(firstIssue(parsed.error))
  return parsed.data
}

function later(now: Date, by: Omit<z.output<typeof clockMove>, 'to' | 'stopped'>): Date {
  const { years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = by
  const moved = addMonths(now, years * 12 + months)
  return new Date(moved.getTime() + Math.round((days * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000))
}

function intpOf(reader: Pick<Transaction, 'get'>, id: string): Intp {
  const intp = reader.get('intp', id)
  if (!intp) throw notFound('INTP')
  return intp
}

function holderOf(intp: Intp, intpWebsiteId?: string, intpCustomerId?: string): subscriptions.Holder {
  if (intp.subscriptionType === 'intpc') {
    if (intpCustomerId === undefined) throw invalid('intpCustomerId: needed, subscriptions are of type intpc')
    return { type: 'intpc', intpCustomerId }
  }
  if (intpWebsiteId === undefined) throw invalid('intpWebsiteId: needed, subscriptions are of type website')
  return { type: 'website', intpWebsiteId }
}

function toRecord(change: Omit<z.output<typeof planChange>, 'intpId' | 'intpWebsiteId' | 'intpCustomerId'>) {
  const expiresAt = change.expiresAt === undefined ? undefined : new Date(change.expiresAt).toISOString()
  return defined({
    packageId: change.packageId,
    plannedPackageId: change.plannedDowngradePackageId,
    status: change.status,
    expiresAt,
  })
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>
}
