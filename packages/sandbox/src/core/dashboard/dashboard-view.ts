import type { DateRange } from './date-range.ts'
import type { DashboardNumbers } from './numbers.ts'

/** What the dashboard page shows: everything that {@link renderDashboard} needs, and nothing it has to look up. */
export interface DashboardView {
  /** For the page's style and script; the same as in {@link dashboardCsp}. */
  nonce: string
  /** The request's query string. Every link carries it on, since it holds the token. */
  query: string
  section: DashboardSection
  role: DashboardRole
  /** Asked for in the URL. Who may not upgrade sees no upgrade button all the same. */
  allowUpgrade: boolean
  billingMode: 'company_managed' | 'platform_managed'
  website: { intpWebsiteId: string; intpCustomerId: string; domain: string }
  plan: DashboardPlan
  usage: DashboardUsage
  range: DateRange
  /** `2026-06-01`, by the business clock. */
  today: string
  numbers: DashboardNumbers
}

export interface DashboardPlan {
  packageId: string
  packageName: string
  billingInterval: 'monthly' | 'yearly'
  status: 'active' | 'canceled' | 'inactive'
  inTrial: boolean
  /** ISO 8601. */
  expiresAt: string
  plannedDowngradePackageName?: string | undefined
}

export interface DashboardUsage {
  consumed: number
  /** -1 is unlimited, 0 tracks nothing. For a website in a pool: the pool's. */
  limit: number
  /** ISO 8601. */
  resetAt?: string | undefined
  /** The limit is shared with the customer's other websites; `consumed` is then the pool's too. */
  isShared: boolean
  isTrackingStopped: boolean
}

/** Who looks: the owner, or a contributor by its role. */
export type DashboardRole = 'owner' | 'editor' | 'watcher' | 'dashboard'

export const dashboardSections = ['overview', 'pages', 'sources', 'devices', 'recordings', 'heatmaps'] as const
export type DashboardSection = (typeof dashboardSections)[number]

export const sectionTitles: Record<DashboardSection, string> = {
  overview: 'Overview',
  pages: 'Pages',
  sources: 'Sources',
  devices: 'Devices',
  recordings: 'Session recordings',
  heatmaps: 'Heatmaps',
}

export function isDashboardSection(name: string): name is DashboardSection {
  return dashboardSections.some((section) => section === name)
}

/** A contributor with the role `dashboard` sees what is shared with it: the overview. */
export function visibleSections(role: DashboardRole): readonly DashboardSection[] {
  return role === 'dashboard' ? ['overview'] : dashboardSections
}

/** The touchpoints a plan needs at least for a section. */
const sectionNeeds: Partial<Record<DashboardSection, number>> = { recordings: 27_500, heatmaps: 60_000 }

export function isLocked(section: DashboardSection, limit: number): boolean {
  return limit !== -1 && limit < (sectionNeeds[section] ?? 0)
}

/** Upgrade buttons are shown when the URL asks for them, and only to people who could press them. */
export function canUpgrade({ allowUpgrade, role }: Pick<DashboardView, 'allowUpgrade' | 'role'>): boolean {
  return allowUpgrade && (role === 'owner' || role === 'editor')
}

/** What a click on an upgrade button posts to the parent frame. */
export interface UpgradeButtonClicked {
  type: 'UPGRADE_BUTTON_CLICKED'
  data: {
    intpWebsiteId: string
    intpCustomerId: string
    packageName: string
    packageId: string
    inTrial: boolean
    expiresAt: string
    billingInterval: 'monthly' | 'yearly'
  }
}

export function upgradeButtonClicked({ website, plan }: Pick<DashboardView, 'website' | 'plan'>): UpgradeButtonClicked {
  return {
    type: 'UPGRADE_BUTTON_CLICKED',
    data: {
      intpWebsiteId: website.intpWebsiteId,
      intpCustomerId: website.intpCustomerId,
      packageName: plan.packageName,
      packageId: plan.packageId,
      inTrial: plan.inTrial,
      expiresAt: plan.expiresAt,
      billingInterval: plan.billingInterval,
    },
  }
}
