import type { ReversalTerms } from '../../../src/backend/back-office/reversal.ts'
import type { ChangeIntent, SubscriptionChange } from '../../../src/contract/subscription-change.ts'
import type { Money } from '../../../src/contract/money.ts'
import type { Quote } from '../../../src/contract/quote.ts'
import { nameOf, sold } from '../catalogue.ts'
import { newKey, type Actor } from './actor.ts'
import { amountOf } from './customer.ts'

const word = { by: 'jane', reason: 'asked for by phone' }

/** A person of the partner's who has signed in as the customer chooses a plan, turns renewal, or drops what is planned. */
export async function staffChooses(actor: Actor): Promise<void> {
  const { luck, site, world } = actor
  const session = `${actor.session} jane`
  const intent = intentBy(actor)
  const quoted =
    intent.kind === 'choose'
      ? await actor.ask('POST', '/quotes', { websiteId: site.id, packageId: intent.packageId }, session)
      : null
  const quote = quoted?.status === 200 ? (quoted.json as Quote) : null
  if (intent.kind === 'choose' && !quote) return
  actor.tell(`clicks ${intent.kind} for ${site.ownerId}`)
  const idempotencyKey = newKey(actor)
  const shown = quote && { id: quote.id, amountMinor: amountOf(quote) }
  const said = await actor.ask(
    'POST',
    '/changes',
    { websiteId: site.id, idempotencyKey, intent, quote: shown },
    session,
  )
  const change = said?.status === 200 ? (said.json as SubscriptionChange) : null
  const row = change && world.rows.get(change.id)
  if (!change || !row?.key.startsWith(idempotencyKey)) return
  const { facts } = row
  const isPriced = 'payment' in facts && facts.quote.to.price.amountMinor > 0
  const costs = isPriced || facts.action === 'resume' || facts.action === 'keep'
  if (costs && !world.plan.staffMayBuy) world.violation('staff bought for a customer', actor.target, facts.action)
  if (luck.chance(0.7)) await pay(actor, change)
}

/** From the partner's own server, at today's price or at one that was named. */
export async function officeStarts(actor: Actor): Promise<void> {
  const { luck, site, world } = actor
  const intent = intentBy(actor)
  const key = newKey(actor)
  const about = { customerId: site.ownerId, websiteId: site.id, key, ...word }
  actor.tell(`starts ${intent.kind}${intent.kind === 'choose' ? ` ${nameOf(intent.packageId)}` : ''}`)
  const amountMinor = luck.chance(0.2) ? luck.between(0, 5_000) : undefined
  for (let time = luck.between(1, 2); time > 0; time--) {
    const change = await world.backend.asStaff('office', ({ changes }) =>
      intent.kind === 'choose' ? changes.start({ ...about, intent, amountMinor }) : changes.start({ ...about, intent }),
    )
    if (change?.due && amountMinor !== undefined && world.rows.get(change.id)?.key === key) {
      if (change.due.amountMinor !== amountMinor)
        world.violation('more is due than was agreed', actor.target, String(change.due.amountMinor))
    }
    if (change && luck.chance(0.7)) await pay(actor, change)
  }
}

export async function officeAbandons(actor: Actor): Promise<void> {
  const { world, target } = actor
  const open = world.rows.of(target).find(({ state, lane }) => lane === 'customer' && state === 'awaiting_payment')
  if (!open) return
  actor.tell(`withdraws ${open.id.slice(0, 8)}`)
  await world.backend.asStaff('office', ({ changes }) => changes.abandon(open.id, word))
}

/** Takes back what was bought, in one way or another. */
export async function officeReverses(actor: Actor): Promise<void> {
  await takeBack(actor, (part) =>
    actor.luck.weighted<ReversalTerms>([
      [3, { refund: 'all', plan: 'keep' }],
      [3, { refund: part, plan: 'keep' }],
      [2, { refund: 'all', plan: 'end' }],
      [1, { refund: part, plan: 'end' }],
      [2, { refund: 'unused', plan: 'end' }],
      [2, { refund: 'all', plan: 'previous' }],
      [1, { refund: 'unused', plan: 'previous' }],
    ]),
  )
}

/** Takes back what was bought, and ends the plan with it. */
export async function officeEnds(actor: Actor): Promise<void> {
  await takeBack(actor, () => ({ refund: actor.luck.pick(['all', 'unused'] as const), plan: 'end' }))
}

/** It is asked for again when nothing was heard. */
async function takeBack(
  { luck, world, target, ...actor }: Actor,
  termsOf: (part: Money) => ReversalTerms,
): Promise<void> {
  const bought = world.rows.of(target).filter(({ state, facts }) => state === 'applied' && 'due' in facts && facts.due)
  const change = bought.length === 0 ? undefined : luck.chance(0.8) ? bought.at(-1) : luck.pick(bought)
  if (!change) return
  const { facts } = change
  const due = 'due' in facts ? facts.due : null
  const terms = termsOf({ amountMinor: luck.between(1, due?.amountMinor ?? 1), currency: due?.currency ?? 'EUR' })
  for (let time = 0; time < 3; time++) {
    world.story.tell(actor.name, `takes ${change.id.slice(0, 8)} back: ${JSON.stringify(terms)}`)
    const done = await world.backend.asStaff('office', ({ changes }) =>
      changes.reverse(change.id, { ...terms, ...word }),
    )
    if (done) return
    await world.scheduler.sleep(luck.between(500, 20_000))
  }
}

function intentBy(actor: Actor): ChangeIntent {
  const { luck, world } = actor
  const packageId = actor.sold(luck.chance(0.7) ? luck.pick(world.plan.favourites) : luck.pick(sold).id)
  return luck.weighted<ChangeIntent>([
    [5, { kind: 'choose', packageId }],
    [2, { kind: 'cancel' }],
    [2, { kind: 'resume' }],
    [1, { kind: 'keep' }],
  ])
}

/** The customer pays what was started for them. */
async function pay({ luck, world, ...actor }: Actor, change: SubscriptionChange): Promise<void> {
  if (change.state !== 'awaiting_payment' || change.payment.kind !== 'redirect') return
  await world.scheduler.sleep(luck.between(500, 20_000))
  world.story.tell(actor.name, 'has the customer pay')
  world.provider.press(change.payment.url.split('?')[1] ?? '', 'pay')
}
