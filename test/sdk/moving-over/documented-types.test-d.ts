// Whatever compiles against the types of the vendor's SDK compiles against ours: each call takes what it takes there, and
// answers with no less. Written from what its code declares; where ours differ, the migration page has a row.
import type { VisitorAnalytics } from '../../../src/server.ts'

type Currency = 'EUR' | 'USD' | 'RON'
type Period = 'monthly' | 'yearly'
type Paging = { page: number; pageSize: number }
type Paged<Item> = { items: Item[]; metadata: Paging & { pageTotal: number; total: number } }

interface Company {
  id: string
  name: string
  billingMode: string
  subscriptionType: string
}
interface Customer {
  id: string
  intpCustomerId: string
  visaId: string
  email: string
  intpId: string
  createdAt: string
}
interface Site {
  id: string
  status: string
  intpId: string
  intpWebsiteId: string
  intpCustomerId: string
  visaTrackingCode: string
  domain: string
  packageId: string
  packageName: string
  billingInterval: string
  billingMode: string
  lastPackageChangeAt?: string | undefined
  plannedDowngradePackageId?: string | undefined
  plannedDowngradePackageName?: string | undefined
  plannedDowngradePackageInterval?: string | undefined
  inTrial: boolean
  hadTrial: boolean
  createdAt: string
  expiresAt: string
  stpResetAt?: string | undefined
  consumption?: { stpLimit: number; stpConsumed: number; stpRateVisit: number; stpConsumedVisit: number } | undefined
}
interface Plan {
  id: string
  name: string
  price: number
  currency: string
  period: string
  intpId: string
  touchpoints: number
  recommended: boolean
  createdAt: string
}
interface Key {
  id: string
  name: string
  comment: string | null
  createdAt: string
  intpWebsiteId: string
  intpCustomerId: string
}
interface Person {
  intpCustomerId: string
  email: string
}
interface NewCustomer {
  intpCustomerId: string
  email: string
  packageId?: string
  billingDate?: string
  website: { intpWebsiteId: string; domain: string; packageId?: string; billingDate?: string }
}
interface NewSite {
  website: { id: string; domain: string; package?: { id: string; billingDate?: string } }
  intpc: { id: string }
  opts?: { uft: boolean }
}
interface NewPlan {
  name: string
  touchpoints: number
  price: number
  currency: Currency
  period: Period
}
interface Selling<Target> {
  upgrade(change: Target & { packageId: string; trial: boolean; proRate: boolean }): Promise<unknown>
  downgrade(change: Target & { packageId: string }): Promise<unknown>
  cancel(target: Target): Promise<unknown>
  resume(target: Target): Promise<unknown>
  deactivate(target: Target): Promise<unknown>
}

interface Documented {
  intp: { get(): Promise<Company> }
  intpcs: {
    list(page?: Paging): Promise<Paged<Customer>>
    getByIntpCustomerId(id: string): Promise<Customer>
    create(customer: NewCustomer): Promise<Customer>
  }
  intpc(id: string): { listWebsites(page?: Paging): Promise<Paged<Site>>; delete(): Promise<unknown> }
  packages: {
    list(): Promise<Plan[]>
    getById(id: string): Promise<Plan>
    create(plan: NewPlan): Promise<Plan>
  }
  package(id: string): { update(changes: { name: string }): Promise<Plan> }
  websites: {
    list(page?: Paging): Promise<Paged<Site>>
    getByIntpWebsiteId(id: string): Promise<Site>
    create(site: NewSite): Promise<unknown>
  }
  website(id: string): {
    delete(): Promise<void>
    addWhitelistedDomain(domain: string): Promise<void>
    deleteWhitelistedDomain(domain: string): Promise<void>
    listWhitelistedDomains(): Promise<string[]>
    createApiKey(key: { name: string; comment?: string; expiresAt?: string }): Promise<Key & { apiKey: string }>
    listApiKeys(): Promise<Key[]>
    deleteApiKey(id: string): Promise<void>
    addContributor(contributor: { intpCustomerId: string; role: 'editor' | 'watcher' | 'dashboard' }): Promise<unknown>
    deleteContributor(contributor: { intpCustomerId: string }): Promise<unknown>
    listContributors(): Promise<{ owner: Person; contributors: Record<'editor' | 'watcher' | 'dashboard', Person[]> }>
  }
  websiteSubscriptions: Selling<{ intpWebsiteId: string }>
  intpcSubscriptions: Selling<{ intpcId: string }>
}

declare const ours: VisitorAnalytics
void (ours satisfies Documented)
