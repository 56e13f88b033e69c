import { createSandbox, demoIntps, type InProcessSandbox } from 'react-3as-sandbox/core'
import { VisitorAnalytics, createPartnerHandler, invoiced, type BackendEvent, type Payments } from 'react-3as/server'
import { preparationOf, take, type PreparedState } from './prepared-states.ts'
import type { Command, FaultName, TabNews } from './tab-messages.ts'
import { hosts } from './virtual-hosts.ts'
import { watchedStore } from './watched-store.ts'

/** A platform with a partner's backend in front of it, brought into a state. */
export interface TabWorld {
  fetch: (request: Request) => Promise<Response>
  command: (command: Command) => Promise<void>
  businessTime: () => string
  stop: () => Promise<void>
}

export async function openWorld(state: PreparedState, tell: (news: TabNews) => void): Promise<TabWorld> {
  const { partner, websiteId, identity, collect, steps } = preparationOf(state)
  const route: typeof fetch = (input, init) => answer(new Request(input, init))
  const sandbox = await createSandbox({
    ...(collect === 'online' && {
      payments: { origin: hosts.pay, webhookUrl: `${hosts.page}/api/analytics/payments/webhook`, fetch: route },
    }),
  })
  const threeAs = new VisitorAnalytics({
    intp: demoIntps[partner],
    apiUrl: hosts.api,
    dashboardUrl: hosts.dashboard,
    fetch: route,
  })
  const analytics = createPartnerHandler({
    threeAs,
    authenticate: async () => identity,
    payments: sandbox.payments ? await collectedOnline(route) : invoiced(),
    publicUrl: hosts.page,
    platformRules: 'today',
    returnPath: ({ changeId }) => `/analytics?${new URLSearchParams({ change: changeId })}`,
    now: () => sandbox.clock.now(),
    store: watchedStore({}, (change) =>
      tell({
        kind: 'ledger',
        what: `${change.facts.action}: ${change.state.replaceAll('_', ' ')}`,
        detail: change.facts.reason ?? '',
      }),
    ),
    onEvent: (event) => tellOfLedger(event, tell),
  })
  for (const step of steps) take(step, sandbox.control)
  let added = 0
  let told = sandbox.control.effects().length
  /** What the platform did since it was last asked. */
  function tellEffects() {
    const effects = sandbox.control.effects()
    for (const { kind, intpWebsiteId, cause } of effects.slice(told)) {
      tell({ kind: 'platform', what: kind, detail: [intpWebsiteId, `by ${cause}`].filter(Boolean).join(', ') })
    }
    told = effects.length
  }

  async function answer(request: Request): Promise<Response> {
    switch (new URL(request.url).origin) {
      case hosts.api:
        return sandbox.api(request).finally(tellEffects)
      case hosts.dashboard:
        return sandbox.dashboard(request).finally(tellEffects)
      case hosts.pay:
        return sandbox.payments
          ? sandbox.payments.answer(request)
          : new Response('There is no provider.', { status: 404 })
      case hosts.page:
        return analytics(request)
      default:
        throw new TypeError(`Nothing in this tab answers for ${new URL(request.url).origin}.`)
    }
  }

  return {
    fetch: answer,
    businessTime: () => sandbox.clock.now().toISOString(),
    async command(command) {
      if (command.do === 'add a website')
        await addWebsite(threeAs, { id: `acme-tea-${++added}`, customerId: identity.customerId }, tell)
      else run(sandbox, command, { intpId: demoIntps[partner].id, intpWebsiteId: websiteId })
      tellEffects()
    },
    async stop() {
      await analytics.close()
      await sandbox.stop()
    },
  }
}

/** Loaded for the scenes in which a customer pays: the first one bills later. */
async function collectedOnline(route: typeof fetch): Promise<Payments> {
  const { sandboxPayments } = await import('react-3as-sandbox/payments')
  return sandboxPayments({ apiUrl: hosts.pay, merchant: 'Acme Shops', fetch: route })
}

/** With word of how the page is to name it, and of what its own pages are to carry. */
async function addWebsite(
  threeAs: VisitorAnalytics,
  { id, customerId }: { id: string; customerId: string },
  tell: (news: TabNews) => void,
): Promise<void> {
  await threeAs.websites.create({ website: { id, domain: `${id}.test` }, intpc: { id: customerId } })
  const { visaTrackingCode } = await threeAs.websites.getByIntpWebsiteId(id)
  tell({ kind: 'platform', what: `tracking code of ${id}`, detail: visaTrackingCode })
}

function run(
  sandbox: InProcessSandbox,
  command: Exclude<Command, { do: 'add a website' }>,
  website: { intpId: string; intpWebsiteId: string },
): void {
  switch (command.do) {
    case 'move the clock':
      sandbox.clock.move({ days: command.days ?? 0, months: command.months ?? 0 })
      return
    case 'record usage':
      sandbox.control.recordUsage({ ...website, visits: command.visits })
      return
    case 'fail':
      sandbox.control.clearFaults()
      if (command.fault) sandbox.control.addFault(faults[command.fault])
      return
    default:
      command satisfies never
  }
}

const faults: Record<FaultName, Parameters<InProcessSandbox['control']['addFault']>[0]> = {
  before: { kind: 'status', status: 503, route: '*.upgrade' },
  after: { kind: 'drop', effect: 'before', route: '*.upgrade' },
  slow: { kind: 'delay', delayMs: 3000, count: 20 },
  outage: { kind: 'html', status: 502, count: 3 },
}

function tellOfLedger(event: BackendEvent, tell: (news: TabNews) => void): void {
  switch (event.type) {
    // The store tells of each state, of the last one too.
    case 'change.ended':
    case 'change.escalated':
      return
    case 'attempt.failed':
      tell({ kind: 'ledger', what: 'tried again', detail: event.operation })
      return
    case 'request.failed':
      tell({ kind: 'ledger', what: `${event.route} failed`, detail: event.code })
      return
    default:
      tell({ kind: 'ledger', what: event.type, detail: '' })
  }
}
