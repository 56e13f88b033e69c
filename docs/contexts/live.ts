declare const threeAs: import('react-3as/server').VisitorAnalytics
declare const authenticate: import('react-3as/server').Authenticate
declare function bill(changeId: string, customerId: string, quote: unknown): void
declare function log(event: import('react-3as/server').BackendEvent): void
