import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import ours from '../../src/styles.css?inline'
import { layered } from '../../tools/layered.ts'
import { renderInProvider } from '../packages/in-provider.tsx'
import { contrastOf, texts } from './contrast.ts'
import { dress, invisibleTexts, looks, undress } from './dressed.ts'
import { HostPage } from './host-page.tsx'
import admin from './resets/admin.css?inline'
import antd from './resets/antd.css?inline'
import bootstrap from './resets/bootstrap.css?inline'
import mui from './resets/mui.css?inline'
import normalize from './resets/normalize.css?inline'
import plain from './resets/plain.css?inline'
import tailwind3 from './resets/tailwind-3.css?inline'
import tailwind4 from './resets/tailwind-4.css?inline'

beforeEach(() => page.viewport(1024, 768))
afterEach(() => {
  cleanup()
  undress()
})

async function showKit() {
  renderInProvider(<HostPage />, { state: 'heavy_use' })
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
    dress(ours)
    const alone = looks('[data-r3]')
    dress(reset)
    const hostAlone = looks('#host *')
    for (const order of [
      [reset, ours],
      [ours, reset],
    ]) {
      dress(...order)
      expect(looks('[data-r3]')).toEqual(alone)
      expect(looks('#host *')).toEqual(hostAlone)
      expect(invisibleTexts()).toEqual([])
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth)
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
    dress(ours)
    const alone = looks('[data-r3]')
    dress(...sheets)
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
    dress(ours, tokens)
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
