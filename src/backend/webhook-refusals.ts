import type { BackendEvent } from './backend-event.ts'
import type { Runtime } from './runtime.ts'

/** Anybody can have a webhook refused, and must not fill the partner's log by it. */
const quietMs = 60_000

/** Tells the partner of the first refusal, and of later ones at most once a minute, with how many there were. */
export function webhookRefusals({ steady }: Runtime, emit: (event: BackendEvent) => void): (error: unknown) => void {
  let count = 0
  let quietUntil = -Infinity
  return (error) => {
    count++
    if (steady() < quietUntil) return
    emit({ type: 'webhook_refused', count, error })
    count = 0
    quietUntil = steady() + quietMs
  }
}
