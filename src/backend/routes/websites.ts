import { isTrialPackageName } from '../../sdk/wire/wire-package.ts'
import { statusFromWire, type WireWebsite } from '../../sdk/wire/wire-website.ts'
import type { listWebsites } from '../../contract/routes.ts'
import type { Right } from '../../contract/right.ts'
import type { WebsiteSummary } from '../../contract/website.ts'
import type { Answer } from '../settings/services.ts'

export const answerWebsites: Answer<typeof listWebsites> = async (_input, grant) => ({
  websites: (await grant.websites()).map(({ may, website }) => summaryOf(website, may)),
})

function summaryOf({ intpWebsiteId, domain, status, packageName }: WireWebsite, may: readonly Right[]): WebsiteSummary {
  const name = packageName.trim() || null
  return {
    websiteId: intpWebsiteId,
    domain,
    // An unknown word does not hide the website, whose dashboard may well open.
    status: statusFromWire(status) ?? 'active',
    planName: name !== null && isTrialPackageName(name) ? null : name,
    may: [...may],
  }
}
