import { useContext, type ComponentProps, type ReactElement } from 'react'
import { AnchorMdx, DocsContext, Markdown, Source } from '@storybook/addon-docs/blocks'

/** Where the pages of the repository are shown here. */
const pages: Readonly<Record<string, string>> = {
  'README.md': 'start-here-welcome--docs',
  'accessibility.md': 'start-here-accessibility--docs',
  'comparison.md': 'start-here-side-by-side--docs',
  'first-hour.md': 'start-here-first-hour--docs',
  'languages.md': 'start-here-languages--docs',
  'quick-start.md': 'start-here-quick-start--docs',
  'testing-your-integration.md': 'start-here-testing-your-integration--docs',
  'theming.md': 'start-here-theming--docs',
  'AnalyticsProvider.md': 'components-analyticsprovider--docs',
  'DashboardFrame.md': 'components-dashboardframe--docs',
  'hooks.md': 'components-hooks--docs',
  'PackagePicker.md': 'components-packagepicker--docs',
  'SubscriptionPanel.md': 'components-subscriptionpanel--docs',
  'UpgradeModal.md': 'components-upgrademodal--docs',
}

/** A link as it stands in the repository: to a page that is shown here, to the web, or to a file that is only there. */
function GuideLink({ href = '', children }: ComponentProps<'a'>) {
  if (/^(https?:|#)/.test(href)) {
    return (
      <AnchorMdx href={href} target="_self">
        {children}
      </AnchorMdx>
    )
  }
  const page = pages[/[^/#]+\.md(?=#|$)/.exec(href)?.[0] ?? '']
  return page ? (
    <AnchorMdx href={`?path=/docs/${page}`} target="_self">
      {children}
    </AnchorMdx>
  ) : (
    <span title={`In the repository: ${href}`}>{children}</span>
  )
}

function TableThatScrolls({ children }: ComponentProps<'table'>) {
  return (
    <div style={{ overflowX: 'auto' }}>
      <table>{children}</table>
    </div>
  )
}

type Language = NonNullable<ComponentProps<typeof Source>['language']>
/** Those of the guides, by their short names. */
const languages: Readonly<Record<string, Language>> = {
  css: 'css',
  html: 'html',
  js: 'jsx',
  json: 'json',
  sh: 'bash',
  ts: 'typescript',
  tsx: 'tsx',
}

/** Lines to copy, in colour. */
function Lines({ children }: { children?: ReactElement<{ className?: string; children?: string }> }) {
  const { className = '', children: code = '' } = children?.props ?? {}
  return <Source code={code} language={languages[/lang-(\w+)/.exec(className)?.[1] ?? ''] ?? 'text'} />
}
const overrides = {
  a: { component: GuideLink },
  pre: { component: Lines },
  table: { component: TableThatScrolls },
}

/** A page of the repository, so that each text stands in one place. */
export function Guide({ text }: { text: string }) {
  return <Markdown options={{ overrides }}>{text.replace(/<!--[\s\S]*?-->/g, '')}</Markdown>
}

/** A page before its first section, and from there on. */
export function inTwo(text: string): [string, string] {
  const at = text.indexOf('\n## ')
  return [text.slice(0, at), text.slice(at)]
}

/** The stories of the component on whose page it stands: one line each, with a link. */
export function States() {
  const { componentStories } = useContext(DocsContext)
  return (
    <ul>
      {componentStories().map(({ id, name, parameters }) => {
        const { docs } = parameters as { docs?: { description?: { story?: string } } }
        const about = docs?.description?.story
        return (
          <li key={id}>
            <AnchorMdx href={`?path=/story/${id}`} target="_self">
              {name}
            </AnchorMdx>
            {about && `: ${about}`}
          </li>
        )
      })}
    </ul>
  )
}
