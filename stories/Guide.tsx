import { useContext, type ComponentProps } from 'react'
import { AnchorMdx, DocsContext, Markdown } from '@storybook/addon-docs/blocks'

/** Where the pages of the repository are shown here. */
const pages: Readonly<Record<string, string>> = {
  'README.md': 'start-here-welcome--docs',
  'accessibility.md': 'start-here-accessibility--docs',
  'comparison.md': 'start-here-side-by-side--docs',
  'first-hour.md': 'start-here-first-hour--docs',
  'languages.md': 'start-here-languages--docs',
  'testing-your-integration.md': 'start-here-testing-your-integration--docs',
  'theming.md': 'start-here-theming--docs',
  'dashboard-frame.md': 'components-dashboardframe--docs',
  'package-picker.md': 'components-packagepicker--docs',
  'subscription-panel.md': 'components-subscriptionpanel--docs',
  'upgrade-modal.md': 'components-upgrademodal--docs',
}

/** A link as it stands in the repository: to a page that is shown here, to the web, or to a file that is only there. */
function GuideLink({ href = '', children, ...props }: ComponentProps<'a'>) {
  if (/^(https?:|#)/.test(href)) {
    return (
      <AnchorMdx {...props} href={href}>
        {children}
      </AnchorMdx>
    )
  }
  const page = pages[/[^/#]+\.md(?=#|$)/.exec(href)?.[0] ?? '']
  return page ? (
    <AnchorMdx {...props} href={`?path=/docs/${page}`}>
      {children}
    </AnchorMdx>
  ) : (
    <span title={`In the repository: ${href}`}>{children}</span>
  )
}

const tableThatScrolls = ({ children, ...props }: ComponentProps<'table'>) => (
  <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label="Table">
    <table {...props}>{children}</table>
  </div>
)

/** A page of the repository, so that each text stands in one place. */
export function Guide({ text }: { text: string }) {
  return (
    <Markdown options={{ overrides: { a: { component: GuideLink }, table: { component: tableThatScrolls } } }}>
      {text.replace(/<!--[\s\S]*?-->/g, '')}
    </Markdown>
  )
}

/** The section of a page below the heading of this name, without the heading. */
export function sectionOf(text: string, heading: string): string {
  const [, after = ''] = text.split(`\n### ${heading}\n`)
  return after.split(/\n#{1,3} /, 1)[0] ?? ''
}

/** The states of the component on whose page it stands: one line each, with a link. */
export function States() {
  const { componentStories } = useContext(DocsContext)
  return (
    <ul>
      {componentStories().map(({ id, name, parameters }) => {
        const { docs } = parameters as { docs?: { description?: { story?: string } } }
        const about = docs?.description?.story
        return (
          <li key={id}>
            <AnchorMdx href={`?path=/story/${id}`}>{name}</AnchorMdx>
            {about && `: ${about}`}
          </li>
        )
      })}
    </ul>
  )
}
