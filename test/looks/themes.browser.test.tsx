import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import bold from '../../src/themes/bold.css?inline'
import bootstrap from '../../src/themes/bootstrap.css?inline'
import dense from '../../src/themes/dense.css?inline'
import mui from '../../src/themes/mui.css?inline'
import neutral from '../../src/themes/neutral.css?inline'
import shadcn from '../../src/themes/shadcn.css?inline'
import { renderInProvider } from '../packages/in-provider.tsx'
import { contrastOf, texts } from './contrast.ts'
import '../../src/styles.css'

const added: Element[] = []
afterEach(() => {
  cleanup()
  for (const element of added.splice(0)) element.remove()
})

const calm = '*, *::before, *::after { transition: none !important; animation: none !important }'

/** What the hosts themselves set: shadcn/ui's neutral theme, Bootstrap 5.3.8, Material UI 9.5. */
const hosts = {
  shadcn: `:root { --foreground: oklch(.145 0 0); --background: oklch(1 0 0); --card: oklch(1 0 0); --primary: oklch(.205 0 0);
    --primary-foreground: oklch(.985 0 0); --border: oklch(.922 0 0); --destructive: oklch(.577 .245 27.325); --radius: .625rem }`,
  shadcnDark: `:root { --foreground: oklch(.985 0 0); --background: oklch(.145 0 0); --card: oklch(.205 0 0); --primary: oklch(.922 0 0);
    --primary-foreground: oklch(.205 0 0); --border: oklch(1 0 0 / 10%); --destructive: oklch(.704 .191 22.216); --radius: .625rem }`,
  bootstrap: `:root { --bs-body-color: #212529; --bs-body-bg: #fff; --bs-link-color: #0d6efd; --bs-border-color: #dee2e6;
    --bs-form-valid-color: #198754; --bs-form-invalid-color: #dc3545; --bs-border-radius: .375rem; --bs-border-radius-lg: .5rem }`,
  bootstrapDark: `:root { --bs-body-color: #dee2e6; --bs-body-bg: #212529; --bs-link-color: #6ea8fe; --bs-border-color: #495057;
    --bs-form-valid-color: #75b798; --bs-form-invalid-color: #ea868f; --bs-border-radius: .375rem; --bs-border-radius-lg: .5rem }`,
  mui: `:root { --mui-palette-text-primary: rgba(0, 0, 0, .87); --mui-palette-background-paper: #fff; --mui-palette-primary-main: #1976d2;
    --mui-palette-primary-contrastText: #fff; --mui-palette-divider: rgba(0, 0, 0, .12); --mui-palette-error-main: #d32f2f; --mui-shape-borderRadius: 4px }`,
  muiDark: `:root { --mui-palette-text-primary: #fff; --mui-palette-background-paper: #121212; --mui-palette-primary-main: #90caf9;
    --mui-palette-primary-contrastText: rgba(0, 0, 0, .87); --mui-palette-divider: rgba(255, 255, 255, .12); --mui-palette-error-main: #f44336; --mui-shape-borderRadius: 4px }`,
}

it.each([
  ['neutral', neutral, ''],
  ['bold', bold, ''],
  ['dense', dense, ''],
  ['shadcn', shadcn, hosts.shadcn],
  ['shadcn, dark', shadcn, hosts.shadcnDark],
  ['Bootstrap', bootstrap, hosts.bootstrap],
  ['Bootstrap, dark', bootstrap, hosts.bootstrapDark],
  ['Material UI', mui, hosts.mui],
  ['Material UI, dark', mui, hosts.muiDark],
])('every text can be read in the theme %s', async (_, theme, host) => {
  await page.viewport(1280, 800)
  for (const css of [calm, host, theme]) {
    const style = document.createElement('style')
    style.textContent = css
    document.head.append(style)
    added.push(style)
  }
  renderInProvider(
    <>
      <PackagePicker websiteId="acme-bikes" renderFeatures={() => ['Heatmaps']} value="pro-monthly" />
      <SubscriptionPanel websiteId="acme-bikes" />
    </>,
    { state: 'payment_due' },
  )
  await screen.findAllByText(/Business/)
  await screen.findAllByText('Payment due')
  const kit = texts().filter((element) =>
    element.closest('[data-part=panel], [data-part=picker-option], [data-r3~=notice]'),
  )
  expect(kit.length).toBeGreaterThan(25)
  for (const element of kit) {
    expect(contrastOf(element), element.outerHTML.slice(0, 90)).toBeGreaterThanOrEqual(4.5)
  }
})
