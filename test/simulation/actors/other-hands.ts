import { sold } from '../catalogue.ts'
import { PlatformRefusal, NoSuchThing } from '../platform-model.ts'
import type { Actor } from './actor.ts'

/** In the provider's own pages. */
export function page(actor: Actor, action: 'cancel' | 'resume' | 'end'): void {
  const { world, target } = actor
  actor.tell(`${action} in the provider's pages`)
  if (!world.provider.byHand({ target, customerId: actor.site.ownerId }, action)) return
  world.say(target, action === 'resume' ? 'on' : 'off')
}

export function card(actor: Actor, state: 'good' | 'failing'): void {
  const account = { target: actor.target, customerId: actor.site.ownerId }
  const { provider } = actor.world
  if (!provider.setCard(account, state) && state === 'good') provider.payDebts(account)
}

/** Somebody at the partner or the platform changes the subscription there, without this backend. */
export function platformHand(actor: Actor, action: 'cancel' | 'resume' | 'plan'): void {
  const { world, target, luck } = actor
  try {
    if (action !== 'plan') world.platform.call(action, target, null, 'another hand')
    else world.platform.call(luck.pick(['upgrade', 'downgrade']), target, luck.pick(sold).id, 'another hand')
  } catch (error) {
    if (!(error instanceof PlatformRefusal || error instanceof NoSuchThing)) throw error
  }
}

/** The website goes to another customer under the same id. */
export function moveSite({ world, site, luck }: Actor): void {
  const ownerId = `customer-9${luck.below(2)}`
  if (world.plan.isPool || site.isDeleted || site.ownerId === ownerId) return
  world.story.tell('platform', `${site.id} goes from ${site.ownerId} to ${ownerId}`)
  world.closeBooks(site.target, 'the website changed hands')
  world.say(site.target, null)
  world.platform.move(site, ownerId)
}

/** The website is deleted, and somebody makes one with the same id. */
export async function remakeSite(actor: Actor): Promise<void> {
  const { world, site, luck } = actor
  if (world.plan.isPool || site.isDeleted) return
  world.story.tell('platform', `${site.id} is deleted`)
  world.closeBooks(site.target, 'the website was deleted')
  world.say(site.target, null)
  world.platform.remove(site)
  await actor.sleep(luck.between(500, 30_000))
  const ownerId = luck.chance(0.5) ? site.ownerId : `customer-9${luck.below(2)}`
  world.story.tell('platform', `${site.id} is made again for ${ownerId}`)
  world.platform.remake(site, ownerId)
}
