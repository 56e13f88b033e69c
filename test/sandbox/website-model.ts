import { packageOf } from './running-sandbox.ts'

// The platform's rules once more, as plainly as they can be written, to compare the sandbox with.

export const plans = {
  free: { id: packageOf('Free'), limit: 0, months: 1 },
  basic: { id: packageOf('Basic'), limit: 11_000, months: 1 },
  basicYearly: { id: packageOf('Basic', 'yearly'), limit: 11_000, months: 12 },
  advanced: { id: packageOf('Advanced'), limit: 27_500, months: 1 },
  proYearly: { id: packageOf('Pro', 'yearly'), limit: 60_000, months: 12 },
  business: { id: packageOf('Business'), limit: 150_000, months: 1 },
} as const
export type PlanName = keyof typeof plans

export interface ModelSite {
  status: 'active' | 'canceled' | 'inactive'
  plan: PlanName | 'unlimitedTrial'
  planned: PlanName | null
  inTrial: boolean
  hadTrial: boolean
  expiresAt: Date
  used: number
}

const DAY_MS = 86_400_000

export function laterByMonths(from: Date, months: number): Date {
  const year = from.getUTCFullYear()
  const month = from.getUTCMonth() + months
  const day = Math.min(from.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate())
  return new Date(Date.UTC(year, month, day) + (from.getTime() % DAY_MS))
}

export function newSite(plan: PlanName | 'unlimitedTrial', now: Date): ModelSite {
  const isTrial = plan === 'unlimitedTrial'
  return {
    status: 'active',
    plan,
    planned: null,
    inTrial: isTrial,
    hadTrial: isTrial,
    expiresAt: isTrial ? new Date(now.getTime() + 30 * DAY_MS) : laterByMonths(now, plans[plan].months),
    used: 0,
  }
}

const limitOf = (site: ModelSite) => (site.plan === 'unlimitedTrial' ? Infinity : plans[site.plan].limit)
/** The unlimited trial compares as Free does. */
const comparedLimit = (site: ModelSite) => (site.plan === 'unlimitedTrial' ? 0 : plans[site.plan].limit)

/** Each answers whether the platform accepts it, and then has changed the site. */
export const changes = {
  upgrade(site: ModelSite, target: PlanName, trial: boolean, now: Date): boolean {
    const limit = plans[target].limit
    const endsItsTrial = site.inTrial && site.plan !== 'unlimitedTrial' && limit === comparedLimit(site)
    if (trial && site.hadTrial) return false
    if (site.status !== 'inactive' && limit <= comparedLimit(site) && !endsItsTrial) return false
    Object.assign(site, {
      status: 'active',
      plan: target,
      planned: null,
      inTrial: trial,
      hadTrial: site.hadTrial || trial,
      used: 0,
      expiresAt: trial ? new Date(now.getTime() + 30 * DAY_MS) : laterByMonths(now, plans[target].months),
    })
    return true
  },
  downgrade(site: ModelSite, target: PlanName): boolean {
    if (site.status !== 'active' || plans[target].limit >= comparedLimit(site)) return false
    site.planned = target
    return true
  },
  cancel(site: ModelSite): boolean {
    if (site.status === 'inactive') return false
    Object.assign(site, { status: 'canceled', planned: 'free' })
    return true
  },
  resume(site: ModelSite): boolean {
    if (site.status !== 'canceled') return false
    Object.assign(site, { status: 'active', planned: null })
    return true
  },
  deactivate(site: ModelSite): boolean {
    Object.assign(site, { status: 'inactive', planned: null })
    return true
  },
}

export function countUse(site: ModelSite, visits: number): number {
  const fit = site.status === 'inactive' ? 0 : Math.max(0, Math.min(visits, limitOf(site) - site.used))
  site.used += fit
  return fit
}

export function letPass(site: ModelSite, now: Date): void {
  while (site.status !== 'inactive' && site.expiresAt <= now) {
    const next = site.plan === 'unlimitedTrial' ? 'free' : (site.planned ?? site.plan)
    Object.assign(site, {
      status: 'active',
      plan: next,
      planned: null,
      inTrial: false,
      used: 0,
      expiresAt: laterByMonths(site.expiresAt, plans[next].months),
    })
  }
}
