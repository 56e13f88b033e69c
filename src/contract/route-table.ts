import * as routes from './routes.ts'

/** Every route by its name, for whoever serves or scripts them all. A component imports the one route it asks. */
export const routeTable = { ...routes } as const
export type RouteTable = typeof routeTable
export type RouteName = keyof RouteTable
