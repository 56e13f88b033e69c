/** Whose step an event is: a backend process, a browser tab. What is nobody's is the world's. */
export interface Owner {
  readonly name: string
  /** The events of a dead one are thrown away when they come up. */
  isDead: boolean
  /** The events of a stalled one come up when the stall is over. */
  stalledUntil: number
}

interface Event {
  at: number
  /** Breaks ties: what was planned first comes first. */
  number: number
  owner: Owner | null
  step: () => void
  isCalledOff: boolean
}

/** Calls off a step that has not run. */
export type CallOff = () => void

// Kept from the real ones, whatever a test runner puts in their place.
const { setImmediate: macrotask } = globalThis
/** Node runs the microtasks between two of them; asking for many together saves a way round its event loop for each. */
const turnsAtOnce = 64

/**
 * Owns time and the order of everything. One event runs at a time: its step, and then every microtask that follows from it,
 * before the clock moves on. Nothing else may resolve a promise of the simulated world.
 */
export class Scheduler {
  /** Virtual time, in milliseconds. */
  now = 0
  /** Whose step is running; with one event at a time a plain variable is right for everything up to the next. */
  current: Owner | null = null
  /** How many steps have run. */
  steps = 0
  readonly #heap: Event[] = []
  #numbers = 0
  #outside = 0

  at(time: number, owner: Owner | null, step: () => void): CallOff {
    const at = Math.max(this.now, Math.ceil(time))
    const event: Event = { at, number: ++this.#numbers, owner, step, isCalledOff: false }
    this.#push(event)
    return () => {
      event.isCalledOff = true
    }
  }

  after(milliseconds: number, owner: Owner | null, step: () => void): void {
    this.at(this.now + Math.max(0, milliseconds), owner, step)
  }

  /** Waits in virtual time, as whoever is running now. */
  sleep(milliseconds: number): Promise<void> {
    const owner = this.current
    return new Promise((resolve) => {
      this.after(milliseconds, owner, resolve)
    })
  }

  /** The clock stands still until a promise of the real world (a database's answer) has settled. */
  standStillFor(promise: Promise<unknown>): void {
    this.#outside += 1
    const settled = () => {
      this.#outside -= 1
    }
    promise.then(settled, settled)
  }

  /** Runs events until there are none left, or until `isOver` says so. */
  run(isOver: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let hasEnded = false
      const turn = () => {
        // All microtasks of the event before have run.
        if (hasEnded || this.#outside > 0) return
        this.current = null
        try {
          hasEnded = isOver() || !this.#runNext()
          if (hasEnded) resolve()
        } catch (error) {
          hasEnded = true
          reject(error)
        }
      }
      const turns = () => {
        for (let count = 1; count < turnsAtOnce; count++) macrotask(turn)
        macrotask(() => {
          turn()
          if (!hasEnded) turns()
        })
      }
      turns()
    })
  }

  /** False when there is nothing left to run. */
  #runNext(): boolean {
    for (;;) {
      const event = this.#pop()
      if (!event) return false
      const { owner } = event
      if (owner?.isDead || event.isCalledOff) continue
      this.now = Math.max(this.now, event.at)
      if (owner && owner.stalledUntil > this.now) {
        this.at(owner.stalledUntil, owner, event.step)
        continue
      }
      this.current = owner
      this.steps += 1
      event.step()
      return true
    }
  }

  #push(event: Event): void {
    const heap = this.#heap
    let index = heap.length
    heap.push(event)
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!isEarlier(event, heap[parent]!)) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = event
  }

  #pop(): Event | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isEarlier(heap[child + 1]!, heap[child]!)) child += 1
      if (!isEarlier(heap[child]!, last)) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
    return first
  }
}

function isEarlier(a: Event, b: Event): boolean {
  return a.at === b.at ? a.number < b.number : a.at < b.at
}
