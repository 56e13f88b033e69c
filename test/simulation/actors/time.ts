import { audit } from '../audit.ts'
import { isBusy, isHalfDone, isLookDue, restless } from '../rest.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'

const minute = 60_000
const day = 1_440 * minute
/** More ends of periods than that are not waited for: the time to go to is then not reached. */
const mostStops = 14
/** A subscription is looked at a few times at most in the last quarter of an hour before its period ends. */
const mostLooks = 8

/** What takes seconds must not take a month: the business clock jumps only while nothing is half done. */
export async function jump(
  actor: Actor,
  to: 'period end' | 'past period end' | 'past grace' | 'half an hour' | 'days',
): Promise<void> {
  const { world, luck } = actor
  const { clock } = world
  if (to === 'half an hour') return halfAnHour(actor)
  for (let wait = 0; isHalfDone(world) || world.isMoving; wait++) {
    if (wait > 20) return
    await actor.sleep(5_000)
  }
  world.isMoving = true
  audit(world, 'before the clock moves')
  const end = endOf(actor)
  switch (to) {
    case 'period end':
      await moveTo(actor, end - luck.pick([2, 8, 12, 20]) * minute)
      break
    case 'past period end':
      await moveTo(actor, end + 5 * minute)
      break
    case 'past grace':
      await moveTo(actor, clock.now + 14 * day + 60 * minute)
      break
    case 'days':
      await moveTo(actor, clock.now + luck.between(1, 20) * day)
      break
    default:
      to satisfies never
  }
  world.isMoving = false
}

/** Also over an offer to pay that is open. */
async function halfAnHour(actor: Actor): Promise<void> {
  const { world } = actor
  for (let wait = 0; isBusy(world) || world.isMoving || isLookDue(world); wait++) {
    if (wait > 10) return
    await actor.sleep(1_000)
  }
  world.isMoving = true
  await passHalfAnHour(actor)
  world.isMoving = false
}

async function passHalfAnHour(actor: Actor): Promise<void> {
  const { world } = actor
  const { clock } = world
  const after = clock.now + 30 * minute
  const before = nextEnd(actor) - 4 * minute
  if (before < after && before > clock.now) {
    world.jumpTo(before)
    for (let wait = 0; wait < 20 && (wait === 0 || isLookDue(world)); wait++) await actor.sleep(4_000)
    if (isBusy(world) || isLookDue(world)) return
  }
  actor.tell('half an hour goes by')
  world.jumpTo(after)
}

/** Until then, stopping before and after each end of a period: what is done about it takes minutes, and must not take none. */
export async function moveTo(actor: Actor, moment: number): Promise<void> {
  const { clock } = actor.world
  for (let stop = 0; ; stop++) {
    const next = nextEnd(actor)
    if (next - 16 * minute > moment) break
    if (stop === mostStops) return
    await lookAtWhatOthersDid(actor, next - 16 * minute)
    await step(actor, next - 16 * minute, next)
    // A look that failed is repeated before the period ends, and one that found no website: when, shows once it has been made.
    for (let looks = 0; looks < mostLooks; looks++) {
      for (let wait = 0; wait < 20 && isLookDue(actor.world); wait++) await actor.sleep(1_000)
      const [wake] = watchesBefore(actor, Math.min(next, moment))
      if (wake === undefined) break
      await step(actor, wake, next)
    }
    if (next > moment) break
    await step(actor, next + 3 * minute, next)
  }
  await step(actor, moment, moment)
  if (clock.now < moment) actor.tell('waits for what is half done')
}

/** @param end the next one of a period as it is known: for one that has come up before it, the clocks stop as well. */
async function step(actor: Actor, moment: number, end: number): Promise<void> {
  const { world } = actor
  const { clock } = world
  // Longer than any fault lasts: before the end of a period a look that failed has minutes for another.
  for (let wait = 1; wait <= 80 && (isHalfDone(world) || isRestless(world)); wait++) {
    await actor.sleep(5_000)
    // Somebody has left a page to pay at: it is looked at for as long as it may be paid, and not each time.
    if (wait % 4 === 0 && !isBusy(world)) world.jumpTo(Math.min(clock.now + 8 * minute, nextEnd(actor) - 4 * minute))
  }
  // No store fails for a year: what is to be looked at is, before the clocks go on.
  if (isHalfDone(world) || isLookDue(world) || moment <= clock.now || nextEnd(actor) < end) return
  actor.tell(`it is ${new Date(moment).toISOString().slice(0, 16)}`)
  world.jumpTo(moment)
  await actor.sleep(4_000)
}

/** The next look comes within hours, and must not come a year after what another hand has done. */
async function lookAtWhatOthersDid(actor: Actor, end: number): Promise<void> {
  const { world } = actor
  if (!world.isTouchedByHand) return
  world.isTouchedByHand = false
  for (const wake of watchesBefore(actor, end)) await step(actor, wake, end)
}

function watchesBefore({ world }: Actor, end: number): number[] {
  const wakes = world.rows.all().flatMap(({ facts, wakeAt }) => (facts.action === 'watch' && wakeAt ? [wakeAt] : []))
  return wakes.filter((wake) => wake > world.clock.now && wake < end).toSorted((a, b) => a - b)
}

function isRestless(world: World): boolean {
  return restless(world).length > 0
}

function endOf({ world, target }: Actor): number {
  const recurring = world.provider.ofOwner(target)
  const delivery = world.platform.deliveries.get(target)
  return Math.min(
    recurring?.periodEndsAt ?? Infinity,
    delivery ? world.platform.dueOf(delivery) : Infinity,
    world.clock.now + 400 * day,
  )
}

/** The next end of a period, or of the grace of an unpaid one, of anybody's. */
function nextEnd({ world }: Actor): number {
  const ends = [...world.provider.recurring.values()].map(({ periodEndsAt }) => periodEndsAt)
  for (const delivery of world.platform.deliveries.values()) ends.push(world.platform.dueOf(delivery))
  for (const { state, facts } of world.rows.all()) {
    if (state === 'awaiting_payment' && facts.action === 'await_renewal') ends.push(Date.parse(facts.graceEndsAt))
  }
  return Math.min(...ends.filter((end) => end > world.clock.now), Infinity)
}
