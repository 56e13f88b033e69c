import { centsOf, packageOf, sold } from '../catalogue.ts'
import { PlatformRefusal, NoSuchThing } from '../platform-model.ts'
import type { Card } from '../recurring-model.ts'
import type { Actor } from './actor.ts'

/** In the provider's own pages. */
export function page(actor: Actor, action: 'cancel' | 'resume' | 'end' | 'unschedule' | 'schedule'): void {
  const { world, target } = actor
  actor.tell(`${action} in the provider's pages`)
  const chosen = packageOf(actor.sold(actor.luck.pick(sold).id))
  const interval = chosen.period === 'yearly' ? 'yearly' : 'monthly'
  const to = { packageId: chosen.id, cents: centsOf(chosen), interval } as const
  const account = { target, customerId: actor.site.ownerId }
  const before = world.provider.of(account)
  if (!world.provider.byHand(account, action, to)) return
  const now = world.clock.now
  world.words.isTouched(account, now)
  if (action === 'resume') world.words.isSaid(account, 'on', now, 'provider')
  if (action === 'cancel' || action === 'end') world.words.isSaid(account, 'off', now, 'provider')
  if (action === 'end' && before) world.onEndedByHand(account, before)
}

export function card(actor: Actor, state: Card): void {
  actor.world.provider.setCard({ target: actor.target, customerId: actor.site.ownerId }, state)
}

/**
 * The customer claims a renewal back at the bank, which decides after a while, or has not yet: weeks pass by then, in which no
 * end for what was unpaid before is under way any more.
 */
export async function dispute(actor: Actor): Promise<void> {
  const { world, luck, target } = actor
  const isEnding = world.rows
    .of(target)
    .some(({ facts, state }) => facts.action === 'end_unpaid' && state === 'applying')
  if (isEnding) return
  const account = { target, customerId: actor.site.ownerId }
  world.provider.dispute(account, 'opened')
  await actor.sleep(luck.between(5_000, 120_000))
  if (luck.chance(0.7)) world.provider.dispute(account, luck.chance(0.5) ? 'won' : 'lost')
}

/** Somebody at the partner or the platform changes the subscription there, without this backend. */
export function platformHand(actor: Actor, action: 'cancel' | 'resume' | 'plan'): void {
  const { world, target, luck } = actor
  try {
    if (action !== 'plan') world.platform.call(action, target, null, 'another hand')
    else
      world.platform.call(luck.pick(['upgrade', 'downgrade']), target, actor.sold(luck.pick(sold).id), 'another hand')
  } catch (error) {
    if (!(error instanceof PlatformRefusal || error instanceof NoSuchThing)) throw error
  }
}

/** The website goes to another customer under the same id. */
export function moveSite(actor: Actor): void {
  const { world, site } = actor
  const ownerId = strangerFor(actor)
  if (world.plan.isPool || site.isDeleted || site.ownerId === ownerId) return
  world.story.tell('platform', `${site.id} goes from ${site.ownerId} to ${ownerId}`)
  world.platform.move(site, ownerId)
}

/** The website comes back to the customer who had it first. */
export function returnSite(actor: Actor): void {
  const { world, site } = actor
  const { id, ownerId, firstOwnerId } = site
  if (site.isDeleted || ownerId === firstOwnerId) return
  world.story.tell('platform', `${id} goes back from ${ownerId} to ${firstOwnerId}`)
  world.platform.move(site, firstOwnerId)
}

/** The website is deleted, and somebody makes one with the same id. */
export async function remakeSite(actor: Actor): Promise<void> {
  const { world, site, luck } = actor
  if (world.plan.isPool || site.isDeleted) return
  world.story.tell('platform', `${site.id} is deleted`)
  world.platform.remove(site)
  await actor.sleep(luck.between(500, 30_000))
  const ownerId = luck.chance(0.5) ? site.ownerId : strangerFor(actor)
  world.story.tell('platform', `${site.id} is made again for ${ownerId}`)
  world.platform.remake(site, ownerId)
}

/** Another customer, who pays in the same currency. */
function strangerFor({ world, site, luck }: Actor): string {
  return `customer-9${2 * luck.below(2) + (world.currencyOf(site.target) === 'USD' ? 1 : 0)}`
}
