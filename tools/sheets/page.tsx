import '@fontsource-variable/inter'
import { createRoot } from 'react-dom/client'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import type { MessageOverrides } from '../../src/react/provider/catalogue.ts'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { createMemoryAdapter } from '../../src/testing/memory-adapter.ts'
import type { MemoryState } from '../../src/testing/memory-states.ts'

/** One component in one situation, by the address: what the contact sheets show. */
const asked = new URLSearchParams(location.search)
const of = (name: string, fallback: string) => asked.get(name) ?? fallback
const hosts = import.meta.glob<string>('../../test/looks/resets/*.css', { query: '?inline', import: 'default' })
const themes = import.meta.glob<string>('../../src/themes/*.css', { query: '?inline', import: 'default' })
const languages = import.meta.glob<Record<string, MessageOverrides>>('../../src/locales/{de,ar}.ts')

const locale = of('locale', 'en-GB')
const language = locale.slice(0, 2)
const page = document.documentElement
page.lang = locale
page.dir = language === 'ar' ? 'rtl' : 'ltr'
page.style.colorScheme = of('scheme', 'light')

const addStyles = (css = '') =>
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }))
addStyles(
  `body { margin: 0; font: 400 16px/1.5 'Inter Variable', sans-serif; background: Canvas; color: CanvasText }
  #root { padding: 24px }
  @media (max-width: 400px) { #root { padding: 16px } }`,
)
addStyles(await hosts[`../../test/looks/resets/${of('host', '')}.css`]?.())
await import('../../src/styles.css')
addStyles(await themes[`../../src/themes/${of('theme', '')}.css`]?.())
const messages = (await languages[`../../src/locales/${language}.ts`]?.())?.[language]

const shared = {
  websiteId: 'acme-bikes',
  renderFeatures: () => (messages ? [] : ['Session recordings', 'Heatmaps']),
  footnote: messages ? undefined : 'Prices exclude VAT.',
}
const components = {
  picker: <PackagePicker {...shared} onKeep={() => {}} />,
  modal: <UpgradeModal {...shared} open onViewPlan={() => {}} />,
  panel: <SubscriptionPanel {...shared} />,
  frame: <DashboardFrame websiteId="acme-bikes" height={420} />,
}
const state = of('state', 'basic') as MemoryState
const now = () => new Date('2026-11-24T10:00:00Z')
const adapter = createMemoryAdapter({
  state,
  now,
  dashboardUrl: new URL('dashboard.html', location.href).href,
  dashboardUrlExpiresInSeconds: Number(of('expires', '3600')),
})
createRoot(document.getElementById('root') as HTMLElement).render(
  <AnalyticsProvider adapter={adapter} locale={locale} messages={messages}>
    {components[of('what', 'picker') as keyof typeof components]}
  </AnalyticsProvider>,
)
