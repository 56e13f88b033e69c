import { AnalyticsError } from '../../contract/error.ts'
import type { getDashboardUrl } from '../../contract/routes.ts'
import type { Answer } from '../services.ts'

/** Signed for whoever looks: the owner's manager, or the watcher. Upgrade buttons are for who may press them. */
export const answerDashboardUrl: Answer<typeof getDashboardUrl> = async ({ websiteId }, identity, services) => {
  const { role, signFor } = await services.access.toLook(identity, websiteId)
  if (signFor === null) {
    throw new AnalyticsError({
      code: 'viewer_unknown',
      message: 'There is no dashboard for this viewer yet.',
      hint: 'For the operator: add the viewer to the website as a watcher, and return its id as viewerId from authenticate.',
    })
  }
  const { threeAs, allowUpgrade, dashboardTokenLifeSeconds: tokenLifeSeconds } = services.settings
  return threeAs.intpc(signFor).signDashboardUrl(websiteId, {
    allowUpgrade: allowUpgrade && role === 'manager',
    tokenLifeSeconds,
  })
}
