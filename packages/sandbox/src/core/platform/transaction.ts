import type { Cause, Effect } from './audit.ts'
import { notFound } from './platform-error.ts'
import { Overlay, type Reader } from './records.ts'
import { keyOf, type Customer, type Intp, type Package, type Subscription, type Website } from './state.ts'

/** An effect as a rule states it; what the platform knows by itself is added when the transaction commits. */
export type StatedEffect = Pick<Effect, 'kind' | 'intpId'> & {
  [Fact in Exclude<keyof Effect, 'kind' | 'intpId' | 'seq' | 'at' | 'cause' | 'operation'>]?: Effect[Fact] | undefined
}

/** Changes that are committed together or not at all. */
export class Transaction extends Overlay {
  /** Business time. */
  readonly now: Date
  readonly cause: Cause
  readonly operation: string | null
  readonly effects: StatedEffect[] = []

  constructor(base: Reader, now: Date, cause: Cause, operation: string | null) {
    super(base)
    this.now = now
    this.cause = cause
    this.operation = operation
  }

  effect(effect: StatedEffect): void {
    this.effects.push(effect)
  }
}

// What must be there, or the platform answers 404.

export function customerOf(reader: Reader, intp: Intp, intpCustomerId: string): Customer {
  return found(reader.get('customer', keyOf(intp.id, intpCustomerId)), 'customer')
}

export function websiteOf(reader: Reader, intp: Intp, intpWebsiteId: string): Website {
  return found(reader.get('website', keyOf(intp.id, intpWebsiteId)), 'website')
}

export function packageOf(reader: Reader, intp: Intp, packageId: string): Package {
  const pkg = reader.get('package', packageId)
  return found(pkg?.intpId === intp.id ? pkg : undefined, 'package')
}

export function subscriptionOf(reader: Reader, subscriptionId: string): Subscription {
  return found(reader.get('subscription', subscriptionId), 'subscription')
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notFound(what)
  return value
}
