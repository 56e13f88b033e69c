import { audit } from '../audit.ts'
import { isHalfDone, isUnderWay } from '../rest.ts'
import type { Actor } from './actor.ts'

const minute = 60_000
const day = 1_440 * minute

/** What takes seconds must not take a month: the business clock jumps only while nothing is half done. */
export async function jump(
  actor: Actor,
  to: 'period end' | 'past period end' | 'past grace' | 'half an hour' | 'days',
): Promise<void> {
  const { world, luck, target } = actor
  const { clock } = world
  if (to === 'half an hour') {
    if (world.offers > 0 || world.newsUnderWay > 0 || world.rows.all().some(isUnderWay)) return
    actor.tell('half an hour goes by')
    clock.jumpTo(clock.now + 30 * minute)
    world.letTimePass()
    world.backend.wakeAt(world.scheduler.now)
    return
  }
  for (let wait = 0; isHalfDone(world); wait++) {
    if (wait > 20) return
    await actor.sleep(5_000)
  }
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
  world.flag(target, `the clock moved ${to}`)
}

/** Until then, stopping before and after each end of a period: what is done about it takes minutes, and must not take none. */
export async function moveTo(actor: Actor, moment: number): Promise<void> {
  const { clock } = actor.world
  for (let stop = 0; stop < 8; stop++) {
    const next = nextEnd(actor)
    if (next > moment) break
    await step(actor, next - 10 * minute)
    await step(actor, next + 3 * minute)
  }
  await step(actor, moment)
  if (clock.now < moment) actor.tell('waits for what is half done')
}

async function step(actor: Actor, moment: number): Promise<void> {
  const { world } = actor
  const { clock, scheduler } = world
  for (let wait = 0; wait < 12 && isHalfDone(world); wait++) await actor.sleep(5_000)
  if (isHalfDone(world) || moment <= clock.now) return
  clock.jumpTo(moment)
  actor.tell(`it is ${clock.iso.slice(0, 16)}`)
  world.letTimePass()
  world.backend.wakeAt(scheduler.now)
  await actor.sleep(4_000)
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
