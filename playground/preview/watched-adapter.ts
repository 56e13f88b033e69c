import { AnalyticsError } from 'react-3as'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { messageOf, type FromPreview } from './preview-messages.ts'

/**
 * The same adapter, with each call told to the inspector. Whatever else an adapter can have is handed through: the preview
 * has to run the code as a page of the partner's would.
 */
export function watchedAdapter(adapter: AnalyticsAdapter, say: (message: FromPreview) => void): AnalyticsAdapter {
  return {
    get dashboardOrigins() {
      return adapter.dashboardOrigins
    },
    get customer() {
      return adapter.customer
    },
    async call(route, input, options) {
      const began = performance.now()
      const tell = (answer: string, isGood: boolean) => {
        const detail = `${answer}, ${Math.round(performance.now() - began)} ms`
        say({ news: { kind: 'call', what: route.name, detail, isGood } })
      }
      try {
        const answer = await adapter.call(route, input, options)
        tell('answered', true)
        return answer
      } catch (error) {
        if (!options?.signal?.aborted) tell(error instanceof AnalyticsError ? error.code : messageOf(error), false)
        throw error
      }
    },
  } satisfies AnalyticsAdapter & Record<keyof AnalyticsAdapter, unknown>
}
