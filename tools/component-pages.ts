import { readFileSync, writeFileSync } from 'node:fs'
import { propsOf } from './component-pages/props.ts'
import { tokensIn } from './component-pages/tokens.ts'
import { partsWritten, saidBeside, table } from './theming.ts'

const mark = '<!-- From here on: npm run docs. -->'

/** The components with a page of their own in `docs/components`, and the room of `src/react` that draws each. */
export const componentPages: Readonly<Record<string, string | null>> = {
  AnalyticsProvider: null,
  DashboardFrame: 'dashboard',
  PackagePicker: 'packages',
  UpgradeModal: 'upgrade',
  SubscriptionPanel: 'subscription',
}

const fileOf = (component: string) => `docs/components/${component}.md`

/** A component's page, with what is made from the source made anew. */
export function componentPage(component: string): string {
  const [prose = ''] = readFileSync(fileOf(component), 'utf8').split(mark)
  return `${prose}${mark}\n\n${props(component)}${looks(component)}`
}

function props(component: string): string {
  const rows = propsOf(`${component}Props`).map(({ name, isRequired, type, words }) => [
    isRequired ? `**\`${name}\`**` : `\`${name}\``,
    `\`${type.replace(/\s+/g, ' ').replaceAll('|', '\\|')}\``,
    words.replaceAll('|', '\\|'),
  ])
  return `## Props\n\n${table(['prop', 'type', 'what it is'], rows)}\n\nWhat has to be given is bold.\n`
}

function looks(component: string): string {
  const room = componentPages[component]
  if (!room) return ''
  const parts = partsWritten().get(component) ?? []
  const rows = saidBeside()
    .states.filter(({ part }) => parts.includes(part))
    .map(({ part, attribute, values }) => [`\`${part}\``, `\`${attribute}\``, values])
  const tokens = tokensIn(room)
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' · ')
  return `
## Parts and states

Each is a \`data-part\`, for rules of yours ([Theming](../theming.md#parts)).

${list(parts)}

${table(['part', 'attribute', 'values'], rows)}

## Tokens

What it reads besides the type and colours of everything; [what each of them is](../theming.md#tokens).

${list(tokens)}
`
}

if (import.meta.main) {
  for (const component of Object.keys(componentPages)) writeFileSync(fileOf(component), componentPage(component))
}
