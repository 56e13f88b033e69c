import { isTrialPackageName } from '../../contract/platform/wire-package.ts'
import { statusFromWire, type WireWebsite } from '../../contract/platform/wire-website.ts'
import type { listWebsites } from '../../contract/routes.ts'
import type { Role, WebsiteSummary } from '../../contract/website.ts'
import type { Answer } from '../services.ts'

export const answerWebsites: Answer<typeof listWebsites> = async (_input, grant) => ({
  websites: (await grant.websites()).map(({ role, website }) => summaryOf(website, role)),
})

function summaryOf({ intpWebsiteId, domain, status, packageName }: WireWebsite, role: Role): WebsiteSummary {
  const name = packageName.trim() || null
  return {
    websiteId: intpWebsiteId,
    domain,
    // A word that nobody here knows does not hide the website, whose dashboard may well open.
    status: statusFromWire(status) ?? 'active',
    planName: name !== null && isTrialPackageName(name) ? null : name,
    role,
  }
}
