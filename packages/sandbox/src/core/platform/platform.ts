import { Audit, type Call, type Cause, type Effect } from './audit.ts'
import { readClock, realTime, setClock, type Clock } from './clock.ts'
import { Records, type Reader, type Write } from './records.ts'
import { noStorage, type Storage } from './storage.ts'
import { nextDue, type PlatformRules } from './subscription-rules.ts'
import { letTimePass } from './subscriptions.ts'
import { Transaction } from './transaction.ts'

/** How the platform behaves where partners have seen it behave in more than one way. */
export interface Behaviour {
  /** Which changes of a subscription are taken, and what they answer. */
  rules: PlatformRules
  /** Refusals answer 400, as announced, instead of 500. */
  strictStatus: boolean
  /** How far reads lag behind writes. */
  readLagMs: number
  /** `POST /v3/3as/websites`: 204 without a body today, 201 with one as announced. */
  websiteCreateStatus: 201 | 204
  /** Whether every website has a believable year of traffic behind it. */
  traffic: boolean
}

/**
 * The platform's state and the only way to change it: a transaction over plain records, committed as a whole, with
 * what it did written down. What falls due is settled before anything is read or changed.
 */
export class Platform {
  readonly audit = new Audit()
  readonly behaviour: Behaviour
  readonly #records = new Records()
  readonly #storage: Storage
  readonly #realNow: () => number
  #seed: string
  readonly #isSeedGiven: boolean
  #clock: Clock = realTime
  #nextDue: string | null = null

  constructor(options: {
    behaviour: Behaviour
    seed?: string | undefined
    storage?: Storage | undefined
    realNow?: (() => number) | undefined
  }) {
    this.behaviour = options.behaviour
    this.#seed = options.seed ?? ''
    this.#isSeedGiven = options.seed !== undefined
    this.#storage = options.storage ?? noStorage
    this.#realNow = options.realNow ?? Date.now
  }

  /** Takes over what was stored. False when there was nothing. */
  load(): boolean {
    const stored = this.#storage.load()
    if (!stored) return false
    this.#clock = stored.clock
    if (!this.#isSeedGiven) this.#seed = stored.seed
    this.#records.apply(
      stored.records.map(([kind, key, value]) => ({ kind, key, value })),
      0,
      0,
    )
    for (const call of stored.calls) this.audit.addCall(call)
    this.audit.addEffects(stored.effects)
    this.#findNextDue()
    return true
  }

  /** Decides the generated traffic. */
  get seed(): string {
    return this.#seed
  }

  /** Business time. */
  now(): Date {
    return readClock(this.#clock, this.#realNow())
  }

  get clock(): { now: Date; isStopped: boolean } {
    return { now: this.now(), isStopped: this.#clock.stoppedAt !== null }
  }

  /** Sets the business clock; whatever falls due on the way happens, in order. */
  moveClock(to: Date, isStopped: boolean): void {
    const clock = setClock(to, this.#realNow(), isStopped)
    this.#commit([], [], clock)
    this.#settleDue()
  }

  /** The state as it is now. */
  read(): Reader {
    this.#settleDue()
    return this.#records
  }

  /** The state as a caller sees it: behind by {@link Behaviour.readLagMs}. */
  readLagging(): Reader {
    const current = this.read()
    return this.behaviour.readLagMs > 0 ? this.#records.asOf(this.#realNow() - this.behaviour.readLagMs) : current
  }

  /** Runs `change`; when it throws, nothing has happened. */
  transact<T>(cause: Cause, operation: string | null, change: (tx: Transaction) => T): T {
    this.#settleDue()
    return this.#run(this.now(), cause, operation, change)
  }

  recordCall(call: Call): void {
    this.audit.addCall(call)
    this.#storage.addCall(call)
  }

  /** Puts other records in the place of all that is there, and empties the audit log. */
  replace(state: { clock: Clock; records: readonly Write[] }): void {
    const { clock, records: writes } = state
    this.#storage.commit({ writes, effects: [], clock, seed: this.#seed, replacesAll: true })
    this.audit.clear()
    this.#records.clear()
    this.#records.apply(state.records, 0, 0)
    this.#clock = state.clock
    this.#findNextDue()
  }

  close(): void {
    this.#storage.close()
  }

  #settleDue(): void {
    const now = this.now()
    if (this.#nextDue !== null && this.#nextDue <= now.toISOString()) this.#run(now, 'clock', null, letTimePass)
  }

  #run<T>(now: Date, cause: Cause, operation: string | null, change: (tx: Transaction) => T): T {
    const tx = new Transaction(this.#records, now, cause, operation)
    const result = change(tx)
    this.#commit(
      [...tx.writes],
      tx.effects.map((effect) => this.#complete(effect, tx)),
      this.#clock,
    )
    return result
  }

  #complete(stated: Transaction['effects'][number], tx: Transaction): Effect {
    return {
      seq: this.audit.nextSeq(),
      at: new Date(this.#realNow()).toISOString(),
      businessAt: stated.businessAt ?? tx.now.toISOString(),
      kind: stated.kind,
      cause: tx.cause,
      operation: tx.operation,
      intpId: stated.intpId,
      intpCustomerId: stated.intpCustomerId ?? null,
      intpWebsiteId: stated.intpWebsiteId ?? null,
      subscriptionId: stated.subscriptionId ?? null,
      packageId: stated.packageId ?? null,
      previousPackageId: stated.previousPackageId ?? null,
      details: stated.details ?? {},
    }
  }

  #commit(writes: readonly Write[], effects: Effect[], clock: Clock): void {
    if (writes.length === 0 && effects.length === 0 && clock === this.#clock) return
    this.#storage.commit({ writes, effects, clock, seed: this.#seed })
    this.#clock = clock
    this.#records.apply(writes, this.#realNow(), this.behaviour.readLagMs)
    this.audit.addEffects(effects)
    if (writes.some(({ kind }) => kind === 'subscription')) this.#findNextDue()
  }

  #findNextDue(): void {
    this.#nextDue = null
    for (const subscription of this.#records.values('subscription')) {
      const due = nextDue(subscription)
      if (due !== null && (this.#nextDue === null || due < this.#nextDue)) this.#nextDue = due
    }
  }
}
