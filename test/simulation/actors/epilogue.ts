import { audit } from '../audit.ts'
import { isLookDue, restless } from '../rest.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'
import { moveTo } from './time.ts'

const minute = 60_000
const day = 1_440 * minute
/** By then everything that can be done by itself is done. */
const restWithinMs = 180 * minute

/** The faults end, everybody goes home, and what is left has to be right: now, and when the next periods have passed. */
export async function epilogue(actor: Actor): Promise<void> {
  const { world, luck } = actor
  while (world.actorsAtWork > 0) await actor.sleep(5_000)
  world.boundary.isHealed = true
  actor.tell('the faults are over')
  await rest(actor)
  await moveTo(actor, world.clock.now + 60 * minute)
  await rest(actor)
  audit(world, 'at rest')
  if (luck.chance(0.7)) await decideAll(actor)
  await rest(actor)
  audit(world, 'after a person')
  for (const days of [31, 16, 31]) {
    await moveTo(actor, world.clock.now + days * day)
    await rest(actor)
    if (world.finding) return
    await moveTo(actor, world.clock.now + 60 * minute)
    await rest(actor)
    audit(world, `${days} days on`)
  }
}

async function decideAll({ world, luck, ...actor }: Actor): Promise<void> {
  for (let round = 0; round < 3; round++) {
    const rows = world.rows.all().filter(({ state }) => state === 'needs_attention')
    if (rows.length === 0) return
    for (const { id, target } of rows) {
      const decision = luck.chance(0.5) ? 'retry' : 'refund'
      world.flag(target, `a person chose ${decision}`)
      world.story.tell(actor.name, `decides on ${id.slice(0, 8)}: ${decision}`)
      await world.backend.resolve(id, decision)
    }
  }
}

/** Waits until nothing is left to do, and lets the clocks jump over the waiting. */
async function rest(actor: Actor): Promise<void> {
  const { world } = actor
  const until = world.clock.now + restWithinMs
  for (let wait = 1; ; wait++) {
    const [row] = restless(world)
    if (!row && world.newsUnderWay === 0) return
    if (world.clock.now > until) {
      if (!row) return
      const what = `${row.id.slice(0, 8)} ${row.facts.action} ${row.state}`
      world.violation('a row never comes to rest', row.target, what)
      return
    }
    await actor.sleep(row ? 5_000 : 500)
    if (wait % 5 === 0 && !isBeingCalledFor(world) && !isLookDue(world)) world.jumpTo(world.clock.now + 5 * minute)
  }
}

function isBeingCalledFor({ newsUnderWay, boundary }: World): boolean {
  return newsUnderWay > 0 || boundary.onTheirWay > 0
}
