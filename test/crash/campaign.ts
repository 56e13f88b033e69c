import { demoIntps, demoPackageId } from '../../packages/sandbox/src/core/demo.ts'
import type { FaultInput } from '../../packages/sandbox/src/core/faults.ts'
import type { PageOutcome } from '../../packages/sandbox/src/core/payments/provider.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { auditOf, type Findings } from './audit.ts'
import type { BackendConfig } from './backend-process.ts'
import { behave } from './customer.ts'
import { launchFleet, type Fleet } from './fleet.ts'
import { seeded, type Random } from './random.ts'
import type { StoreOutage } from './store-outage.ts'

export interface CampaignOptions {
  /** The bundled backend process. */
  script: string
  store: BackendConfig['store']
  design?: BackendConfig['design']
  instances: number
  kills: number
  seed: number
  /** Customers with a website each, at once. */
  customers?: number
  /** How long changes and charges may take to come to rest at the end. */
  patienceMs?: number
  /** Takes the store away: in the middle, and with many kills every hundred of them. */
  outage?: StoreOutage | null
}

export interface CampaignResult extends Findings {
  kills: number
  struck: ReadonlyMap<string, number>
  faults: number
  outages: number
  /** What the slower of two tabs was told, and how often. */
  tabs: ReadonlyMap<string, number>
  /** Mistakes that a backend got over. */
  troubles: readonly string[]
}

/** The ledger's longest pause between two tries of what has failed for minutes, as it has on a machine that is busy. */
const longestPauseMs = 30_000
/** What a read may lag, at worst. */
const longestLagMs = 300
const intpId = demoIntps.website.id
const id = (name: string) => demoPackageId(intpId, name, 'monthly')
const packages = { free: id('Free'), basic: id('Basic'), pro: id('Pro'), business: id('Business') }

/**
 * Customers that buy, cancel and change their minds, while the platform fails, the provider's news is repeated, late and out
 * of order, and the backend is killed again and again. At the end all is calm, everything settles, and the books are read.
 */
export async function campaign({
  script,
  store,
  design = 'ledger',
  instances,
  kills,
  seed,
  customers = 10,
  outage = null,
  patienceMs = longestPauseMs * 4,
}: CampaignOptions): Promise<CampaignResult> {
  const random = seeded(seed)
  const names = Array.from({ length: customers }, (_, index) => `crash-${seed}-${index}`)
  const sandbox = await startSandbox({ port: 0, traffic: false, payments: {}, config: configOf(names) })
  const provider = sandbox.payments!
  // Its customers also bring a plan back that was switched off, which today's platform refuses in words that are not final.
  sandbox.platform.setBehaviour({ rules: 'announced' })
  const config = {
    apiUrl: sandbox.apiUrl,
    dashboardUrl: sandbox.dashboardUrl,
    paymentsUrl: provider.apiUrl,
    store,
    design,
  }
  const fleet = await launchFleet({ script, config, instances, random, kills, stallMs: 2_600 })
  provider.webhooks.url = `${fleet.url}/api/analytics/payments/webhook`
  provider.webhooks.weather = { copies: 2, delayMs: 300, shuffled: true }
  const weather = badWeather(sandbox, random)
  const outages = outage && planOutages(fleet, outage, kills)
  try {
    const stories = names.map((name, index) =>
      behave({
        url: fleet.url,
        websiteId: name,
        customerId: name,
        packages,
        random: seeded(seed * 1_000 + index),
        goesOn: () => !fleet.isDone,
        patienceMs,
        press: (paymentUrl) => press(sandbox, paymentUrl, random),
        deactivate: async () => {
          sandbox.platform.changePlan({ intpId, intpWebsiteId: name, status: 'inactive' })
          await new Promise((resolve) => setTimeout(resolve, longestLagMs + 50))
        },
      }),
    )
    await until(() => fleet.isDone, 900_000)
    weather.end()
    await outages?.end()
    provider.webhooks.weather = {}
    sandbox.platform.clearFaults()
    await fleet.calm()
    const told = await Promise.all(stories)
    const wanted = told.flatMap((story) => story.wanted)
    await until(() => provider.webhooks.pending === 0, 60_000)
    const isSettled = ({ unsettledCharges, apart }: Findings) => unsettledCharges + apart === 0
    await until(() => isSettled(auditOf(sandbox, wanted)), patienceMs).catch(() => {})
    return {
      ...auditOf(sandbox, wanted),
      kills: fleet.kills,
      struck: fleet.struck,
      faults: weather.count,
      outages: outages?.count ?? 0,
      tabs: summed(told.map(({ tabs }) => tabs)),
      troubles: fleet.troubles,
    }
  } finally {
    weather.end()
    await outages?.end()
    await fleet.stop()
    await sandbox.stop()
  }
}

function configOf(names: readonly string[]) {
  return {
    customers: names.map((name) => ({
      intpId,
      intpCustomerId: name,
      email: `${name}@acme.test`,
      websites: [{ intpWebsiteId: name, domain: `${name}.test`, packageId: packages.basic }],
    })),
  }
}

/** The customer pays, sometimes twice, sometimes after asking the bank. */
async function press(sandbox: Sandbox, paymentUrl: string, random: Random): Promise<void> {
  const steps: PageOutcome[][] = [['pay'], ['pay'], ['ask_bank', 'approve'], ['decline', 'pay'], ['pay_twice']]
  for (const outcome of random.pick(steps)) {
    await fetch(paymentUrl, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' }).catch(
      () => {},
    )
  }
}

/** About a third of the calls go wrong, in every way that the sandbox knows. */
function badWeather(sandbox: Sandbox, random: Random) {
  let count = 0
  const changes = ['websiteSubscriptions.*', 'payments.*']
  const reads = ['websites.getByIntpWebsiteId', 'packages.list']
  const faults: (() => FaultInput)[] = [
    () => ({ kind: 'status', status: random.pick([500, 503]), route: random.pick([...changes, ...reads]) }),
    () => ({ kind: 'status', status: random.pick([500, 502]), effect: 'before', route: random.pick(changes) }),
    () => ({ kind: 'html', effect: 'before', route: random.pick(changes) }),
    () => ({ kind: 'drop', route: random.pick([...changes, ...reads]) }),
    () => ({ kind: 'drop', effect: 'before', route: random.pick(changes) }),
    () => ({ kind: 'drop', effect: 'late', lateMs: 50 + random.below(450), route: 'websiteSubscriptions.*' }),
    () => ({ kind: 'delay', delayMs: 100 + random.below(500), route: random.pick([...changes, ...reads]) }),
  ]
  const timer = setInterval(() => {
    if (sandbox.platform.faults().length > 3) return
    sandbox.platform.addFault(random.pick(faults)())
    if (random.chance(0.2)) sandbox.platform.setBehaviour({ readLagMs: random.pick([0, 0, 120, longestLagMs]) })
    count++
  }, 60)
  return {
    get count() {
      return count
    },
    end: () => clearInterval(timer),
  }
}

/** Longer than a lease. */
const outageMs = 2_300

/** What a backend says of its store while that is away, and while it finds it again, is no mistake of its own. */
function planOutages(fleet: Fleet, outage: StoreOutage, kills: number) {
  let count = 0
  let isUnderWay: Promise<void> = Promise.resolve()
  const isDue = () => fleet.kills >= Math.min(kills / 2, 50) + count * 100
  const timer = setInterval(() => {
    if (!isDue() || fleet.isDone) return
    count += 1
    isUnderWay = isUnderWay.then(async () => {
      fleet.excuse(true)
      await outage(outageMs)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      fleet.excuse(false)
    })
  }, 50)
  return {
    get count() {
      return count
    },
    async end() {
      clearInterval(timer)
      await isUnderWay
    },
  }
}

function summed(counts: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sum = new Map<string, number>()
  for (const [name, count] of counts.flatMap((some) => [...some])) sum.set(name, (sum.get(name) ?? 0) + count)
  return sum
}

async function until(holds: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It did not come to an end within ${withinMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
