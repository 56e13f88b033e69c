import type { LedgerEvent } from '../../src/backend/ledger/ledger-event.ts'
import type { LedgerParts } from '../../src/backend/ledger/ledger-parts.ts'
import { untouched, type CustomerFacts } from '../../src/backend/ledger/change-facts.ts'
import type { PlatformSubscription } from '../../src/backend/ledger/platform-subscription.ts'
import { systemChange, type Subject } from '../../src/backend/ledger/system-change.ts'
import { memoriesIn } from '../../src/backend/ledger/memories.ts'
import { readTiming } from '../../src/backend/ledger/timing.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import { workOnce } from '../../src/backend/ledger/worker.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import { scriptedPayments, type ScriptedCalls } from './scripted-payments.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import type { NewChange, Store } from '../../src/backend/ledger/store.ts'
import type { Package } from '../../src/contract/package.ts'
import type { Quote } from '../../src/contract/quote.ts'

export const target = 'website:bikes'
export const subject: Subject = { target, customerId: 'acme', websiteId: 'bikes', holder: 'website' }

export const basic: Package = {
  id: 'basic',
  name: 'Basic',
  price: { amountMinor: 799, currency: 'EUR' },
  interval: 'monthly',
  limit: 11_000,
  isRecommended: false,
  isTrial: false,
}

export const pro: Package = {
  ...basic,
  id: 'pro',
  name: 'Pro',
  price: { amountMinor: 2_499, currency: 'EUR' },
  limit: 60_000,
}

/** What an upgrade was agreed to cost. */
export const quoteOf = (to: Package): Quote => ({
  id: 'q1',
  websiteId: 'bikes',
  kind: 'upgrade',
  from: null,
  to,
  effectiveAt: 'now',
  lines: [{ kind: 'plan', amount: to.price }],
  dueToday: { kind: 'pay_now', amount: to.price },
  leftOver: null,
  balanceLeft: null,
  nextCharge: null,
  ends: [],
  resetsUsage: true,
  turnsRenewalOn: false,
  usageAboveLimit: null,
  taxNote: null,
  expiresInSeconds: 600,
})

/** A plan that runs, and renews unless said otherwise. */
export const onPlan = (
  { id: packageId, name, interval, limit, price }: Package,
  status: 'active' | 'ending' = 'active',
): Reading => {
  const plan = { packageId, name, interval, limit, price }
  const running = { plan, trial: null, endsAt: '2026-12-24T00:00:00.000Z', hadTrial: true }
  return {
    subscription: status === 'active' ? { status, ...running, planned: null } : { status, ...running },
    nextPackageId: null,
    lastPackageChangeAt: null,
    createdAt: null,
  }
}

export const onBasic = (status?: 'active' | 'ending') => onPlan(basic, status)

/** What a test decides; what it does not is as on a good day. */
export interface Script {
  /** What stands on the platform. */
  reading?: Reading
  platform?: Partial<PlatformSubscription>
  payments?: Partial<ScriptedCalls>
  store?: (store: Store) => Partial<Store>
}

/** Real time, in milliseconds, at which every test begins; business time goes along with it. */
const start = Date.parse('2026-12-01T00:00:00.000Z')

/**
 * The ledger over a store in memory, with a platform, a provider and a clock that do what a test says. Nothing waits for real
 * time, so durations can be told apart to the millisecond.
 */
export function scriptedLedger({ reading = onBasic(), platform, payments, store: change }: Script = {}) {
  let elapsed = 0
  let ids = 0
  const events: LedgerEvent[] = []
  const kept = memoryStore({ now: () => start + elapsed })
  const store: Store = { ...kept, ...change?.(kept) }
  const provider: ScriptedCalls = { ...quietProvider, ...payments }
  const parts: LedgerParts = {
    store,
    payments: scriptedPayments(provider),
    subscription: {
      read: async () => ({ kind: 'read', reading, packages: [basic] }),
      send: async () => ({ kind: 'done' }),
      ...platform,
    },
    timing: readTiming(),
    runtime: {
      now: () => start + elapsed,
      steady: () => elapsed,
      sleep: async (milliseconds) => void (elapsed += milliseconds),
      newId: () => `00000000-${String(++ids).padStart(4, '0')}`,
      random: () => 0.5,
      digest: (text) => text,
    },
    now: () => new Date(start + elapsed),
    allowsIntervalSwitch: false,
    taxed: 'included',
    keepDetailsMs: null,
    changeLimit: { perCustomer: 60, withinMs: 600_000 },
    memories: memoriesIn(store),
    contacts: new Map(),
    returnUrls: () => null,
    tellsForeignText: false,
    emit: (event) => events.push(event),
  }
  const find = async (id: string) => (await kept.findChange({ id }))!
  const ledger = {
    parts,
    /** What the provider does: can be changed on the way. */
    provider,
    events,
    store: kept,
    find,
    /** Lets time pass, without anybody working. */
    pass: (milliseconds: number) => void (elapsed += milliseconds),
    add: async (wanted: NewChange) => {
      await kept.addChange(wanted)
      return wanted.id
    },
    /** One worker comes by. */
    work: async () => (await workOnce(parts, target)) !== null,
    /** How long until the change is looked at again. */
    wakesInMs: async (id: string) => {
      const { wakeAt } = await find(id)
      return wakeAt === null ? null : wakeAt - start - elapsed
    },
    troubles: () => events.flatMap((event) => (event.type === 'attempt.failed' ? event.operation : [])),
    /** Renewal is turned on: one call to the platform, and then one to the provider. */
    resume: () => ledger.customers({ action: 'resume', before: beforeOf(onBasic('ending')) }),
    /** The plan is to become Pro, and is not paid yet. */
    upgradeToPro: (given: Partial<CustomerFacts> = {}) =>
      ledger.customers({
        action: 'upgrade',
        packageId: pro.id,
        quote: quoteOf(pro),
        due: pro.price,
        payment: { kind: 'none' },
        lastLook: 'open',
        ...given,
      } as Pick<CustomerFacts, 'action'> & Partial<CustomerFacts>),
    system: (cause: Parameters<typeof systemChange>[0], occasion: string = crypto.randomUUID()) =>
      systemChange(cause, subject, occasion, parts.runtime.newId),
    customers: (given: Pick<CustomerFacts, 'action'> & Partial<CustomerFacts>): NewChange => ({
      id: parts.runtime.newId(),
      lane: 'customer',
      target,
      customerId: subject.customerId,
      key: crypto.randomUUID(),
      bodyHash: '',
      state: 'applying',
      wakeInMs: 0,
      quoteId: null,
      seenTurn: null,
      facts: {
        ...untouched,
        customerId: subject.customerId,
        websiteId: subject.websiteId,
        holder: subject.holder,
        intent: { kind: 'cancel' },
        before: beforeOf(onBasic()),
        quote: null,
        remembered: { kind: 'not_read' },
        ...given,
      } as NewChange['facts'],
    }),
  }
  return ledger
}

const nothing = async () => {}

/** Charges nothing, and agrees to everything. */
export const quietProvider: ScriptedCalls = {
  collects: 'on_invoice',
  start: async () => ({ state: 'paid', paymentRef: 'p', charges: [] }),
  read: async () => ({ state: 'paid', paymentRef: 'p', charges: [] }),
  void: async () => 'voided',
  refund: nothing,
  refundCharge: nothing,
  giveBack: nothing,
  schedule: nothing,
  cancel: nothing,
  resume: nothing,
  unschedule: nothing,
  end: async () => 'ended',
  standing: async () => ({ recurring: null, due: null, balance: null }),
}
