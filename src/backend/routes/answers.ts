import type { RouteName, RouteTable } from '../../contract/route-table.ts'
import type { Answer } from '../settings/services.ts'
import { answerAbandonChange, answerChange, answerStartChange } from './changes.ts'
import { answerDashboardUrl } from './dashboard-url.ts'
import { answerPackages } from './packages.ts'
import { answerQuote } from './quotes.ts'
import { answerSubscription } from './subscription.ts'
import { answerWebsites } from './websites.ts'

/** What answers each route, once its access has been granted. */
export const answers: { readonly [Name in RouteName]: Answer<RouteTable[Name]> } = {
  getDashboardUrl: answerDashboardUrl,
  listWebsites: answerWebsites,
  listPackages: answerPackages,
  getSubscription: answerSubscription,
  createQuote: answerQuote,
  startChange: answerStartChange,
  getChange: answerChange,
  abandonChange: answerAbandonChange,
}
