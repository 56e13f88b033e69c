declare const makeStore: Parameters<typeof import('react-3as/conformance').storeConformance>[0]['makeStore']
declare const openTestAccount: () => Promise<import('react-3as/conformance').PaymentsUnderTest>
declare const payments: import('react-3as/server').Payments
