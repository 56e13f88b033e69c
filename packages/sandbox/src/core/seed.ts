import type { ParsedConfig } from './config.ts'
import {
  demoIntps,
  demoIntpSettings,
  demoPackageId,
  demoPackages,
  deterministicId,
  FREE,
  platformPackages,
  UNLIMITED_TRIAL,
} from './demo.ts'
import { seedDemoCustomers } from './demo-customers.ts'
import { createCustomer } from './platform/customers.ts'
import { PlatformError } from './platform/platform-error.ts'
import type { Intp, Package } from './platform/state.ts'
import { Transaction } from './platform/transaction.ts'
import { addContributor, createWebsite } from './platform/websites.ts'
import { SandboxError } from './sandbox-error.ts'

const demoIds = new Set<string>(Object.values(demoIntps).map(({ id }) => id))

/** Writes the demo INTPs and the configured ones. An INTP that is there already only takes over name and key. */
export function seed(tx: Transaction, config: ParsedConfig): void {
  const isFirstStart = !tx.get('intp', demoIntps.website.id)
  if (isFirstStart) {
    for (const settings of demoIntpSettings) {
      addIntp(tx, { ...settings, websiteOnboarding: false }, [...demoPackages, ...configured(config, settings.id)])
    }
    for (const { id } of demoIntpSettings) seedDemoCustomers(tx, tx.get('intp', id)!)
  }
  const added = new Set(isFirstStart ? demoIds : [])
  for (const settings of config.intps) {
    if (tx.get('intp', settings.id)) {
      updateIntp(tx, settings)
      continue
    }
    const packages = configured(config, settings.id)
    addIntp(tx, settings, packages.length > 0 ? packages : demoPackages)
    added.add(settings.id)
  }
  addCustomers(tx, config, added)
}

type PackageSettings = Omit<Package, 'id' | 'intpId' | 'visibility' | 'grants' | 'createdAt'> &
  Partial<Pick<Package, 'visibility'>> & { id?: string | undefined }

function configured(config: ParsedConfig, intpId: string): PackageSettings[] {
  return config.packages.filter((pkg) => pkg.intpId === intpId)
}

function addIntp(
  tx: Transaction,
  settings: Omit<Intp, 'freePackageId' | 'trialPackageId' | 'createdAt'>,
  packages: readonly PackageSettings[],
): void {
  const needed = platformPackages.filter(({ name }) => !packages.some((pkg) => pkg.name === name))
  const written = [...needed, ...packages].map((pkg) => addPackage(tx, settings.id, pkg))
  tx.write('intp', settings.id, {
    ...settings,
    freePackageId: written.find(({ name }) => name === FREE)!.id,
    trialPackageId: written.find(({ name }) => name === UNLIMITED_TRIAL)!.id,
    createdAt: tx.now.toISOString(),
  })
}

function addPackage(tx: Transaction, intpId: string, settings: PackageSettings): Package {
  const { id, name, touchpoints, price, currency, period, recommended, visibility } = settings
  const pkg: Package = {
    id:
      id ??
      (period === 'monhtly' ? deterministicId(`${intpId} ${name} ${period}`) : demoPackageId(intpId, name, period)),
    intpId,
    name,
    touchpoints,
    price,
    currency,
    period,
    recommended,
    visibility: visibility ?? 'public',
    grants: [],
    createdAt: tx.now.toISOString(),
  }
  if (tx.get('package', pkg.id)) throw new SandboxError('bad_config', `packages: two have the id ${pkg.id}`)
  tx.write('package', pkg.id, pkg)
  return pkg
}

function updateIntp(tx: Transaction, settings: ParsedConfig['intps'][number]): void {
  const stored = tx.get('intp', settings.id)!
  for (const setting of ['subscriptionType', 'billingMode'] as const) {
    if (stored[setting] === settings[setting]) continue
    throw new SandboxError(
      'bad_config',
      `intps: ${settings.id} is there already with ${setting} ${stored[setting]}, not ${settings[setting]}`,
    )
  }
  const { name, address, publicKey, websiteOnboarding } = settings
  tx.write('intp', settings.id, { ...stored, name, address, publicKey, websiteOnboarding })
}

/** Customers are written with their INTP, once: what became of them since is not undone by a restart. */
function addCustomers(tx: Transaction, config: ParsedConfig, added: ReadonlySet<string>): void {
  for (const [index, { intpId, websites, ...customer }] of config.customers.entries()) {
    const intp = tx.get('intp', intpId)
    if (!intp) throw new SandboxError('bad_config', `customers[${index}].intpId: no such INTP`)
    if (!added.has(intpId)) continue
    inConfig(`customers[${index}]`, () => createCustomer(tx, intp, customer))
    for (const [site, { contributors: _, ...website }] of websites.entries()) {
      const { intpCustomerId } = customer
      inConfig(`customers[${index}].websites[${site}]`, () =>
        createWebsite(tx, intp, { ...website, intpCustomerId, hasHistory: true }),
      )
    }
  }
  addContributors(tx, config, added)
  for (const [index, { intpId }] of config.packages.entries()) {
    if (!tx.get('intp', intpId)) throw new SandboxError('bad_config', `packages[${index}].intpId: no such INTP`)
  }
}

function addContributors(tx: Transaction, config: ParsedConfig, added: ReadonlySet<string>): void {
  for (const [index, { intpId, websites }] of config.customers.entries()) {
    if (!added.has(intpId)) continue
    for (const [site, { intpWebsiteId, contributors }] of websites.entries()) {
      for (const [who, contributor] of contributors.entries()) {
        const path = `customers[${index}].websites[${site}].contributors[${who}]`
        inConfig(path, () => addContributor(tx, tx.get('intp', intpId)!, intpWebsiteId, contributor))
      }
    }
  }
}

function inConfig(path: string, write: () => unknown): void {
  try {
    write()
  } catch (cause) {
    if (cause instanceof PlatformError) throw new SandboxError('bad_config', `${path}: ${cause.message}`, { cause })
    throw cause
  }
}
