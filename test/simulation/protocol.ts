import { CallRules } from './call-rules.ts'
import type { PlatformCall } from './platform-rules.ts'
import type { World } from './world.ts'

interface Asked {
  target: string
  call: string
  leftAt: number
  /** It took effect, was refused for sure, or its answer came: nothing of it can come any more. */
  isOver: boolean
}

/**
 * Rules for calls that change a subscription on the platform. The platform refuses some doubles by itself, and the books
 * would not see those.
 */
export class Protocol {
  readonly rules: CallRules
  readonly #calls: Asked[] = []
  readonly #world: World

  constructor(world: World) {
    this.#world = world
    this.rules = new CallRules(world)
  }

  leaves(target: string, call: PlatformCall): Asked {
    const { scheduler, rows, timing, story } = this.#world
    const sent = rows.of(target).filter(({ state, facts }) => state === 'applying' && facts.sentAt !== null)
    if (sent.length === 0) this.#world.violation('a call left before its intent was stored', target, call)
    const open = this.#calls.find(
      (earlier) => earlier.target === target && !earlier.isOver && scheduler.now < earlier.leftAt + timing.graceMs,
    )
    if (open) {
      story.tell(
        'protocol',
        `${call} leaves ${scheduler.now - open.leftAt} ms after ${open.call}, of which nobody knows`,
      )
      this.#world.violation('a call left within the grace of another', target, `${open.call}, then ${call}`)
    }
    this.rules.leaves(target, call, sent)
    const asked: Asked = { target, call, leftAt: scheduler.now, isOver: false }
    this.#calls.push(asked)
    return asked
  }

  isOver(asked: Asked): void {
    asked.isOver = true
  }
}
