import { saidError } from '../../../src/adapter/said-error.ts'
import type { AnalyticsAdapter } from '../../../src/adapter/analytics-adapter.ts'
import { AnalyticsError, parseErrorBody } from '../../../src/contract/error.ts'
import type { Route } from '../../../src/contract/route.ts'
import type { ChangeIntent, SubscriptionChange } from '../../../src/contract/subscription-change.ts'
import { createChangeStarter, isDefinite, type AgreedQuote } from '../../../src/react/data/change-starter.ts'
import type { Actor } from './actor.ts'

/**
 * Starts a change as the kit's own components do: with its starter of changes, clicked again while nobody knows what became
 * of the click before, and sometimes twice in a row.
 *
 * @throws AnalyticsError what the customer is told in the end.
 */
export async function startByKit(
  actor: Actor,
  { key, intent, quote }: { key: string; intent: ChangeIntent; quote: AgreedQuote | null },
): Promise<SubscriptionChange> {
  let keys = 0
  const starter = createChangeStarter(createAdapter(actor), actor.site.id, () => `${key}-${++keys}`)
  for (let click = 1; ; click++) {
    try {
      const isDouble = actor.luck.chance(0.2)
      const clicks = Array.from({ length: isDouble ? 2 : 1 }, () => starter.start(intent, quote))
      const [change, second = change] = await Promise.all(clicks)
      if (change!.id !== second!.id)
        actor.world.violation('a double click became two changes', actor.target, second!.id)
      return change!
    } catch (error) {
      if (click === 4 || isDefinite(error)) throw error
      await actor.sleep(actor.luck.between(200, 2_500))
    }
  }
}

/** What the adapter for HTTP makes of an answer, without the browser's part. */
function createAdapter(actor: Actor): AnalyticsAdapter {
  const call = async (route: Route, input: unknown): Promise<unknown> => {
    const said = await actor.askOnce(route.method, route.path, input as Record<string, unknown>)
    if (!said) throw new AnalyticsError({ code: 'unreachable', message: 'The connection was lost.', retryable: true })
    if (said.status === 200) return said.json
    const known = parseErrorBody(said.json)
    if (known) throw saidError(route, known)
    throw new AnalyticsError({ code: 'bad_answer', message: `The backend answered ${said.status}.` })
  }
  return { call }
}
