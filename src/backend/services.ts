import type { Route, RouteInput, RouteOutput } from '../contract/route.ts'
import type { Access, Identity } from './access.ts'
import type { HandlerSettings } from './handler-options.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Platform } from './platform.ts'

/** What the routes work with. */
export interface Services {
  settings: HandlerSettings
  platform: Platform
  access: Access
  ledger: Ledger
}

/** How a route is answered, for somebody who is known. */
export type Answer<R extends Route> = (
  input: Required<RouteInput<R>>,
  identity: Identity,
  services: Services,
) => Promise<RouteOutput<R>>
