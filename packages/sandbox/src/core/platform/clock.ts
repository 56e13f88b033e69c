import * as z from 'zod'
import { instant } from './state.ts'

/** How the business clock stands to real time. Kept with the state, so that a restart does not move it. */
export const clockSchema = z.object({
  /** Added to real time. */
  offsetMs: z.number().int(),
  /** The instant at which it stands still, or null while it runs. */
  stoppedAt: instant.nullable(),
})
export type Clock = z.infer<typeof clockSchema>

export const realTime: Clock = { offsetMs: 0, stoppedAt: null }

/** Business time: periods, renewals, trials and the expiry of API keys follow it. Tokens stay in real time. */
export function readClock(clock: Clock, realNow: number): Date {
  return new Date(clock.stoppedAt ?? realNow + clock.offsetMs)
}

/** The clock, set to `to`: running on from there, or standing still. */
export function setClock(to: Date, realNow: number, isStopped: boolean): Clock {
  return { offsetMs: to.getTime() - realNow, stoppedAt: isStopped ? to.toISOString() : null }
}
