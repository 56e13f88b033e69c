import { isPrepared, preparationOf, type Preparation } from '../../tab/prepared-states.ts'
import { tokensIn, type Choices } from '../choices.ts'
import { sceneOf, type Shown } from '../scenes.ts'

/** The files that the controls write: whole ones, to be copied as they are. */
export interface WrittenFiles {
  main: string
  page: string
  provider: string
  styles: string
}

export function writeFiles(choices: Choices): WrittenFiles {
  const scene = sceneOf(choices.scene)
  const websiteId = websiteOf(choices)
  return {
    main: mainFile,
    page: pages[scene.shown]({
      websiteId,
      height: choices.height,
      footnote: attribute('footnote', choices.footnote),
      returns: scene.state === 'redirect',
    }),
    provider: providerFile(choices),
    styles: stylesFile(choices),
  }
}

const mainFile = `import { createRoot } from 'react-dom/client'
import Page from './page'

createRoot(document.getElementById('root')!).render(<Page />)
`

/** How a scene's platform is prepared. A scripted scene needs none, and gets what the others begin with. */
export function preparationIn(scene: string): Preparation {
  const { state } = sceneOf(scene)
  return preparationOf(isPrepared(state) ? state : 'basic')
}

export const websiteOf = ({ scene }: Pick<Choices, 'scene'>): string => preparationIn(scene).websiteId

interface PageFacts {
  websiteId: string
  height: number
  /** As it stands among the props, with a blank before it; empty where there is none. */
  footnote: string
  /** Whether a payment page sends customers back to it. */
  returns: boolean
}

const pages: Record<Shown, (facts: PageFacts) => string> = {
  dashboard: ({ websiteId, height, footnote }) => `import { DashboardFrame, UpgradeModal } from 'react-3as'
import { Analytics } from './provider'

export default function Page() {
  return (
    <Analytics>
      <DashboardFrame websiteId="${websiteId}" height={${height}}>
        <UpgradeModal${footnote} />
      </DashboardFrame>
    </Analytics>
  )
}
`,
  upgrade: ({ websiteId, footnote, returns }) =>
    `import { useState } from 'react'
import { SubscriptionPanel, UpgradeModal } from 'react-3as'
import { Analytics } from './provider'
${returns ? returned : ''}
export default function Page() {
  const [isChoosing, setChoosing] = useState(${returns ? 'changeId !== undefined' : 'true'})
  return (
    <Analytics>
      <SubscriptionPanel websiteId="${websiteId}" onChoosePlan={() => setChoosing(true)} />
      <UpgradeModal
        websiteId="${websiteId}"${returns ? '\n        changeId={changeId}' : ''}
        open={isChoosing}
        onOpenChange={setChoosing}${footnote && `\n       ${footnote}`}
      />
    </Analytics>
  )
}
`,
  panel: ({ websiteId, footnote }) => `import { SubscriptionPanel } from 'react-3as'
import { Analytics } from './provider'

export default function Page() {
  return (
    <Analytics>
      <SubscriptionPanel websiteId="${websiteId}"${footnote} />
    </Analytics>
  )
}
`,
  picker: ({ websiteId, footnote }) => `import { PackagePicker } from 'react-3as'
import { Analytics } from './provider'

export default function Page() {
  return (
    <Analytics>
      <PackagePicker websiteId="${websiteId}"${footnote} />
    </Analytics>
  )
}
`,
  hooks: ({ websiteId }) => `import { usePackages, useSubscription } from 'react-3as'
import { Analytics } from './provider'

export default function Page() {
  return (
    <Analytics>
      <Plans websiteId="${websiteId}" />
    </Analytics>
  )
}

function Plans({ websiteId }: { websiteId: string }) {
  const view = useSubscription({ websiteId }).data
  const packages = usePackages({ websiteId }).data ?? []
  if (!view || view.subscription.status === 'none') return <p>Loading…</p>
  const { plan } = view.subscription
  const money = (amountMinor: number, currency: string) =>
    new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(amountMinor / 100)
  return (
    <section style={{ font: '16px/1.5 system-ui', padding: 24 }}>
      <h1>You are on {plan.name}</h1>
      <ul>
        {packages
          .filter(({ interval }) => interval === 'monthly')
          .map(({ id, name, price }) => (
            <li key={id}>
              {name}: {money(price.amountMinor, price.currency)} a month
              {id === plan.packageId ? ', yours' : ''}
            </li>
          ))}
      </ul>
    </section>
  )
}
`,
  'own components': ({ websiteId, footnote }) => `import { SubscriptionPanel } from 'react-3as'
import { Analytics } from './provider'

export default function Page() {
  return (
    <Analytics>
      <SubscriptionPanel websiteId="${websiteId}"${footnote} />
    </Analytics>
  )
}
`,
}

const returned = `
/** The change that a payment page has sent a customer back for. */
const changeId = new URLSearchParams(location.search).get('change') ?? undefined
`

function attribute(name: string, text: string): string {
  if (text === '') return ''
  return /^[^"'\\{}<>&\n]+$/.test(text) ? ` ${name}="${text}"` : ` ${name}={${JSON.stringify(text)}}`
}

function providerFile({ scene, language }: Choices): string {
  const { state, shown } = sceneOf(scene)
  const isOwn = shown === 'own components'
  const isForeign = language !== 'en'
  const [adapterImport, adapter] = isPrepared(state)
    ? ['', "createHttpAdapter({ baseUrl: '/api/analytics' })"]
    : ["import { createMemoryAdapter } from 'react-3as/testing'\n", `createMemoryAdapter({ state: '${state}' })`]
  const names = [
    'AnalyticsProvider',
    ...(isPrepared(state) ? ['createHttpAdapter'] : []),
    ...(isOwn ? ['type HostButtonProps'] : []),
  ]
  const imports = [
    "import type { ReactNode } from 'react'\n",
    `import { ${names.join(', ')} } from 'react-3as'\n`,
    isForeign ? `import { ${language} } from 'react-3as/locales/${language}'\n` : '',
    adapterImport,
    "import 'react-3as/styles.css'\nimport './styles.css'\n",
  ].join('')
  const props = `adapter={adapter}${isForeign ? ` messages={${language}}` : ''}${isOwn ? ' components={components}' : ''}`
  return `${imports}
const adapter = ${adapter}
${isOwn ? ownButton : ''}
export function Analytics({ children }: { children: ReactNode }) {
  return <AnalyticsProvider ${props}>{children}</AnalyticsProvider>
}
`
}

const ownButton = `
/** Your design system's button. What the kit's would have done, it does: nothing but looks changes. */
function Button({ kind, size, isBusy, children, ...button }: HostButtonProps) {
  return (
    <button {...button} className={\`acme-button acme-\${kind} acme-\${size}\`}>
      {isBusy ? '… ' : null}
      {children}
    </button>
  )
}

const components = { Button }
`

function stylesFile({ scene, preset, accent, radius, density, tokens: further }: Choices): string {
  const tokens: [string, string][] = [
    ...presetTokens[preset],
    ...(accent ? [['--r3-accent', accent] as [string, string]] : []),
    ...(radius === 12 ? [] : [['--r3-radius', `${radius / 16}rem`] as [string, string]]),
    ...(density === 1 ? [] : [['--r3-density', String(density)] as [string, string]]),
    ...tokensIn(further),
  ]
  const own = sceneOf(scene).shown === 'own components' ? ownStyles : ''
  if (tokens.length === 0) return `/* Every colour, radius and distance has a token: see docs/theming.md. */\n${own}`
  const unique = [...new Map(tokens)].map(([name, value]) => `  ${name}: ${value};\n`)
  return `:root {\n${unique.join('')}}\n${own}`
}

const presetTokens: Record<Choices['preset'], [string, string][]> = {
  none: [],
  dark: [
    ['--r3-text', '#ece9ff'],
    ['--r3-surface', '#17132b'],
    ['--r3-accent', '#a78bfa'],
  ],
  bold: [
    ['--r3-text', '#2a1746'],
    ['--r3-surface', '#fffdf8'],
    ['--r3-accent', '#6d28d9'],
    ['--r3-radius', '1.25rem'],
    ['--r3-weight-strong', '700'],
  ],
  dense: [
    ['--r3-density', '0.7'],
    ['--r3-font-size', '0.875rem'],
    ['--r3-radius', '0.5rem'],
  ],
}

const ownStyles = `
.acme-button {
  padding: 0.75rem 1.25rem;
  border: 2px solid currentColor;
  border-radius: 0;
  background: transparent;
  color: inherit;
  font: 600 0.9375rem/1 ui-monospace, monospace;
  cursor: pointer;
}

.acme-primary {
  border-color: #d6336c;
  background: #d6336c;
  color: #fff;
}

.acme-button[aria-disabled] {
  opacity: 0.6;
}
`
