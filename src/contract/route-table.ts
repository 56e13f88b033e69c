import {
  abandonChange,
  createQuote,
  getChange,
  getDashboardUrl,
  getSubscription,
  listPackages,
  listWebsites,
  startChange,
} from './routes.ts'

/** Every route by its name, for whoever serves or scripts them all. A component imports the one route it asks. */
export const routeTable = {
  getDashboardUrl,
  listWebsites,
  listPackages,
  getSubscription,
  createQuote,
  startChange,
  getChange,
  abandonChange,
} as const
export type RouteTable = typeof routeTable
export type RouteName = keyof RouteTable
