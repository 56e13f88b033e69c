import { parseConfig, type ParsedConfig, type SandboxConfig } from './config.ts'
import { SandboxControl } from './control.ts'
import type { Caller } from './control-api.ts'
import { dashboardSite } from './dashboard-site.ts'
import { dataApi } from './data-api.ts'
import { Faults } from './faults.ts'
import { gateway } from './gateway.ts'
import { LateEffects } from './late-effects.ts'
import { createPayments, type PaymentsCore, type PaymentsCoreOptions } from './payments/payments-core.ts'
import { Platform } from './platform/platform.ts'
import type { Storage } from './platform/storage.ts'
import type { PlatformRules } from './platform/subscription-rules.ts'
import { seed } from './seed.ts'
import type { Witness } from './witness.ts'

export interface CoreOptions {
  config?: SandboxConfig | undefined
  /** @defaultValue none: the state ends with the sandbox */
  storage?: Storage | undefined
  /** @defaultValue true */
  traffic?: boolean | undefined
  /** @defaultValue `'today'` */
  rules?: PlatformRules | undefined
  /** @defaultValue as `rules` has it */
  strictStatus?: boolean | undefined
  /** @defaultValue anybody */
  frameAncestors?: readonly string[] | undefined
  seed?: string | undefined
  /** @defaultValue none */
  payments?: PaymentsCoreOptions | undefined
}

/** Answers a request, or throws a `ConnectionDropped` when a fault says so. */
export type Answer = (request: Request, caller?: Caller) => Promise<Response>

/** The platform in a box without any network. Each part belongs on an origin of its own. It needs Web Crypto and nothing of Node. */
export interface SandboxCore {
  /** The REST API, the data API under `/api`, the control API under `/__sandbox`. */
  readonly api: Answer
  readonly dashboard: Answer
  /** The data API by itself. */
  readonly data: Answer
  readonly payments: PaymentsCore | null
  readonly control: SandboxControl
  /** Gives up what waits; `hangUp` closes the connections of those who are still asking. */
  stop(hangUp?: () => Promise<unknown>): Promise<void>
}

export async function createCore(options: CoreOptions): Promise<SandboxCore> {
  const config = await parseConfig(options.config ?? {})
  const platform = createPlatform(options, config)
  const stopping = new AbortController()
  const witness: Witness = {
    platform,
    faults: new Faults(),
    stopped: stopping.signal,
    late: new LateEffects(),
    inFlight: new Set(),
  }
  const control = new SandboxControl({ ...witness, seed: (tx) => seed(tx, config) })
  const payments = options.payments ? createPayments(witness, options.payments) : null
  const api = gateway(witness, control)
  const dashboard = dashboardSite(witness, options.frameAncestors)
  const data = dataApi(witness)
  return {
    api: async (request, caller) => api.fetch(request, caller),
    dashboard: async (request) => dashboard.fetch(request),
    data: async (request) => data.fetch(request),
    payments,
    control,
    async stop(hangUp) {
      stopping.abort()
      witness.late.cancel()
      await Promise.all([hangUp?.(), payments?.webhooks.cancel()])
      // What still runs has lost its connection, but must not find the storage closed.
      await Promise.allSettled([...witness.inFlight, witness.late.settled()])
      platform.close()
    },
  }
}

function createPlatform(options: CoreOptions, config: ParsedConfig): Platform {
  const rules = options.rules ?? 'today'
  const platform = new Platform({
    seed: options.seed,
    ...(options.storage && { storage: options.storage }),
    behaviour: {
      rules,
      strictStatus: options.strictStatus ?? rules === 'announced',
      readLagMs: 0,
      websiteCreateStatus: rules === 'announced' ? 201 : 204,
      traffic: options.traffic ?? true,
    },
  })
  try {
    platform.load()
    platform.transact('start', null, (tx) => seed(tx, config))
    return platform
  } catch (error) {
    platform.close()
    throw error
  }
}
