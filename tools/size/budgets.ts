import { languages } from '../languages.ts'
import type { BundlerName } from './bundlers.ts'

/** How often something has to be asked for until the last file of a count is there. */
export const steps = { first_load: 0, opened: 1, everything: Infinity }

export interface Page {
  what: string
  /** A module that imports what a partner's page would. */
  code: string
  /**
   * `first_load`: what a page loads before anything is clicked. `opened`: also what that asks for, the plans. `everything`:
   * also what comes after a plan is chosen.
   */
  counts: keyof typeof steps
  /** Gzip kilobytes (1 kB = 1000 bytes); react, react-dom and react-query not counted. */
  maxKilobytes: Record<BundlerName, number>
}

const embed = 'AnalyticsProvider, DashboardFrame, createHttpAdapter'
const plans = `export { ${embed} } from './dist/dashboard.js'
export { UpgradeModal } from './dist/upgrade.js'
export { PackagePicker } from './dist/packages.js'`

export const pages: readonly Page[] = [
  {
    what: 'DashboardFrame, provider and HTTP adapter, from react-3as/dashboard',
    code: `export { ${embed} } from './dist/dashboard.js'`,
    counts: 'first_load',
    maxKilobytes: { rolldown: 9, esbuild: 9.3, webpack: 9.3 },
  },
  {
    // esbuild splits by file: the barrel names everything, so everything but the dialog is loaded.
    what: '… the same from react-3as',
    code: `export { ${embed} } from './dist/index.js'`,
    counts: 'first_load',
    maxKilobytes: { rolldown: 9, esbuild: 30.3, webpack: 9.3 },
  },
  {
    what: '… + UpgradeModal from react-3as/upgrade, when the page loads',
    code: `export { ${embed} } from './dist/dashboard.js'\nexport { UpgradeModal } from './dist/upgrade.js'`,
    counts: 'first_load',
    maxKilobytes: { rolldown: 11, esbuild: 11.3, webpack: 11.6 },
  },
  {
    what: '… + PackagePicker from react-3as/packages, once plans are opened',
    code: plans,
    counts: 'opened',
    maxKilobytes: { rolldown: 34.9, esbuild: 36.1, webpack: 45.5 },
  },
  {
    what: '… the same, once a plan is chosen',
    code: plans,
    counts: 'everything',
    maxKilobytes: { rolldown: 41.2, esbuild: 42.6, webpack: 45.5 },
  },
  {
    what: 'SubscriptionPanel alone, from react-3as/subscription',
    code: `export { AnalyticsProvider, SubscriptionPanel, createHttpAdapter } from './dist/subscription.js'`,
    counts: 'first_load',
    maxKilobytes: { rolldown: 29.4, esbuild: 30, webpack: 32.8 },
  },
  {
    what: 'all of react-3as',
    code: `export * from './dist/index.js'`,
    counts: 'everything',
    maxKilobytes: { rolldown: 46.4, esbuild: 47.8, webpack: 51.2 },
  },
  // English comes with the components, and is counted there.
  ...languages.slice(1).map((language) => ({
    what: `react-3as/locales/${language}`,
    code: `export { ${language} } from './dist/locales/${language}.js'`,
    counts: 'everything' as const,
    maxKilobytes: { rolldown: 5.2, esbuild: 5.8, webpack: 6 },
  })),
]

export const stylesBudget = 6.2
