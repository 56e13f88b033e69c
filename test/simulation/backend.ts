import { createPartnerHandler, type PartnerHandler } from '../../src/backend/handler.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { platformClient } from './platform-client.ts'
import { platformOverFetch } from './platform-fetch.ts'
import { providerPayments } from './provider-payments.ts'
import { plainly, really, shopUrl, type Said } from './requests.ts'
import type { CallOff, Owner } from './scheduler.ts'
import { storeBoundary } from './store-boundary.ts'
import type { World } from './world.ts'

/** One process of the partner's backend: the real handler, on a clock and over boundaries of the simulation. */
class Instance implements Owner {
  readonly name: string
  isDead = false
  stalledUntil = 0
  handler: PartnerHandler | null = null
  /** Told when the process dies. */
  readonly waiting = new Set<() => void>()
  nextPoll = Infinity
  callOffPoll: CallOff = () => {}
  isPolling = false

  constructor(name: string) {
    this.name = name
  }
}

/** The backend's processes over one store: they die, stall and start again. */
export class Backend {
  readonly #world: World
  readonly #store: Store
  readonly #ask: typeof really
  #instances: Instance[] = []
  #started = 0

  constructor(world: World, store: Store) {
    this.#world = world
    this.#store = store
    this.#ask = world.plan.cut === 'fetch' ? really : plainly
    for (let n = 0; n < world.plan.instances; n++) this.#start()
  }

  /** A request of a browser tab. `null` when the connection was lost, whatever became of it. */
  request(method: 'GET' | 'POST', path: string, session: string, input: unknown): Promise<Said | null> {
    const { scheduler, boundary } = this.#world
    const client = scheduler.current
    const luck = boundary.luck('http')
    const fault = boundary.faultAt('http', luck)
    const there = luck.between(2, 60)
    const back = luck.between(2, 60)
    return new Promise((resolve) => {
      const lost = (after: number) => scheduler.after(after, client, () => resolve(null))
      if (fault === 'unsent') {
        lost(there)
        return
      }
      const arrive = there + (fault === 'slow' ? luck.between(100, 4_000) : 0)
      scheduler.after(arrive, null, () => {
        const instance = luck.pick(this.#alive())
        if (!instance) {
          lost(back)
          return
        }
        this.#within(
          instance,
          () => this.#ask(instance.handler!, { method, path, session, input }),
          (answer) => scheduler.after(back, client, () => resolve(fault === 'lost' ? null : answer)),
          () => lost(back),
        )
      })
    })
  }

  /** The provider's news arrives at one of the processes. False when it has to be sent again. */
  receive(event: unknown, said: (isTaken: boolean) => void): void {
    const instance = this.#world.boundary.luck('news.instance').pick(this.#alive())
    if (!instance) {
      said(false)
      return
    }
    this.#within(
      instance,
      () => this.#ask(instance.handler!, { method: 'POST', path: '/payments/webhook', session: '', input: event }),
      ({ status }) => said(status < 300),
      () => said(false),
    )
  }

  /** The partner's person decides. */
  async resolve(changeId: string, decision: 'retry' | 'refund' | 'close'): Promise<void> {
    const word = { by: 'person', reason: 'decided' }
    await this.asStaff('resolve', ({ changes }) => changes.resolve(changeId, decision, word))
  }

  /** What the partner's own server asks of the handler. `null` where it threw, or the process died. */
  asStaff<T>(luck: 'resolve' | 'office' | 'follow', ask: (handler: PartnerHandler) => Promise<T>): Promise<T | null> {
    const { scheduler, boundary } = this.#world
    const person = scheduler.current
    return new Promise((resolve) => {
      const answer = (what: T | null) => scheduler.after(1, person, () => resolve(what))
      const instance = boundary.luck(luck).pick(this.#alive())
      if (!instance) {
        answer(null)
        return
      }
      scheduler.after(1, null, () =>
        this.#within(
          instance,
          () => ask(instance.handler!),
          (value) => answer(value),
          () => answer(null),
        ),
      )
    })
  }

  /** A process dies, and another one starts after a while. */
  kill(index: number, restartAfterMs: number): void {
    const instance = this.#instances[index % this.#instances.length]
    if (!instance || instance.isDead) return
    instance.isDead = true
    this.#world.story.tell(instance.name, '† dies')
    for (const isLost of instance.waiting) isLost()
    this.#world.scheduler.after(restartAfterMs, null, () => this.#start())
  }

  stall(index: number, forMs: number): void {
    const instance = this.#instances[index % this.#instances.length]
    if (!instance || instance.isDead) return
    instance.stalledUntil = this.#world.scheduler.now + forMs
    this.#world.story.tell(instance.name, `stands still for ${forMs} ms`)
  }

  /** Somebody looks for what is due, no later than that. */
  wakeAt(time: number): void {
    for (const instance of this.#instances) this.#plan(instance, time)
  }

  #alive(): Instance[] {
    return this.#instances.filter(({ isDead }) => !isDead)
  }

  #start(): void {
    const { scheduler, plan, timing, story } = this.#world
    this.#started += 1
    const instance = new Instance(`backend-${this.#started}`)
    const skew = plan.clockSkews[this.#started % plan.clockSkews.length] ?? 0
    const now = () => this.#world.clock.now + skew
    scheduler.current = instance
    instance.handler = createPartnerHandler({
      threeAs: plan.cut === 'fetch' ? platformOverFetch(this.#world, now) : platformClient(this.#world),
      authenticate: (request) => this.#identify(request),
      payments: this.#payments(),
      store: storeBoundary(this.#world, this.#store),
      publicUrl: shopUrl,
      allowDemo: true,
      allowStaffToBuy: plan.staffMayBuy,
      now: () => this.#world.clock.date,
      timing,
      ...(plan.keepsDays !== null && { retention: { keepMs: plan.keepsDays * 86_400_000 } }),
      ...(plan.returnPath !== 'none' && { returnPath: () => this.#returnPath() }),
      background: false,
      runtime: {
        now,
        steady: () => scheduler.now,
        sleep: (milliseconds) => scheduler.sleep(milliseconds),
        newId: () => this.#world.ids.next('own'),
        random: () => 0.5,
        digest: (text) => `digest of ${text}`,
      },
      // A mistake that shows as an error of the provider's has to be seen as what it is.
      includeForeignText: true,
      onEvent: (event) => this.#world.onEvent(event),
    })
    scheduler.current = null
    this.#instances = [...this.#alive(), instance]
    if (this.#started > plan.instances) story.tell(instance.name, 'starts')
    this.#plan(instance, Math.max(scheduler.now, this.#world.rows.nextWake))
  }

  #payments(): Payments {
    const world = this.#world
    if (world.plan.payments === 'provider') return providerPayments(world)
    return invoiced({
      leftOverCredit: world.plan.leftOver,
      onApplied: (applied) =>
        world.boundary.call({
          name: 'hook.applied',
          way: [1, 40],
          timeoutMs: 10_000,
          effect: () => world.partner.isTold(applied),
          errorOf: (fault) => new Error(`The hook: ${fault}.`),
        }),
      onPeriod: (period) =>
        world.boundary.call({
          name: 'hook.period',
          way: [1, 40],
          timeoutMs: 10_000,
          effect: () => world.periods.isTold(period),
          errorOf: (fault) => new Error(`The hook: ${fault}.`),
        }),
      onGiveBack: (order) =>
        world.boundary.call({
          name: 'hook.givesBack',
          way: [1, 40],
          timeoutMs: 10_000,
          effect: () => world.reversals.goesBack(order),
          errorOf: (fault) => new Error(`The hook: ${fault}.`),
        }),
    })
  }

  #returnPath(): string {
    const { returnPath } = this.#world.plan
    if (returnPath === 'throws') throw new Error('The partner has no such page.')
    return returnPath === 'elsewhere' ? 'https://elsewhere.example/back' : '/back'
  }

  async #identify(request: Request) {
    const session = request.headers.get('session') ?? ''
    const who = await this.#world.boundary.call({
      name: 'hook.authenticate',
      way: [0, 5],
      timeoutMs: 3_000,
      effect: () => session,
      errorOf: (fault) => new Error(`The session store: ${fault}.`),
    })
    if (who === '') return null
    const [customerId = '', role = 'manager', staffId] = who.split(' ')
    return { customerId, role, ...(staffId && { actingFor: { staffId } }) }
  }

  /** Runs something as a process, whose answer the world carries on, unless the process dies first. */
  #within<T>(instance: Instance, work: () => Promise<T>, done: (value: T) => void, failed: () => void): void {
    const { scheduler } = this.#world
    if (instance.isDead) {
      failed()
      return
    }
    let isOver = false
    const over = (then: () => void) => {
      if (isOver) return
      isOver = true
      instance.waiting.delete(lost)
      then()
    }
    const lost = () => over(failed)
    instance.waiting.add(lost)
    scheduler.after(0, instance, () => {
      work().then(
        (value) => over(() => done(value)),
        () => over(failed),
      )
    })
  }

  #plan(instance: Instance, time: number): void {
    const { scheduler, timing } = this.#world
    if (instance.isDead || instance.isPolling || time >= instance.nextPoll || time === Infinity) return
    const jitter = this.#world.boundary.luck(`poll ${instance.name}`).between(0, timing.pollMs)
    const at = Math.max(time, scheduler.now) + jitter
    instance.nextPoll = at
    instance.callOffPoll()
    instance.callOffPoll = scheduler.at(at, instance, () => {
      // A look when nothing is due does nothing, and would be most of what a history does.
      const { nextWake } = this.#world.rows
      if (nextWake > scheduler.now) {
        instance.nextPoll = Infinity
        this.#plan(instance, nextWake)
        return
      }
      instance.isPolling = true
      void instance
        .handler!.recover()
        .catch(() => 0)
        .then(() => {
          instance.isPolling = false
          instance.nextPoll = Infinity
          this.#plan(instance, Math.max(scheduler.now + timing.pollMs / 2, this.#world.rows.nextWake))
        })
    })
  }
}
