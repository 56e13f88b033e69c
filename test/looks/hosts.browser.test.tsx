import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import ours from '../../src/styles.css?inline'
import { layered } from '../../tools/layered.ts'
import { renderInProvider } from '../packages/in-provider.tsx'
import { contrastOf, texts } from './contrast.ts'
import admin from './resets/admin.css?inline'
import antd from './resets/antd.css?inline'
import bootstrap from './resets/bootstrap.css?inline'
import mui from './resets/mui.css?inline'
import normalize from './resets/normalize.css?inline'
import plain from './resets/plain.css?inline'
import tailwind3 from './resets/tailwind-3.css?inline'
import tailwind4 from './resets/tailwind-4.css?inline'

/** What a page gives to everything in it, whichever reset it has: this is meant to come through. */
const pageRules = `html { font-size: 16px !important } body { font: 400 16px/1.5 sans-serif !important; margin: 0 !important;
  color: #15171c !important; background: #fff !important }
  *, *::before, *::after { transition: none !important; animation: none !important }`

const added: Element[] = []
function addStyles(...sheets: string[]) {
  for (const css of [...sheets, pageRules]) {
    const style = document.createElement('style')
    style.textContent = css
    document.head.append(style)
    added.push(style)
  }
}
function removeStyles() {
  for (const element of added.splice(0)) element.remove()
}
beforeEach(() => page.viewport(1024, 768))
afterEach(() => {
  cleanup()
  removeStyles()
})

const measured = [
  'fontSize',
  'fontWeight',
  'lineHeight',
  'letterSpacing',
  'color',
  'backgroundColor',
  'borderTopWidth',
  'borderTopStyle',
  'borderTopColor',
  'borderTopLeftRadius',
  'textDecorationLine',
  'textAlign',
  'listStyleType',
  'cursor',
  'display',
  'marginTop',
  'marginLeft',
  'paddingTop',
  'paddingLeft',
  'appearance',
] as const

/** How each element looks, and its size to a quarter of a pixel. */
function looks(selector: string): string[] {
  return [...document.querySelectorAll(selector)].map((element) => {
    const style = getComputedStyle(element)
    const { width, height } = element.getBoundingClientRect()
    const size = [width, height].map((length) => Math.round(length * 4) / 4).join('x')
    const name = `${element.tagName} ${element.getAttribute('data-part') ?? ''} ${element.getAttribute('data-r3') ?? ''}`
    return `${name}: ${size} ${measured.map((property) => `${property} ${style[property]}`).join(', ')}`
  })
}

async function showKit() {
  renderInProvider(
    <>
      <div data-testid="host">
        <h2>Acme</h2>
        <p data-part="panel" data-kind="primary">
          A paragraph of the host
        </p>
        <ul data-part="feature">
          <li>One</li>
        </ul>
        <button type="button" data-tone="bad">
          Press
        </button>
        <input type="radio" data-part="picker-radio" />
      </div>
      <PackagePicker
        websiteId="acme-bikes"
        renderFeatures={() => ['Heatmaps']}
        footnote="Prices exclude VAT."
        value="pro-monthly"
      />
      <SubscriptionPanel websiteId="acme-bikes" />
    </>,
    { state: 'heavy_use' },
  )
  await screen.findByText('Resets on 15 December')
  await screen.findByText('Business')
}

const hosts = {
  admin,
  antd,
  bootstrap,
  mui,
  normalize,
  plain,
  'tailwind 3': tailwind3,
  'tailwind 4, unlayered': tailwind4,
}

describe.each(Object.entries(hosts))('in a page with the reset of %s', (_, reset) => {
  it('looks the same, whichever stylesheet comes first, and changes nothing of the page', async () => {
    await showKit()
    addStyles(ours)
    const alone = looks('[data-r3]')
    removeStyles()
    addStyles(reset)
    const hostAlone = looks('[data-testid=host] *')
    removeStyles()
    for (const order of [
      [reset, ours],
      [ours, reset],
    ]) {
      addStyles(...order)
      expect(looks('[data-r3]')).toEqual(alone)
      expect(looks('[data-testid=host] *')).toEqual(hostAlone)
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth)
      removeStyles()
    }
  })
})

describe('in a page that orders its layers', () => {
  const base = `@layer theme, base, components, utilities; @layer base { ${tailwind4} }`
  const utilities = '@layer utilities { .p-1 { padding: 3px } }'

  it.each([
    ['after', [base, utilities, layered(ours)]],
    ['before', [layered(ours), base, utilities]],
  ])('the layered stylesheet %s it stands above its resets and below its utilities', async (_, sheets) => {
    await showKit()
    addStyles(ours)
    const alone = looks('[data-r3]')
    removeStyles()
    addStyles(...sheets)
    expect(looks('[data-r3]')).toEqual(alone)
    const option = document.querySelector('[data-part=picker-option]') as HTMLElement
    option.classList.add('p-1')
    expect(getComputedStyle(option).paddingTop).toBe('3px')
  })
})

describe('a page that is dark without a color-scheme', () => {
  it.each([
    ['no tokens', ''],
    ['the tokens of a dark brand', ':root { --r3-text: #e9eaee; --r3-surface: #16171b; --r3-accent: #93a0ff }'],
    ['the tokens of a bold brand', ':root { --r3-text: #2a1746; --r3-surface: #fffdf8; --r3-accent: #6d28d9 }'],
  ])('can be read with %s', async (_, tokens) => {
    await showKit()
    addStyles(ours, tokens)
    document.body.style.cssText = 'background: rgb(16, 18, 22) !important; color: rgb(233, 234, 238) !important'
    try {
      expect(texts().length).toBeGreaterThan(40)
      for (const element of texts()) {
        expect(contrastOf(element), element.outerHTML.slice(0, 90)).toBeGreaterThanOrEqual(4.5)
      }
    } finally {
      document.body.style.cssText = ''
    }
  })
})
