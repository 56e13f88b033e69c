import { invalid, PlatformError } from './platform-error.ts'
import type { Reader } from './records.ts'
import { keyOf, type Intp, type Package } from './state.ts'
import { packageOf, type Transaction } from './transaction.ts'

/** Whether a customer or website may have this package: it is public, or was granted to either of them. */
export function isOffered(
  pkg: Package,
  to: { intpcId?: string | undefined; intpWebsiteId?: string | null | undefined },
): boolean {
  if (pkg.visibility === 'public') return true
  return pkg.grants.some((grant) => grant.id === (grant.to === 'website' ? to.intpWebsiteId : to.intpcId))
}

export function listPackages(
  reader: Reader,
  intp: Intp,
  filter: { intpWebsiteId?: string | undefined; intpCustomerId?: string | undefined },
): Package[] {
  const own = reader.values('package').filter((pkg) => pkg.intpId === intp.id)
  // The vendor's own tests take any package but the last as one to start on, so the trial stands there.
  const packages = own.toSorted((a, b) => Number(a.id === intp.trialPackageId) - Number(b.id === intp.trialPackageId))
  if (filter.intpWebsiteId === undefined && filter.intpCustomerId === undefined) return packages
  const owner =
    filter.intpWebsiteId === undefined ? undefined : reader.get('website', keyOf(intp.id, filter.intpWebsiteId))
  const grantedTo = { intpWebsiteId: filter.intpWebsiteId, intpcId: filter.intpCustomerId ?? owner?.intpCustomerId }
  return packages.filter((pkg) => isOffered(pkg, grantedTo))
}

export function createPackage(
  tx: Transaction,
  intp: Intp,
  input: Pick<Package, 'name' | 'touchpoints' | 'price' | 'currency' | 'period' | 'visibility'>,
): Package {
  const pkg: Package = {
    id: crypto.randomUUID(),
    intpId: intp.id,
    ...input,
    recommended: false,
    grants: [],
    createdAt: tx.now.toISOString(),
  }
  tx.write('package', pkg.id, pkg)
  tx.effect({ kind: 'package.created', intpId: intp.id, packageId: pkg.id })
  return pkg
}

export function renamePackage(tx: Transaction, intp: Intp, packageId: string, name: string): Package {
  const pkg = packageOf(tx, intp, packageId)
  if (pkg.recommended) throw invalid('a recommended package cannot be updated')
  if (pkg.id === intp.freePackageId || pkg.id === intp.trialPackageId) {
    throw invalid('a package of the platform cannot be updated')
  }
  if (pkg.name === name) return pkg
  const renamed = { ...pkg, name }
  tx.write('package', pkg.id, renamed)
  tx.effect({ kind: 'package.updated', intpId: intp.id, packageId: pkg.id })
  return renamed
}

/** Grants a restricted package. The target is a website or a customer: what the INTP subscribes by is looked for first. */
export function assignPackage(tx: Transaction, intp: Intp, packageId: string, targetId: string): void {
  const pkg = packageOf(tx, intp, packageId)
  if (pkg.visibility === 'public') throw invalid('only a restricted package can be assigned')
  const grant = { to: targetKind(tx, intp, targetId), id: targetId }
  if (pkg.grants.some((existing) => existing.to === grant.to && existing.id === grant.id)) return
  tx.write('package', pkg.id, { ...pkg, grants: [...pkg.grants, grant] })
  tx.effect({ kind: 'package.assigned', intpId: intp.id, packageId, details: { targetId } })
}

export function unassignPackage(tx: Transaction, intp: Intp, packageId: string, targetId: string): void {
  const pkg = packageOf(tx, intp, packageId)
  const grants = pkg.grants.filter((grant) => grant.id !== targetId)
  if (grants.length === pkg.grants.length) throw new PlatformError(404, 'NOT_FOUND', 'assignment not found')
  tx.write('package', pkg.id, { ...pkg, grants })
  tx.effect({ kind: 'package.unassigned', intpId: intp.id, packageId, details: { targetId } })
}

function targetKind(reader: Reader, intp: Intp, targetId: string): 'customer' | 'website' {
  const order =
    intp.subscriptionType === 'website' ? (['website', 'customer'] as const) : (['customer', 'website'] as const)
  const kind = order.find((candidate) => reader.get(candidate, keyOf(intp.id, targetId)))
  if (!kind) throw new PlatformError(404, 'NOT_FOUND', 'customer or website not found')
  return kind
}
