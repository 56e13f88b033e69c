import { languages } from '../languages.ts'
import type { BundlerName } from './bundlers.ts'

/** How often something has to be asked for until the last file of a count is there. */
export const steps = { first_load: 0, opened: 1, everything: Infinity }

export interface Page {
  what: string
  /** Its line in the README's table, where it has one. */
  label?: string
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

/**
 * A page uses what it imports and exports nothing. Of an entry with exports rolldown keeps what later parts share in files
 * of their own, which a page does not have.
 */
const page = (imports: Record<string, string>) =>
  Object.entries(imports)
    .map(
      ([entry, names]) =>
        `import { ${names} } from './dist/${entry}.js'\nglobalThis.used = [globalThis.used, ${names}]`,
    )
    .join('\n')

const embed = 'AnalyticsProvider, DashboardFrame, createHttpAdapter'
const plans = page({ dashboard: embed, upgrade: 'UpgradeModal', packages: 'PackagePicker' })

export const pages: readonly Page[] = [
  {
    what: 'DashboardFrame, provider and HTTP adapter, from react-3as/dashboard',
    label: '`DashboardFrame`, provider, HTTP adapter',
    code: page({ dashboard: embed }),
    counts: 'first_load',
    maxKilobytes: { rolldown: 8.9, esbuild: 9.5, webpack: 9.6 },
  },
  {
    // esbuild splits by file: the barrel names everything, so everything but the dialog is loaded.
    what: '… the same from react-3as',
    code: page({ index: embed }),
    counts: 'first_load',
    maxKilobytes: { rolldown: 8.9, esbuild: 30.1, webpack: 9.6 },
  },
  {
    what: '… + UpgradeModal from react-3as/upgrade, when the page loads',
    label: '… with `UpgradeModal`, when the page loads',
    code: page({ dashboard: embed, upgrade: 'UpgradeModal' }),
    counts: 'first_load',
    maxKilobytes: { rolldown: 10, esbuild: 11.7, webpack: 11.4 },
  },
  {
    what: '… + PackagePicker from react-3as/packages, once plans are opened',
    label: '… with `UpgradeModal` and `PackagePicker`, once plans are opened',
    code: plans,
    counts: 'opened',
    maxKilobytes: { rolldown: 33, esbuild: 36.8, webpack: 43.1 },
  },
  {
    what: '… the same, once a plan is chosen',
    label: '… and once a plan is chosen',
    code: plans,
    counts: 'everything',
    maxKilobytes: { rolldown: 39.3, esbuild: 43.4, webpack: 43.1 },
  },
  {
    what: 'SubscriptionPanel alone, from react-3as/subscription',
    code: page({ subscription: 'AnalyticsProvider, SubscriptionPanel, createHttpAdapter' }),
    counts: 'first_load',
    maxKilobytes: { rolldown: 26.6, esbuild: 29.9, webpack: 29.4 },
  },
  {
    what: 'all of react-3as',
    label: 'everything, `SubscriptionPanel` included',
    code: `import * as all from './dist/index.js'\nglobalThis.used = Object.values(all)`,
    counts: 'everything',
    maxKilobytes: { rolldown: 43.4, esbuild: 48.9, webpack: 48.5 },
  },
  // English comes with the components, and is counted there.
  ...languages.slice(1).flatMap((language) => [
    {
      what: `react-3as/locales/${language}`,
      code: page({ [`locales/${language}`]: language }),
      counts: 'everything' as const,
      maxKilobytes: { rolldown: 5.3, esbuild: 5.9, webpack: 5.5 },
    },
    {
      what: '… of it, what a DashboardFrame says',
      code: page({ [`locales/${language}`]: 'dashboard' }),
      counts: 'everything' as const,
      maxKilobytes: { rolldown: 0.7, esbuild: 0.8, webpack: 0.9 },
    },
    {
      what: '… of it, what a PackagePicker and a SubscriptionPanel say',
      code: page({ [`locales/${language}`]: 'packages, subscription' }),
      counts: 'everything' as const,
      maxKilobytes: { rolldown: 2.7, esbuild: 3, webpack: 3 },
    },
    {
      what: '… of it, what an UpgradeModal says besides',
      code: page({ [`locales/${language}`]: 'upgrade' }),
      counts: 'everything' as const,
      maxKilobytes: { rolldown: 3, esbuild: 3.5, webpack: 3.2 },
    },
  ]),
]

export const stylesBudget = 6.3
