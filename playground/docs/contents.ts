import { globSync } from 'node:fs'

/** A part of the navigation, and its pages as files of the repository. */
export interface Section {
  title: string
  pages: readonly string[]
}

/** What the navigation shows, in its order. */
export const sections: readonly Section[] = [
  {
    title: 'Start here',
    pages: ['docs/index.md', 'docs/quick-start.md', 'docs/going-live.md', 'docs/limits.md', 'docs/first-hour.md'],
  },
  {
    title: 'Components',
    pages: [
      'docs/components/AnalyticsProvider.md',
      'docs/components/DashboardFrame.md',
      'docs/components/PackagePicker.md',
      'docs/components/UpgradeModal.md',
      'docs/components/SubscriptionPanel.md',
      'docs/components/hooks.md',
    ],
  },
  { title: 'Your page', pages: ['docs/theming.md', 'docs/languages.md', 'docs/accessibility.md'] },
  {
    title: 'Your backend',
    pages: [
      'docs/hosts.md',
      'docs/access.md',
      'docs/security.md',
      'docs/adapters.md',
      'docs/http-contract.md',
      'docs/deployment.md',
      'docs/back-office.md',
    ],
  },
  { title: 'Selling', pages: ['docs/payments.md', 'docs/own-invoicing.md'] },
  {
    title: 'Trying and testing',
    pages: ['docs/testing-your-integration.md', 'docs/sandbox.md', 'docs/conformance.md'],
  },
  {
    title: 'Help',
    pages: ['docs/troubleshooting.md', 'docs/migrating-from-3as-sdk.md', 'docs/comparison.md', 'docs/glossary.md'],
  },
  {
    title: 'Reference',
    pages: [
      'docs/reference/platform.md',
      'docs/reference/data-api.md',
      'docs/api/server/README.md',
      'docs/decisions.md',
    ],
  },
  {
    title: 'Working on the kit',
    pages: [
      'docs/architecture.md',
      'docs/testing.md',
      'docs/adding-a-component.md',
      'docs/adding-a-locale.md',
      'docs/adding-a-platform-call.md',
      'docs/adding-a-provider.md',
      'docs/adding-a-route.md',
    ],
  },
]

const inNavigation = sections.flatMap(({ pages }) => pages)

/** Every page of the site: those of the navigation, and the generated reference behind one of them. */
export function allPages(): string[] {
  return [...new Set([...inNavigation, ...globSync('docs/api/**/*.md').map((file) => file.replaceAll('\\', '/'))])]
}

/** Where a page lies on the site, below its root. */
export function addressOf(page: string): string {
  return page.replace(/\.md$/, '.html')
}

/** The pages before and after one, in the order of the navigation. */
export function neighbours(page: string): { before: string | undefined; after: string | undefined } {
  const at = inNavigation.indexOf(page)
  return at < 0
    ? { before: undefined, after: undefined }
    : { before: inNavigation[at - 1], after: inNavigation[at + 1] }
}
