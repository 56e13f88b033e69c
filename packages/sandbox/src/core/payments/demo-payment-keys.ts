/** What every sandbox's payment provider is called with. Well known: it opens sandboxes and nothing else. */
export const demoPaymentKeys = { secretKey: 'sk_sandbox_demo', webhookSecret: 'whsec_sandbox_demo' } as const
