import { isLoopback } from '../../contract/dashboard-url.ts'
import type { VisitorAnalytics } from '../../sdk/visitor-analytics.ts'
import { isDemoIdentity } from '../access/demo-identity.ts'
import type { Payments } from '../payments/payments.ts'
import type { Store } from '../ledger/store.ts'

interface Mounted {
  /** A client that is scripted may not say where it leads. */
  threeAs: Partial<Pick<VisitorAnalytics, 'usesDemoKey' | 'addresses'>>
  authenticate: object
  payments: Payments
  store: Store
  publicUrl: URL | null
  allowedOrigins: readonly string[]
}

/**
 * What is good for a demo is harmful where others can reach it: a key and secrets that everybody knows, one customer for
 * all, a store that forgets what was paid, pages that anybody on the way can rewrite.
 *
 * @throws TypeError that names the part, the address that leads beyond this machine, and what to pass instead.
 */
export function assertNoDemoBeyondThisMachine(mounted: Mounted): void {
  const beyond = addressesOf(mounted).filter(({ url }) => !isLoopback(url.hostname))
  const [first] = beyond
  if (!first) return
  const insecure = beyond.find(({ url }) => url.protocol === 'http:')
  if (insecure) throw refused(`${insecure.option} is http: and leads beyond this machine.`, 'Use https:.')
  const demo = demoPartOf(mounted)
  if (demo) throw refused(`${demo.part}, but ${first.option} leads beyond this machine.`, demo.instead)
}

function demoPartOf({ threeAs, authenticate, payments, store }: Mounted): { part: string; instead: string } | null {
  if (threeAs.usesDemoKey) {
    return {
      part: 'threeAs signs with the demo key, which everybody knows',
      instead: 'Pass the key whose public half 3AS has.',
    }
  }
  if (payments.usesDemoSecrets) {
    return {
      part: `${payments.name} works with secrets that everybody knows, so that anybody can sign a payment`,
      instead: 'Pass a provider with secrets of its own, or invoiced().',
    }
  }
  if (isDemoIdentity(authenticate)) {
    return {
      part: 'demoIdentity() takes everyone for the same customer',
      instead: 'Return whoever is signed in from authenticate, or null.',
    }
  }
  if (payments.collect && store.isForgetful) {
    return {
      part: `${payments.name} collects money, and the store forgets with the process what was paid`,
      instead: 'In place of memoryStore(), the default, pass sqliteStore(file) or postgresStore(url).',
    }
  }
  return null
}

function addressesOf({ threeAs, payments, publicUrl, allowedOrigins }: Mounted): { option: string; url: URL }[] {
  const { apiUrl, dashboardUrl, dataUrl } = threeAs.addresses ?? {}
  const named = [
    ['publicUrl', publicUrl?.href],
    ...allowedOrigins.map((origin) => ['allowedOrigins', origin] as const),
    ['apiUrl of threeAs', apiUrl],
    ['dashboardUrl of threeAs', dashboardUrl],
    ['dataUrl of threeAs', dataUrl],
    [`apiUrl of ${payments.name}`, payments.apiUrl],
  ] as const
  return named.flatMap(([option, text]) => (text ? [{ option, url: new URL(text) }] : []))
}

function refused(what: string, instead: string): TypeError {
  return new TypeError(`${what} ${instead} On a test network of your own, pass allowDemo: true.`)
}
