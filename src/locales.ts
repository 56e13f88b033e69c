// For pages in several languages. The languages themselves are `react-3as/locales/de` and so on, each loaded only where it is imported.
export type { Language, MessageOverrides } from './react/provider/catalogue.ts'
export { messagesFor } from './react/provider/messages-for.ts'
