// A partner's program as it stood on the vendor's SDK: made from its readme's calls and the answers that its code gives. Only
// the module that it imports from was changed, and `await` added where the migration page asks for it.
import {
  ContributorRole,
  LogLevel,
  VisitorAnalytics,
  type CreateIntpc,
  type CreatePackage,
  type CreateWebsite,
  type Currency,
  type DowngradeWebsiteSubscription,
  type Intpc,
  type Package,
  type PaginatedResponse,
  type Period,
  type StpConsumption,
  type UpgradeWebsiteSubscription,
  type Website,
} from 'react-3as/server'

export interface Keys {
  intpId: string
  privateKey: string
}

interface Row {
  id: string
  site: string
  plan: string
  interval: string
  renews: string
  used: string
}

/** What the program hears from the SDK, one entry an answer, in order. */
type Listen = <Answer>(call: string, answer: Answer) => Answer

export async function partnerProgram({ intpId, privateKey }: Keys, listen: Listen): Promise<string[]> {
  const visa = new VisitorAnalytics({ intp: { id: intpId, privateKey }, env: 'stage', logLevel: LogLevel.INFO })
  const report: string[] = []

  // Who are we?
  const company = listen('intp.get', await visa.intp.get())
  const sellsByWebsite: boolean = company.subscriptionType === 'website'
  report.push(`${company.name} sells by ${sellsByWebsite ? 'website' : 'customer'}, ${company.billingMode}`)

  // Our plans, cheapest first, and one more of our own.
  const packages: Package[] = listen('packages.list', await visa.packages.list())
  const byPrice = packages.toSorted((a, b) => a.price - b.price)
  report.push(byPrice.map((pkg) => label(pkg.name, pkg.price, pkg.currency, pkg.period)).join(', '))
  const wanted: CreatePackage = { name: 'Agency', touchpoints: 90_000, price: 49.5, currency: 'EUR', period: 'monthly' }
  const agency: Package = listen('packages.create', await visa.packages.create(wanted))
  const renamed = listen('package.update', await visa.package(agency.id).update({ name: 'Agency plus' }))
  const again = listen('packages.getById', await visa.packages.getById(agency.id))
  report.push(`${renamed.name} is ${again.name}: ${again.touchpoints.toLocaleString('en')} touchpoints`)
  const basic = planNamed(packages, 'Basic', 'monthly')
  const pro = planNamed(packages, 'Pro', 'monthly')

  // A customer with a first website.
  const newcomer: CreateIntpc = {
    intpCustomerId: 'customer-1',
    email: 'one@customers.example',
    website: { intpWebsiteId: 'shop-1', domain: 'https://shop-1.example', packageId: basic.id },
  }
  const made: Intpc = listen('intpcs.create', await visa.intpcs.create(newcomer))
  report.push(`made ${made.intpCustomerId} (${made.email}) on ${made.createdAt.slice(0, 4)}`)
  const found = listen('intpcs.getByIntpCustomerId', await visa.intpcs.getByIntpCustomerId('customer-1'))
  report.push(found.id === made.id ? 'found it again' : 'lost it')
  await visa.intpcs.create({ intpCustomerId: 'customer-2', email: 'two@customers.example' })
  const people: PaginatedResponse<Intpc> = listen('intpcs.list', await visa.intpcs.list({ page: 0, pageSize: 50 }))
  report.push(`${people.metadata.total} customers: ${people.items.map((person) => person.email).join(', ')}`)

  // A second website, which begins in the trial. The platform answers nothing here, so it is read.
  const blog: CreateWebsite = {
    website: { id: 'blog-1', domain: 'https://blog-1.example' },
    intpc: { id: 'customer-1' },
    opts: { uft: true },
  }
  await visa.websites.create(blog)
  const site: Website = listen('websites.getByIntpWebsiteId', await visa.websites.getByIntpWebsiteId('blog-1'))
  const { status, visaTrackingCode, inTrial } = site
  report.push(`${site.domain} is ${status}${inTrial ? ', in its trial' : ''}: ${visaTrackingCode.slice(0, 7)}`)

  // All websites, page by page, as the program walked them there.
  const rows: Row[] = []
  for (let page = 0, more = true; more; page++) {
    const { items, metadata } = listen('websites.list', await visa.websites.list({ page, pageSize: 1 }))
    rows.push(...items.map(rowOf))
    more = (page + 1) * metadata.pageSize < metadata.total
  }
  report.push(...rows.map((row) => `${row.id}: ${row.plan} (${row.interval}), ${row.used}`))
  const own = listen('intpc.listWebsites', await visa.intpc('customer-1').listWebsites())
  report.push(`${own.items.length} of ${own.metadata.total} on page ${own.metadata.page + 1}/${own.metadata.pageTotal}`)

  // Selling.
  const upgrade: UpgradeWebsiteSubscription = {
    intpWebsiteId: 'shop-1',
    packageId: pro.id,
    trial: false,
    proRate: true,
  }
  await visa.websiteSubscriptions.upgrade(upgrade)
  const downgrade: DowngradeWebsiteSubscription = { intpWebsiteId: 'shop-1', packageId: basic.id }
  await visa.websiteSubscriptions.downgrade(downgrade)
  const planned = listen('websites.getByIntpWebsiteId', await visa.websites.getByIntpWebsiteId('shop-1'))
  report.push(`${planned.packageName} now, ${planned.plannedDowngradePackageName ?? 'the same'} next`)
  await visa.websiteSubscriptions.cancel({ intpWebsiteId: 'shop-1' })
  await visa.websiteSubscriptions.resume({ intpWebsiteId: 'shop-1' })
  await visa.websiteSubscriptions.deactivate({ intpWebsiteId: 'blog-1' })
  const ended = listen('websites.getByIntpWebsiteId', await visa.websites.getByIntpWebsiteId('blog-1'))
  report.push(`${ended.intpWebsiteId} is ${ended.status}`)

  // Domains, keys, people.
  const shop = visa.website('shop-1')
  await shop.addWhitelistedDomain('checkout.shop-1.example')
  const domains: string[] = listen('website.listWhitelistedDomains', await shop.listWhitelistedDomains())
  report.push(`also on ${domains.join(', ')}`)
  await shop.deleteWhitelistedDomain('checkout.shop-1.example')
  const { id: keyId, apiKey } = listen('website.createApiKey', await shop.createApiKey({ name: 'widgets' }))
  report.push(`a key of ${apiKey.length > 10 ? 'some' : 'no'} length`)
  const keys = listen('website.listApiKeys', await shop.listApiKeys())
  report.push(keys.map((key) => `${key.name} (${key.comment ?? 'no comment'})`).join(', '))
  await shop.deleteApiKey(keyId)
  await shop.addContributor({ intpCustomerId: 'customer-2', role: ContributorRole.WATCHER })
  const { owner, contributors } = listen('website.listContributors', await shop.listContributors())
  report.push(`${owner.email} shares with ${contributors.watcher.map((person) => person.email).join(', ')}`)
  await shop.deleteContributor({ intpCustomerId: 'customer-2' })

  // The dashboard, with upgrade buttons.
  const url = (await visa.intpc('customer-1').generateIFrameDashboardUrl('shop-1')) + '&allowUpgrade=true'
  const address = new URL(url)
  report.push(`${address.host} shows ${address.searchParams.get('externalWebsiteId') ?? 'nothing'}`)

  // And goodbye.
  await visa.website('blog-1').delete()
  await visa.intpc('customer-2').delete()
  const gone = await visa.websites.getByIntpWebsiteId('blog-1').catch((error: { status?: number }) => error.status)
  report.push(`blog-1: ${typeof gone === 'number' ? gone : 'still there'}`)
  return report
}

function label(name: string, price: number, currency: Currency, period: Period): string {
  return `${name} ${price.toFixed(2)} ${currency} ${period === 'yearly' ? 'a year' : 'a month'}`
}

function planNamed(packages: Package[], name: string, period: Period): Package {
  const plan = packages.find((candidate) => candidate.name === name && candidate.period === period)
  if (plan === undefined) throw new Error(`There is no plan ${name}.`)
  return plan
}

function rowOf(site: Website): Row {
  const { intpWebsiteId: id, domain, packageName: plan, billingInterval: interval, expiresAt: renews } = site
  return { id, site: domain, plan, interval, renews, used: usedOf(site.consumption) }
}

function usedOf(consumption: StpConsumption | undefined): string {
  if (consumption === undefined) return 'unknown'
  const { stpConsumed, stpLimit, stpRateVisit, stpConsumedVisit } = consumption
  return `${stpConsumed} of ${stpLimit < 0 ? 'any number' : stpLimit}, ${stpRateVisit * stpConsumedVisit} by visits`
}
