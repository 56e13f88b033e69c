import { createSandbox, demoIntps, type InProcessSandbox } from 'react-3as-sandbox/core'
import { sandboxPayments } from 'react-3as-sandbox/payments'
import { VisitorAnalytics, createPartnerHandler, invoiced, type BackendEvent } from 'react-3as/server'
import { preparationOf, type PreparedState } from './prepared-states.ts'
import type { Command, FaultName, TabNews } from './tab-messages.ts'
import { hosts } from './virtual-hosts.ts'

/** A platform with a partner's backend in front of it, brought into a state. */
export interface TabWorld {
  fetch: (request: Request) => Promise<Response>
  command: (command: Command) => void
  businessTime: () => string
  stop: () => Promise<void>
}

export async function openWorld(state: PreparedState, tell: (news: TabNews) => void): Promise<TabWorld> {
  const { partner, customerId, websiteId, isViewer, collect, prepare } = preparationOf(state)
  const route: typeof fetch = (input, init) => answer(new Request(input, init))
  const sandbox = await createSandbox({
    ...(collect === 'online' && {
      payments: { origin: hosts.pay, webhookUrl: `${hosts.page}/api/analytics/payments/webhook`, fetch: route },
    }),
  })
  const analytics = createPartnerHandler({
    threeAs: new VisitorAnalytics({
      intp: demoIntps[partner],
      apiUrl: hosts.api,
      dashboardUrl: hosts.dashboard,
      fetch: route,
    }),
    authenticate: async () =>
      isViewer ? { customerId, role: 'viewer', viewerId: 'acme-viewer' } : { customerId, role: 'manager' },
    payments: sandbox.payments
      ? sandboxPayments({ apiUrl: hosts.pay, merchant: 'Acme Shops', fetch: route })
      : invoiced(),
    publicUrl: hosts.page,
    platformRules: 'today',
    returnPath: ({ changeId }) => `/analytics?${new URLSearchParams({ change: changeId })}`,
    now: () => sandbox.clock.now(),
    onEvent: (event) => tellOfLedger(event, tell),
  })
  prepare(sandbox)
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
    command(command) {
      run(sandbox, command, { intpId: demoIntps[partner].id, intpWebsiteId: websiteId })
      tellEffects()
    },
    async stop() {
      await analytics.close()
      await sandbox.stop()
    },
  }
}

function run(sandbox: InProcessSandbox, command: Command, website: { intpId: string; intpWebsiteId: string }): void {
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
    case 'change.ended':
    case 'change.escalated':
      tell({ kind: 'ledger', what: `change ${event.state}`, detail: event.reason ?? '' })
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
