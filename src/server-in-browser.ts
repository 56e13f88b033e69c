// A bundle for the browser must link before it can say what is wrong, so the names are here and hold nothing.
export const createPartnerHandler = undefined
export const toNodeHandler = undefined
export const invoiced = undefined
export const memoryStore = undefined
export const PaymentRefusedError = undefined
export const WebhookRefusedError = undefined
export const AnalyticsError = undefined
export const VisitorAnalytics = undefined

throw new Error(
  'react-3as/server was imported in a browser. It works with the private key of the partner: import it in the backend only, and use createHttpAdapter from react-3as in the page.',
)
