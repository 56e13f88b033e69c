import type { getDashboardUrl } from '../../contract/routes.ts'
import type { Answer } from '../settings/services.ts'

/** Upgrade buttons are for who may press them. */
export const answerDashboardUrl: Answer<typeof getDashboardUrl> = ({ websiteId }, { may, signatory }, services) => {
  const { showUpgradeButtons, dashboardTokenLifeSeconds: tokenLifeSeconds } = services.settings
  return services.signDashboardUrl(signatory, websiteId, {
    allowUpgrade: showUpgradeButtons && may.includes('plan'),
    tokenLifeSeconds,
  })
}
