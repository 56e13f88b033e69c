import * as routeTable from './routes.ts'

/** Every route by its name, for whoever serves or scripts them all. A component imports the one route it asks. */
export { routeTable }
export type RouteTable = typeof routeTable
export type RouteName = keyof RouteTable
