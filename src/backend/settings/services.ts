import type { Route, RouteInput, RouteOutput } from '../../contract/route.ts'
import type { Grants } from '../access/access.ts'
import type { HandlerSettings } from './handler-options.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Standing } from '../payments/payment-order.ts'
import type { Platform } from '../platform/platform.ts'
import type { FreshReads } from '../runtime/fresh-reads.ts'
import type { SignDashboardUrl } from '../access/signatory.ts'

/** What the routes work with. They neither know who is asking nor hold the client that signs for anybody. */
export interface Services {
  settings: Omit<HandlerSettings, 'authenticate' | 'threeAs'>
  platform: Platform
  ledger: Ledger
  signDashboardUrl: SignDashboardUrl
  /** Reads of what the provider charges for a subscription: one at a time for each. */
  readStanding: FreshReads<Standing>
  /** False for a customer who has started too much in this process, whatever has become of it. */
  mayStartChange: (customerId: string) => boolean
}

/** How a route is answered, once its access has been granted. All but `session` are about the website in the input. */
export type Answer<R extends Route> = R['access'] extends 'session'
  ? GrantedAnswer<R>
  : RouteInput<R> extends { websiteId: string }
    ? GrantedAnswer<R>
    : never

type GrantedAnswer<R extends Route> = (
  input: Required<RouteInput<R>>,
  grant: Grants[R['access']],
  services: Services,
) => Promise<RouteOutput<R>>
