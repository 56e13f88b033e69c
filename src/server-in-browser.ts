// A bundle for the browser must link before it can say what is wrong, so the names are here and hold nothing.
export const createPartnerHandler = undefined
export const toNodeHandler = undefined
export const demoIdentity = undefined
export const invoiced = undefined
export const marksOf = undefined
export const readMarks = undefined
export const memoryStore = undefined
export const sqliteStore = undefined
export const postgresStore = undefined
export const LeaseLostError = undefined
export const readChangeFacts = undefined
export const shortenChangeFacts = undefined
export const PaymentRefusedError = undefined
export const WebhookRefusedError = undefined
export const AnalyticsError = undefined
export const AnalyticsData = undefined
export const ContributorRole = undefined
export const LogLevel = undefined
export const dayRangeBefore = undefined
export const ThreeAsAuthenticationError = undefined
export const ThreeAsBadAnswerError = undefined
export const ThreeAsConfigurationError = undefined
export const ThreeAsError = undefined
export const ThreeAsInvalidRequestError = undefined
export const ThreeAsNotFoundError = undefined
export const ThreeAsPlatformError = undefined
export const ThreeAsRateLimitedError = undefined
export const ThreeAsRefusedError = undefined
export const ThreeAsTimeoutError = undefined
export const ThreeAsUnreachableError = undefined
export const VisitorAnalytics = undefined

throw new Error(
  'react-3as/server was imported in a browser. It works with the private key of the partner: import it in the backend only, and use createHttpAdapter from react-3as in the page.',
)
