import type { FrameMessage } from '../../contract/frame-message.ts'
import type { AnalyticsEvent } from '../events.ts'
import type { DashboardFrameSettings } from './frame-settings.ts'
import type { FrameFacts } from './frame-state.ts'
import type { Plan, PlanScope } from './plan-news.ts'

export interface NewsHost extends PlanScope {
  /** The newest props: asked whenever one is needed. */
  settings: () => Pick<DashboardFrameSettings, 'onUpgradeRequest'>
  report: (event: AnalyticsEvent) => void
}

let requestCount = 0

/** What a dashboard's messages lead to. What they claim of a plan is only believed once a read shows it. */
export function frameNews(host: NewsHost, know: (facts: Partial<FrameFacts>) => void) {
  const { websiteId, report } = host
  let plan: Plan | null = null
  let watch = new AbortController()

  async function planUpgraded(): Promise<void> {
    watch.abort()
    watch = new AbortController()
    // Its own, not that of a message which comes while the code for this one is loaded.
    const { signal } = watch
    const next = await newsOf(({ findNewPlan }) => findNewPlan(host, plan, signal))
    if (!next) return
    plan = next
    know({ isPlanUpgraded: true })
    report({ type: 'plan.changed', websiteId, packageId: next.packageId })
  }

  async function upgradeClicked(): Promise<void> {
    let mayOpen = true
    report({ type: 'upgrade.requested', websiteId })
    host.settings().onUpgradeRequest?.({ websiteId, preventDefault: () => (mayOpen = false) })
    // Where the platform sells by itself, no modal of ours opens. Who sells does not change while a page is open.
    if (mayOpen && !(plan ?? (await newsOf(({ readPlan }) => readPlan(host, Infinity))))?.isPlatformManaged) {
      know({ upgradeRequest: { id: ++requestCount } })
    }
  }

  return {
    hear: ({ type }: FrameMessage) => void (type === 'SUBSCRIPTION_UPGRADED' ? planUpgraded() : upgradeClicked()),
    /** Notes the plan as it is, so that there is something to compare a new one with. */
    note: () => void newsOf(({ readPlan }) => readPlan(host, 30_000)).then((read) => (plan = read ?? plan)),
    stop: () => watch.abort(),
  }
}

/** What is asked of plans is loaded behind the dashboard. Without it nothing is known of them. */
async function newsOf(read: (news: typeof import('./plan-news.ts')) => Promise<Plan | null>): Promise<Plan | null> {
  const news = await import('./plan-news.ts').catch(() => null)
  return news && read(news)
}
