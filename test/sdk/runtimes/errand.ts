import { AnalyticsData } from '../../../src/sdk/analytics-data.ts'
import { ThreeAsError } from '../../../src/sdk/three-as-error.ts'
import { VisitorAnalytics } from '../../../src/sdk/visitor-analytics.ts'

/** Where the sandbox is, and as whom to use it. */
export interface Errand {
  intp: { id: string; privateKey: string }
  apiUrl: string
  dashboardUrl: string
  dataUrl: string
  packageId: string
}

/** A partner's backend in short, to be run by any runtime: each kind of call once, and one that fails. */
export async function runErrand({ intp, apiUrl, dashboardUrl, dataUrl, packageId }: Errand) {
  const visa = new VisitorAnalytics({ intp, apiUrl, dashboardUrl, dataUrl })
  const company = await visa.intp.get()
  const sites: string[] = []
  for await (const site of visa.websites.all({ pageSize: 3 })) sites.push(site.intpWebsiteId)
  const upgraded = await visa.websiteSubscriptions.upgrade({ intpWebsiteId: 'acme-bikes', packageId, proRate: true })
  const refusal = await visa.websiteSubscriptions
    .upgrade({ intpWebsiteId: 'acme-bikes', packageId })
    .catch((error: unknown) => (error instanceof ThreeAsError ? error.code : String(error)))
  const unknown = await visa.websites
    .getByIntpWebsiteId('nö/where?')
    .catch((error: unknown) => (error instanceof ThreeAsError ? error.code : String(error)))
  const { url, expiresInSeconds } = await visa.intpc('acme').signDashboardUrl('acme-bikes', { allowUpgrade: true })
  const dashboard = await fetch(url)
  const { apiKey } = await visa.website('acme-bikes').createApiKey({ name: 'runtime' })
  const data = new AnalyticsData({ dataUrl, websiteId: 'acme-bikes', apiKey, timeZone: 'America/New_York' })
  const end = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const pages = await data.topPages({ range: { start: end, end }, limit: 3 })
  const aborted = await visa.packages
    .list({}, { signal: AbortSignal.abort() })
    .catch((error: unknown) => (error as Error).name)
  return {
    company: company.name,
    sites,
    packageId: upgraded?.packageId,
    refusal,
    unknown,
    dashboard: { status: dashboard.status, shows: (await dashboard.text()).includes('bikes.acme.test') },
    livesLong: expiresInSeconds > 3500,
    pages: pages.length,
    aborted,
  }
}
