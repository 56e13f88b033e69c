import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import type { PlatformCall } from './platform-rules.ts'
import type { Owner } from './scheduler.ts'
import type { World } from './world.ts'

/** How old the reading may be that a call is decided on: it, and the writing of the intent, may be slow. */
export const mostDecidingMs = 30_000

/**
 * What a call is based on, beside when it may leave: the process holds the subscription, the website is the customer's, and
 * nobody else has chosen a plan meanwhile.
 */
export class CallRules {
  /** Which process has claimed each subscription last, as which owner of a lease. */
  readonly #holders = new Map<string, { owner: string; by: Owner | null }>()
  /** Which plan another hand chose on the platform, and when, in business time. */
  readonly #chosen = new Map<string, { at: number; packageId: string | null }>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  isHeld(target: string, owner: string, by: Owner | null): void {
    this.#holders.set(target, { owner, by })
  }

  isReleased(target: string, owner: string): void {
    if (this.#holders.get(target)?.owner === owner) this.#holders.delete(target)
  }

  isChosenElsewhere(target: string, packageId: string | null): void {
    this.#chosen.set(target, { at: this.#world.clock.now, packageId })
  }

  leaves(target: string, call: PlatformCall, sent: readonly ChangeRow[]): void {
    const { scheduler } = this.#world
    if (this.#holders.get(target)?.by !== scheduler.current) {
      this.#world.violation('a call left without holding its subscription', target, call)
    }
    this.#checkOwner(target, call, sent)
    if (call === 'upgrade' || call === 'downgrade') this.#checkPlan(target, call, sent)
  }

  #checkOwner(target: string, call: PlatformCall, sent: readonly ChangeRow[]): void {
    const { clock, platform } = this.#world
    const site = [...platform.sites.values()].find((candidate) => candidate.target === target)
    if (!site || site.isDeleted || clock.now - site.changedAt < mostDecidingMs) return
    if (sent.some(({ customerId }) => customerId === site.ownerId)) return
    this.#world.violation('a call was made for a customer whose website it is not', target, call)
  }

  #checkPlan(target: string, call: PlatformCall, sent: readonly ChangeRow[]): void {
    const { clock, platform } = this.#world
    const stands = platform.deliveries.get(target)?.subscription.packageId
    const chosen = this.#chosen.get(target)
    if (!chosen || chosen.packageId !== stands || clock.now - chosen.at < mostDecidingMs) return
    const isOverwritten = sent.some(
      ({ facts, startedAt }) => 'before' in facts && startedAt < chosen.at && facts.before.packageId !== stands,
    )
    if (isOverwritten) this.#world.violation('a plan that another hand had chosen was overwritten', target, call)
  }
}
