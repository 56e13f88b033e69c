declare const threeAs: import('react-3as/server').VisitorAnalytics
declare const authenticate: import('react-3as/server').Authenticate
declare const sandbox: { payments: { apiUrl: string } }
declare const pager: { call(changeId: string, reason: string | null): void }
declare const invoices: {
  add(changeId: string, customerId: string, quote: unknown): void
  renew(key: string, period: import('react-3as/server').BilledPeriod): void
}
declare const services: { terminate(period: import('react-3as/server').BilledPeriod): void }
declare const accounts: { isBlocked(customerId: string): Promise<boolean> }
declare const options: Omit<import('react-3as/server').PartnerHandlerOptions, 'payments'>
