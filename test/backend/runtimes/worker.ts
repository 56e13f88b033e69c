import { createPartnerHandler } from '../../../src/backend/handler.ts'
import { sandboxPayments } from '../../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { VisitorAnalytics } from '../../../src/sdk/visitor-analytics.ts'

/** Bound by the test: where the sandbox is, and whose key to sign with. */
interface Environment {
  CONFIG: { intp: { id: string; privateKey: string }; apiUrl: string; dashboardUrl: string; paymentsUrl: string }
}

let handler: ReturnType<typeof createPartnerHandler> | undefined

export default {
  async fetch(request: Request, { CONFIG }: Environment): Promise<Response> {
    const { paymentsUrl, ...platform } = CONFIG
    handler ??= createPartnerHandler({
      threeAs: new VisitorAnalytics(platform),
      authenticate: () => ({ customerId: 'acme', role: 'manager' }),
      payments: sandboxPayments({ apiUrl: paymentsUrl }),
      publicUrl: 'http://localhost:5173',
    })
    return handler(request)
  },
}
