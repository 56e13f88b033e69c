import { wireSubscriptionSchema, type WireSubscription } from './wire/wire-website.ts'
import type { CallOptions } from './call-options.ts'
import type { Call } from './call.ts'
import { doneWith } from './read-answer.ts'
import type { Transport } from './transport.ts'

/** A website, by the partner's own id. */
export interface OfWebsite {
  intpWebsiteId: string
}

/** A customer, by the partner's own id. */
export interface OfIntpc {
  intpcId: string
}

export interface Upgrade {
  /** A package with more touchpoints; from a deactivated subscription any package. */
  packageId: string
  /** Starts the package's trial: once in the life of a subscription. @defaultValue false */
  trial?: boolean | undefined
  /** Credits what is unused of the running period. @defaultValue false */
  proRate?: boolean | undefined
}

export interface Downgrade {
  /** A package with fewer touchpoints. */
  packageId: string
}

export type UpgradeWebsiteSubscription = OfWebsite & Upgrade
export type DowngradeWebsiteSubscription = OfWebsite & Downgrade
export type CancelWebsiteSubscription = OfWebsite
export type ResumeWebsiteSubscription = OfWebsite
export type DeactivateWebsiteSubscription = OfWebsite

export type UpgradeIntpcSubscription = OfIntpc & Upgrade
export type DowngradeIntpcSubscription = OfIntpc & Downgrade
export type CancelIntpcSubscription = OfIntpc
export type ResumeIntpcSubscription = OfIntpc
export type DeactivateIntpcSubscription = OfIntpc

/**
 * The five calls that change a subscription. What each does, and when the platform refuses:
 * `docs/reference/platform.md`, "What the subscription calls do".
 *
 * None of them is sent twice by itself. A refusal is a `ThreeAsRefusedError`; after an error with `mayHaveTakenEffect`,
 * read the website first. They answer with the subscription, or with `null` where the platform's success does not show one.
 */
export abstract class Subscriptions<Target> {
  readonly #transport: Transport
  readonly #name: string
  readonly #base: `/v3/3as/${string}`

  /** @internal */
  constructor(transport: Transport, name: string, base: `/v3/3as/${string}`) {
    this.#transport = transport
    this.#name = name
    this.#base = base
  }

  /** Takes effect immediately: a larger package, a trial, or a way back from `deactivate`. */
  upgrade(change: Target & Upgrade, options?: CallOptions): Promise<WireSubscription | null> {
    return this.#send('upgrade', change, options)
  }

  /** Plans a smaller package for the end of the running period. */
  downgrade(change: Target & Downgrade, options?: CallOptions): Promise<WireSubscription | null> {
    return this.#send('downgrade', change, options)
  }

  /** Turns auto-renewal off: at the end of the running period it falls to the free package. */
  cancel(target: Target, options?: CallOptions): Promise<WireSubscription | null> {
    return this.#send('cancel', target, options)
  }

  /** Turns auto-renewal on again. Only after `cancel`. */
  resume(target: Target, options?: CallOptions): Promise<WireSubscription | null> {
    return this.#send('resume', target, options)
  }

  /** Ends it immediately. A website stays readable, and `upgrade` brings it back; a customer with a pool is gone. */
  deactivate(target: Target, options?: CallOptions): Promise<WireSubscription | null> {
    return this.#send('deactivate', target, options)
  }

  #send(what: SubscriptionCall, body: unknown, options?: CallOptions): Promise<WireSubscription | null> {
    const call: Call<WireSubscription | null> = {
      name: `${this.#name}.${what}`,
      method: 'POST',
      to: { path: `${this.#base}/${what}`, route: `${this.#base}/${what}` },
      body,
      effect: 'subscription_change',
      read: doneWith(wireSubscriptionSchema),
    }
    return this.#transport.send(call, options)
  }
}

type SubscriptionCall = 'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'deactivate'

/** `visa.websiteSubscriptions`: subscriptions of one website each. */
export class WebsiteSubscriptions extends Subscriptions<OfWebsite> {
  /** @internal */
  constructor(transport: Transport) {
    super(transport, 'websiteSubscriptions', '/v3/3as/website-subscriptions')
  }
}

/** `visa.intpcSubscriptions`: subscriptions of a customer, whose websites share the touchpoints. */
export class IntpcSubscriptions extends Subscriptions<OfIntpc> {
  /** @internal */
  constructor(transport: Transport) {
    super(transport, 'intpcSubscriptions', '/v3/3as/intpc-subscriptions')
  }
}
