import { demoPrivateKey, demoPublicKey } from './demo-key.ts'
import type { Intp, Package } from './platform/state.ts'
import { sha256 } from './sha256.ts'

/** An INTP that every sandbox knows, with the key that signs for it. */
export interface DemoIntp {
  readonly id: string
  /** PEM, PKCS#1. Well known: it opens sandboxes and nothing else. */
  readonly privateKey: string
}

/** The INTPs that every sandbox starts with. */
export const demoIntps = {
  /** One subscription a website, sold by the partner. */
  website: { id: '3a500000-0000-4000-8000-000000000001', privateKey: demoPrivateKey },
  /** One subscription a customer, shared by its websites; sold by the partner. */
  pool: { id: '3a500000-0000-4000-8000-000000000002', privateKey: demoPrivateKey },
  /** One subscription a website, sold by the platform inside its dashboard. */
  platformManaged: { id: '3a500000-0000-4000-8000-000000000003', privateKey: demoPrivateKey },
} as const satisfies Record<DemoIntpName, DemoIntp>

/** The names of those INTPs. */
export type DemoIntpName = 'website' | 'pool' | 'platformManaged'

/** The id of an INTP's demo package: the same in every sandbox. */
export function demoPackageId(intpId: string, name: string, period: 'monthly' | 'yearly'): string {
  return deterministicId(`package ${intpId} ${name} ${period}`)
}

/** An id that follows from what it stands for, so that a demo's ids are the same in every sandbox. */
export function deterministicId(of: string): string {
  const hex = sha256(of)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

type IntpSettings = Pick<Intp, 'id' | 'name' | 'address' | 'subscriptionType' | 'billingMode' | 'publicKey'>

export const demoIntpSettings: readonly IntpSettings[] = [
  intp('website', 'Acme Shops', 'website', 'company_managed'),
  intp('pool', 'Acme Pools', 'intpc', 'company_managed'),
  intp('platformManaged', 'Acme Direct', 'website', 'platform_managed'),
]

function intp(
  name: DemoIntpName,
  companyName: string,
  subscriptionType: Intp['subscriptionType'],
  billingMode: Intp['billingMode'],
): IntpSettings {
  return {
    id: demoIntps[name].id,
    name: companyName,
    address: 'Sandbox Street 1, 10115 Berlin',
    subscriptionType,
    billingMode,
    publicKey: demoPublicKey,
  }
}

export const FREE = 'Free'
export const UNLIMITED_TRIAL = 'unlimited_30_day_free_trial'

type PackageSettings = Pick<Package, 'name' | 'touchpoints' | 'price' | 'currency' | 'period' | 'recommended'>

/** What the platform gives every INTP: the packages that everybody starts with or falls back to. */
export const platformPackages: readonly PackageSettings[] = [
  { name: FREE, touchpoints: 0, price: 0, currency: 'EUR', period: 'monthly', recommended: false },
  { name: UNLIMITED_TRIAL, touchpoints: -1, price: 0, currency: 'EUR', period: 'monthly', recommended: false },
]

/** What an INTP without packages of its own sells: yearly is 20 % less, rounded to ten cents. */
export const demoPackages: readonly PackageSettings[] = [
  ...plan('Basic', 11_000, 7.99, 76.7),
  ...plan('Advanced', 27_500, 14.99, 143.9, true),
  ...plan('Pro', 60_000, 24.99, 239.9),
  ...plan('Business', 150_000, 49.99, 479.9),
]

function plan(
  name: string,
  touchpoints: number,
  monthly: number,
  yearly: number,
  recommended = false,
): PackageSettings[] {
  return [
    { name, touchpoints, price: monthly, currency: 'EUR', period: 'monthly', recommended },
    { name, touchpoints, price: yearly, currency: 'EUR', period: 'yearly', recommended },
  ]
}
