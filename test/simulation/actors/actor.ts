import { soldIn } from '../catalogue.ts'
import type { Said } from '../requests.ts'
import { luckOf, type Luck } from '../luck.ts'
import type { Action } from '../plan.ts'
import type { Site } from '../platform-model.ts'
import type { Owner } from '../scheduler.ts'
import type { World } from '../world.ts'

/** Somebody who does one thing in a history. Its luck hangs on its own number, not on who else is there. */
export class Actor implements Owner {
  readonly name: string
  isDead = false
  stalledUntil = 0
  readonly world: World
  readonly luck: Luck
  readonly site: Site

  constructor(world: World, { kind, index, site }: Pick<Action, 'kind' | 'index' | 'site'>) {
    this.name = `${kind}-${index}`
    this.world = world
    this.luck = luckOf(world.plan.seed, 'actor', index)
    this.site = [...world.platform.sites.values()][site % world.platform.sites.size]!
  }

  get target(): string {
    return this.site.target
  }

  /** A package as it is sold here. */
  sold(packageId: string): string {
    return soldIn(this.world.currencyOf(this.target), packageId)
  }

  /** Who the customer is, as the partner's session says. */
  get session(): string {
    return `${this.site.ownerId} manager`
  }

  tell(what: string): void {
    this.world.story.tell(this.name, what)
  }

  sleep(milliseconds: number): Promise<void> {
    return this.world.scheduler.sleep(milliseconds)
  }

  /** Asks the backend, again when the connection was lost or it says that trying again may help. */
  async ask(
    method: 'GET' | 'POST',
    path: string,
    input: Record<string, unknown>,
    session = this.session,
  ): Promise<Said | null> {
    for (let attempt = 0; attempt < 4; attempt++) {
      const said = await this.askOnce(method, path, input, session)
      if (said && !isRetryable(said)) return said
      await this.sleep(this.luck.between(200, 2_500))
    }
    return null
  }

  /** `null` when the connection was lost. */
  async askOnce(
    method: 'GET' | 'POST',
    path: string,
    input: Record<string, unknown>,
    session = this.session,
  ): Promise<Said | null> {
    const said = await this.world.backend.request(method, path, session, input)
    if (said) this.#checkForStrangers(said, session)
    return said
  }

  #checkForStrangers({ text }: Said, session: string): void {
    const [customerId = '', role] = session.split(' ')
    const stranger = this.world.ids.strangerIn(text, customerId)
    if (stranger) this.world.violation("an answer held another customer's id", this.target, stranger)
    if (role === 'viewer' && text.includes('pay.example')) {
      this.world.violation('a viewer was shown where to pay', this.target, '')
    }
  }
}

function isRetryable({ status, json }: Said): boolean {
  if (status < 429) return false
  return (json as { error?: { retryable?: boolean } } | null)?.error?.retryable === true || status >= 500
}

export function newKey(actor: Actor): string {
  return `key-${actor.name}-${actor.luck.below(1_000_000)}`
}
