import type { Subscription, SubscriptionHolder } from '../../contract/subscription.ts'

/** `today`: as the vendor's own tests show the platform. `announced`: as it documents itself. */
export type PlatformRules = 'today' | 'announced'

/** True where an upgrade would be refused, whatever the package: what was paid for it would have to go back. */
export function refusesUpgrades(rules: PlatformRules, holder: SubscriptionHolder, { status }: Subscription): boolean {
  if (rules === 'announced') return false
  return holder === 'customer' ? status === 'ending' : status === 'ended'
}

/** @throws TypeError that names the option. */
export function readPlatformRules(given: PlatformRules | undefined): PlatformRules {
  if (given === undefined || given === 'today' || given === 'announced') return given ?? 'announced'
  throw new TypeError(`platformRules is ${JSON.stringify(given)}: pass 'today' or 'announced'.`)
}
