import type { Quote } from '../../../src/contract/quote.ts'
import type { Actor } from './actor.ts'
import { amountOf } from './customer.ts'

/** A viewer, a contributor or the owner looks at everything that can be looked at. Nothing may change by it. */
export async function look(actor: Actor): Promise<void> {
  const { luck, site, world } = actor
  const other = [...world.platform.sites.values()].find(({ ownerId }) => ownerId !== site.ownerId)
  const who = luck.pick(['owner', 'viewer', 'contributor'] as const)
  if (who === 'contributor' && other) site.watchers.add(other.ownerId)
  const session =
    who === 'owner'
      ? actor.session
      : who === 'viewer'
        ? `${site.ownerId} viewer`
        : `${other?.ownerId ?? 'nobody'} manager`
  actor.tell(`looks as ${who}`)
  for (const path of ['/subscription', '/packages', '/dashboard-url', '/websites']) {
    await actor.ask('GET', path, { websiteId: site.id }, session)
  }
  if (who === 'owner') return
  await tryToChange(actor, session, who)
}

/** Whatever a manager could do about the plan, with an offer that a manager was made. */
async function tryToChange(actor: Actor, session: string, who: string): Promise<void> {
  const { luck, site, world } = actor
  const packageId = actor.sold(luck.pick(world.plan.favourites))
  const offered = await actor.ask('POST', '/quotes', { websiteId: site.id, packageId })
  const quote = offered?.status === 200 ? (offered.json as Quote) : null
  const wishes = [
    { intent: { kind: luck.pick(['cancel', 'resume', 'keep']) }, quote: null },
    { intent: { kind: 'choose', packageId }, quote: quote && { id: quote.id, amountMinor: amountOf(quote) } },
  ]
  const open = world.rows.of(site.target).find(({ state }) => state === 'awaiting_payment')
  const tries: [string, object][] = [
    ...wishes.map((wish, index): [string, object] => [
      '/changes',
      { idempotencyKey: `key-of-${actor.name}-${index}`, ...wish },
    ]),
    ...(open ? [['/changes/abandon', { changeId: open.id }] as [string, object]] : []),
  ]
  for (const [path, input] of tries) {
    const said = await actor.ask('POST', path, { websiteId: site.id, ...input }, session)
    if (said?.status === 200) world.violation('somebody who may only look changed something', actor.target, who)
  }
}

/** Another customer tries the ids that it knows. */
export async function pry(actor: Actor): Promise<void> {
  const { luck, site, world } = actor
  const stranger = [...world.platform.sites.values()].find(({ ownerId }) => ownerId !== site.ownerId)
  const customerId = stranger?.ownerId ?? 'stranger'
  const session = `${customerId} manager`
  const change = world.rows.of(site.target).at(-1)
  actor.tell(`tries the ids of ${site.id} as ${customerId}`)
  const ids = { websiteId: site.id, changeId: change?.id ?? 'none' }
  const own = { websiteId: stranger?.id ?? 'none', changeId: change?.id ?? 'none' }
  const answers = [
    await actor.ask('GET', '/subscription', ids, session),
    await actor.ask('GET', '/change', luck.chance(0.5) ? ids : own, session),
    await actor.ask('POST', '/changes/abandon', luck.chance(0.5) ? ids : own, session),
    await actor.ask('POST', '/quotes', { websiteId: site.id, packageId: 'package-04' }, session),
  ]
  // It may have been added to the website since it began to ask, or have got it.
  if (site.ownerId === customerId) return
  const isShared = site.watchers.has(customerId)
  const opened = answers.findIndex((answer) => answer?.status === 200)
  if (opened > 0 || (opened === 0 && !isShared)) {
    world.violation('a stranger was let in', actor.target, String(opened))
  }
}
