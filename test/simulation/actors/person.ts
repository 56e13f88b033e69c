import type { Actor } from './actor.ts'

/** The partner's person looks at what needs one, and decides. */
export async function decide(actor: Actor, decision: 'retry' | 'refund' | 'close'): Promise<void> {
  const { world, luck } = actor
  const rows = world.rows.all().filter(({ state }) => state === 'needs_attention')
  const row = rows.length === 0 ? undefined : luck.pick(rows)
  if (!row) return
  actor.tell(`decides on ${row.id.slice(0, 8)}: ${decision}`)
  world.flag(row.target, `a person chose ${decision}`)
  await world.backend.resolve(row.id, decision)
}
