import type { Quote } from '../../../src/contract/quote.ts'
import { AnalyticsError, type ErrorBody } from '../../../src/contract/error.ts'
import type { ChangeIntent, SubscriptionChange } from '../../../src/contract/subscription-change.ts'
import { nameOf, sold } from '../catalogue.ts'
import { money } from '../story.ts'
import { newKey, type Actor } from './actor.ts'
import { startByKit } from './kit-client.ts'

type Shown = { id: string; amountMinor: number } | null

/** Chooses a plan: looks at the offer, thinks, clicks, pays or does not, and watches how far it is. */
export async function choose(actor: Actor): Promise<void> {
  const { world, luck, site } = actor
  const wanted = luck.chance(0.75)
    ? luck.pick(world.plan.favourites)
    : luck.pick(['package-00', ...sold.map(({ id }) => id)])
  const packageId = actor.sold(wanted)
  const offered = await actor.ask('POST', '/quotes', { websiteId: site.id, packageId })
  let quote = offered?.status === 200 ? (offered.json as Quote) : null
  if (!quote && !luck.chance(0.3)) {
    const open = openIn(offered?.json)
    if (open && luck.chance(0.5)) await follow(actor, open)
    return
  }
  for (let click = 0; click < 2; click++) {
    if (quote) actor.tell(`is offered ${nameOf(packageId)} for ${money(amountOf(quote))}`)
    world.offers += 1
    await actor.sleep(luck.chance(0.5) ? luck.between(50, 900) : luck.between(500, 20_000))
    world.offers -= 1
    const shown: Shown = quote && { id: quote.id, amountMinor: amountOf(quote) - (luck.chance(0.02) ? 100 : 0) }
    const said = await start(actor, { kind: 'choose', packageId }, shown)
    const better: Quote | null = outdatedIn(said)
    if (!better) return
    if (!luck.chance(0.7)) return
    quote = better
  }
}

/** Turns renewal off or on, or drops a planned plan. */
export async function wish(actor: Actor, kind: 'cancel' | 'resume' | 'keep'): Promise<void> {
  const times = actor.luck.chance(0.1) ? 3 : 1
  for (let time = 0; time < times; time++) await start(actor, { kind }, null)
}

/** Lets go of whatever is open. */
export async function abandon(actor: Actor): Promise<void> {
  const said = await actor.ask('GET', '/subscription', { websiteId: actor.site.id })
  const open = (said?.json as { openChange?: SubscriptionChange | null } | null)?.openChange
  if (said?.status !== 200 || !open) return
  actor.tell(`lets go of ${open.id.slice(0, 8)}`)
  await actor.ask('POST', '/changes/abandon', { websiteId: actor.site.id, changeId: open.id })
}

/** The same click twice at once, or the same key for something else. */
export async function repeatKey(actor: Actor): Promise<void> {
  const { luck, site } = actor
  const key = newKey(actor)
  const packageId = actor.sold(luck.pick(actor.world.plan.favourites))
  const offered = await actor.ask('POST', '/quotes', { websiteId: site.id, packageId })
  const quote = offered?.status === 200 ? (offered.json as Quote) : null
  const shown = quote && { id: quote.id, amountMinor: amountOf(quote) }
  const click = (intent: ChangeIntent, as: Shown, idempotencyKey = key) =>
    actor.ask('POST', '/changes', { websiteId: site.id, idempotencyKey, intent, quote: as })
  const bought: ChangeIntent = { kind: 'choose', packageId }
  const customerId = site.ownerId
  const second = luck.pick(['same', 'other body', 'same quote'] as const)
  actor.tell(`clicks twice: ${second}`)
  const said = await Promise.all([
    click(bought, shown),
    actor
      .sleep(luck.chance(0.5) ? 0 : luck.between(10, 4_000))
      .then(() =>
        second === 'same'
          ? click(bought, shown)
          : second === 'other body'
            ? click({ kind: 'cancel' }, null)
            : click(bought, shown, `${key}-2`),
      ),
  ])
  const changes = said.flatMap((answer) => (answer?.status === 200 ? [answer.json as SubscriptionChange] : []))
  // Another tab's change for the same wish may have been the answer first, and whoever has got the website has keys of its own.
  const rows = changes.flatMap(({ id }) => actor.world.rows.get(id) ?? [])
  const own = new Set(rows.filter((row) => row.key === key && row.customerId === customerId).map(({ id }) => id))
  if (own.size > 1) {
    actor.world.violation('one key became two changes', actor.target, key)
  }
  for (const change of changes.slice(0, 1)) await follow(actor, change)
  // A quote that is kept, for another try.
  if (luck.chance(0.5)) await click(bought, shown, `${key}-3`)
}

async function start(actor: Actor, intent: ChangeIntent, quote: Shown): Promise<unknown> {
  const { luck } = actor
  actor.tell(`clicks ${intent.kind}${intent.kind === 'choose' ? ` ${nameOf(intent.packageId)}` : ''}`)
  const key = newKey(actor)
  const wanted = { key, intent, quote }
  const said = luck.chance(0.3) ? await startInKit(actor, wanted) : await startByItself(actor, wanted)
  if (said.kind === 'told') {
    const { code = 'nothing', message = '' } = said.error?.error ?? {}
    actor.tell(`is told ${code}: ${message}`)
    return said.error
  }
  const { change } = said
  const isOwn = actor.world.rows.get(change.id)?.key.startsWith(key)
  if (isOwn && quote && change.due && change.due.amountMinor > quote.amountMinor) {
    actor.world.violation(
      'more is due than was shown',
      actor.target,
      `${change.due.amountMinor} for ${quote.amountMinor}`,
    )
  }
  if (luck.chance(0.85)) await follow(actor, change)
  return null
}

interface Wanted {
  key: string
  intent: ChangeIntent
  quote: Shown
}

type Answered = { kind: 'started'; change: SubscriptionChange } | { kind: 'told'; error: ErrorBody | null }

/** With a program of its own, that repeats what it has not heard of. */
async function startByItself(actor: Actor, { key, intent, quote }: Wanted): Promise<Answered> {
  const input = { websiteId: actor.site.id, idempotencyKey: key, intent, quote }
  const said = await actor.ask('POST', '/changes', input)
  if (said?.status === 200) return { kind: 'started', change: said.json as SubscriptionChange }
  return { kind: 'told', error: (said?.json as ErrorBody | null) ?? null }
}

async function startInKit(actor: Actor, wanted: Wanted): Promise<Answered> {
  try {
    return { kind: 'started', change: await startByKit(actor, wanted) }
  } catch (error) {
    if (!(error instanceof AnalyticsError)) throw error
    const { code, message, retryable, details } = error
    return { kind: 'told', error: { error: { code, message, retryable, details } } }
  }
}

/** Pays when there is something to pay, and asks how far it is for a while. */
async function follow(actor: Actor, first: SubscriptionChange): Promise<void> {
  const { luck, site, world } = actor
  let change = first
  let hasPaid = false
  const looks = luck.between(1, 6)
  for (let look = 0; look < looks && isMoving(change); look++) {
    if (change.state === 'awaiting_payment' && change.payment.kind === 'redirect' && !hasPaid) {
      hasPaid = true
      await payOn(actor, change.payment.url)
    }
    await actor.sleep(luck.between(200, 4_000))
    const said = await actor.ask('GET', '/change', { websiteId: site.id, changeId: change.id })
    if (said?.status !== 200) return
    change = said.json as SubscriptionChange
  }
  actor.tell(`sees ${change.id.slice(0, 8)} ${change.state}`)
  if (change.state === 'applied') {
    const row = world.rows.get(change.id)
    if (row && row.state !== 'applied') world.violation('an end was shown that is none', actor.target, row.state)
  }
}

async function payOn(actor: Actor, url: string): Promise<void> {
  const { luck, world } = actor
  const { payers } = world.plan
  const what = luck.weighted([
    [12, 'pay'],
    [payers === 'pay_twice' ? 30 : 1.2, 'pay_twice'],
    [1, 'decline'],
    [1.5, 'close'],
    [payers === 'leave' ? 40 : 2.5, 'leave'],
  ] as const)
  await actor.sleep(luck.chance(0.5) ? luck.between(100, 2_000) : luck.between(1_000, 40_000))
  actor.tell(`on the payment page: ${what.replace('_', ' ')}`)
  if (what === 'leave') return
  const id = url.split('?')[1] ?? ''
  for (let time = 0; time < (what === 'decline' ? luck.between(1, 3) : 1); time++) world.provider.press(id, what)
}

/** Somebody comes back to a payment page that was left open. */
export async function payLate(actor: Actor): Promise<void> {
  const { provider } = actor.world
  const open = [...provider.payments.values()].filter(
    ({ target, status }) => target === actor.target && status === 'open',
  )
  const payment = open.at(-1)
  if (!payment) return
  actor.tell(`pays ${money(payment.cents)} after all`)
  provider.press(payment.id, actor.luck.chance(0.2) ? 'pay_twice' : 'pay')
}

function isMoving({ state }: SubscriptionChange): boolean {
  return state === 'awaiting_payment' || state === 'paid' || state === 'applying'
}

export function amountOf({ dueToday }: Quote): number {
  return dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor
}

function outdatedIn(json: unknown): Quote | null {
  const error = (json as ErrorBody | null)?.error
  return error?.code === 'quote_outdated' && error.details ? (error.details as Quote) : null
}

function openIn(json: unknown): SubscriptionChange | null {
  const error = (json as ErrorBody | null)?.error
  return error?.code === 'change_open' && error.details ? (error.details as SubscriptionChange) : null
}
