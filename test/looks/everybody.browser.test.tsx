import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { en } from '../../src/locales/en.ts'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { MemoryState } from '../../src/testing/memory-states.ts'
import { signedFor } from '../dashboard/real-frames.ts'
import { byLane } from '../lane.ts'
import { outcomes, reviews, show, type Screen } from '../locales/screens.tsx'
import { renderInProvider } from '../packages/in-provider.tsx'
import { contrastOf, texts } from './contrast.ts'
import '../../src/styles.css'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
const added: Element[] = []
afterEach(() => {
  cleanup()
  document.documentElement.removeAttribute('dir')
  for (const element of added.splice(0)) element.remove()
})
function addStyle(css: string) {
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
  added.push(style)
}
const emulate = (name: string, value: string) =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name, value }] })

async function toReview() {
  await page.getByRole('radio', { name: 'Pro Monthly' }).click()
  await page.getByRole('button', { name: 'Review the change' }).click()
  await screen.findByText(/^Then every month/)
}

const plans = (state: MemoryState = 'basic') =>
  renderInProvider(<UpgradeModal websiteId="acme-bikes" open footnote="Prices exclude VAT." />, { state })
const panel = (state: MemoryState) => renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />, { state })

const shown = (among: readonly Screen[], state: MemoryState) => async () => {
  await show(among.find((one) => one.state === state) ?? expect.fail(`There is no such screen: ${state}.`), en)
}
const frame = (state: MemoryState, says: string, expiresInSeconds?: number) => async () => {
  const url = signedFor('shop-1').url
  renderInProvider(<DashboardFrame websiteId="shop-1" height={500} />, {
    state,
    dashboardUrl: url,
    dashboardUrlExpiresInSeconds: expiresInSeconds,
  })
  await screen.findAllByText(says)
}

/** What comes after the plans and around them, and the way there. `npm test` takes the first four. */
const laterScreens: [name: string, open: () => Promise<void>][] = [
  ['a review with a warning', shown(reviews, 'heavy_use')],
  ['a payment that was declined', shown(outcomes, 'declined')],
  [
    'the question about renewal',
    async () => {
      panel('planned_downgrade')
      await page.getByRole('button', { name: 'Turn off auto-renewal…' }).click()
      await screen.findByRole('heading', { name: 'Turn off auto-renewal?' })
    },
  ],
  ['a frame that is not there', frame('unknown_website', 'There are no analytics for this website yet.')],
  ['a review', shown(reviews, 'basic')],
  ['an upgrade that is done', shown(outcomes, 'basic')],
  ['an upgrade that needs a person', shown(outcomes, 'needs_attention')],
  [
    'a frame that takes long',
    async () => {
      addStyle('* { animation-duration: 0s !important }')
      await frame('loading', 'Loading your analytics…')()
    },
  ],
  ['a frame that has expired', frame('basic', 'These numbers may be out of date.', 1)],
]
const screensAfter = laterScreens.slice(0, byLane({ test: 4, all: laterScreens.length }))

/** What can be pressed, and does not take a press so many pixels around its middle. */
function missed(least: number): string[] {
  // What is behind an open dialog takes no press at all.
  const reachable = document.querySelector('dialog[open]') ?? document
  const pressed = [...reachable.querySelectorAll<HTMLElement>('button, a[href], summary, input')].filter(
    (element) => element.dataset['r3'] !== undefined && element.checkVisibility(),
  )
  expect(pressed.length).toBeGreaterThan(0)
  return pressed
    .filter((element) => {
      const place = element.matches('input')
        ? (element.closest('[data-part=picker-option], label') ?? element)
        : element
      place.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = place.getBoundingClientRect()
      const [x, y, reach] = [left + width / 2, top + height / 2, least / 2 - 1]
      const around = [
        [x - reach, y],
        [x + reach, y],
        [x, y - reach],
        [x, y + reach],
      ] as const
      return !around.every(([at, down]) => place.contains(document.elementFromPoint(at, down)))
    })
    .map((element) => `${element.dataset['part'] ?? element.localName} ${element.textContent}`)
}

describe.each([
  ['44 px', '', 44],
  ['24 px in the dense theme', ':root { --r3-density: .5 }', 24],
])('whatever can be pressed measures %s', (_, css, least) => {
  // With a switch that is planned, one of the cards has a button.
  it.each<MemoryState>(['basic', 'planned_downgrade'])('in the plans: %s', async (state) => {
    addStyle(css)
    plans(state)
    await screen.findByRole('radio', { name: 'Business Monthly' })
    expect(missed(least)).toEqual([])
  })

  it.each<MemoryState>(['heavy_use', 'planned_downgrade', 'payment_due', 'error'])(
    'in the panel: %s',
    async (state) => {
      addStyle(css)
      panel(state)
      await screen.findAllByRole(state === 'payment_due' ? 'link' : 'button')
      expect(missed(least)).toEqual([])
    },
  )

  it.each(screensAfter)('in %s', async (_name, open) => {
    addStyle(css)
    await open()
    expect(missed(least)).toEqual([])
  })
})

/** Elements of the kit whose text leaves their box sideways, or is cut off. */
function spilled(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-r3]')]
    .filter((element) => !element.closest('[data-r3~=hidden], [data-r3~=radio], svg') && element.checkVisibility())
    .filter((element) => !element.querySelector('[data-r3~=hidden]') || element.dataset['part'] === 'picker')
    .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
    .map((element) => `${element.dataset['part'] ?? element.localName}: ${element.textContent?.slice(0, 40)}`)
}

describe.each([
  [
    'text spacing of WCAG 1.4.12',
    '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }',
  ],
  ['text twice as large', 'html { font-size: 200% }'],
  ['right to left', ''],
])('with %s nothing is cut off or leaves the window', (kind, css) => {
  it.each([1280, 390, 320])('at %i px', async (width) => {
    await page.viewport(width, 800)
    addStyle(css)
    if (kind === 'right to left') document.documentElement.dir = 'rtl'
    panel('heavy_use')
    await screen.findByText(/^Renews on/)
    expect(spilled()).toEqual([])
    cleanup()
    plans()
    await screen.findByRole('radio', { name: 'Pro Monthly' })
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
    expect(spilled()).toEqual([])
  })

  // The narrowest window is where it would happen first.
  it.each(byLane({ test: [320], all: [1280, 390, 320] }))(
    'at %i px, in each of the screens after them',
    async (width) => {
      await page.viewport(width, 800)
      addStyle(css)
      if (kind === 'right to left') document.documentElement.dir = 'rtl'
      for (const [name, open] of screensAfter) {
        await open()
        expect(document.documentElement.scrollWidth, name).toBeLessThanOrEqual(width)
        expect(spilled(), name).toEqual([])
        cleanup()
      }
    },
  )
})

it('right to left, what points somewhere points the other way', async () => {
  document.documentElement.dir = 'rtl'
  plans()
  await toReview()
  const arrows = [...document.querySelectorAll('[data-r3~=flip]')]
  expect(arrows.length).toBeGreaterThan(1)
  for (const arrow of arrows) expect(getComputedStyle(arrow).scale).toBe('-1 1')
})

describe('in forced colours', () => {
  it.each<MemoryState>(['heavy_use', 'ending', 'payment_due', 'trial', 'error'])(
    'the panel can be read: %s',
    async (state) => {
      await page.viewport(1280, 800)
      await emulate('forced-colors', 'active')
      try {
        panel(state)
        await screen.findAllByRole(state === 'payment_due' ? 'link' : 'button')
        expect(texts().length).toBeGreaterThan(1)
        for (const element of texts()) {
          expect(contrastOf(element), element.outerHTML.slice(0, 100)).toBeGreaterThanOrEqual(4.5)
        }
      } finally {
        await emulate('forced-colors', '')
      }
    },
  )

  it.each(screensAfter)('every text can be read in %s', async (_name, open) => {
    await page.viewport(1280, 800)
    await emulate('forced-colors', 'active')
    try {
      // Half-way from one colour to another there is none that is meant.
      addStyle('* { transition: none !important }')
      await open()
      expect(texts().length).toBeGreaterThan(1)
      for (const element of texts()) {
        expect(contrastOf(element), element.outerHTML.slice(0, 100)).toBeGreaterThanOrEqual(4.5)
      }
    } finally {
      await emulate('forced-colors', '')
    }
  })

  it('a meter, a skeleton and the mark of an outcome have an edge', async () => {
    await emulate('forced-colors', 'active')
    try {
      panel('heavy_use')
      await screen.findByText(/^Renews on/)
      const edge = (selector: string) => getComputedStyle(document.querySelector(selector) as Element).borderTopWidth
      expect(edge('[data-r3~=meter]')).toBe('1px')
      cleanup()
      renderInProvider(<DashboardFrame websiteId="shop-1" />, { state: 'loading' })
      await screen.findAllByText('Loading your analytics…')
      expect(edge('[data-r3~=skeleton]')).toBe('1px')
      cleanup()
      renderInProvider(<DashboardFrame websiteId="shop-1" />, { state: 'unknown_website' })
      await screen.findByRole('alert')
      expect(edge('[data-part=outcome-mark]')).toBe('1px')
    } finally {
      await emulate('forced-colors', '')
    }
  })
})

it('on paper the review is whole, and without buttons', async () => {
  await page.viewport(390, 400)
  plans()
  await toReview()
  await cdp().send('Emulation.setEmulatedMedia', { media: 'print' })
  try {
    const body = document.querySelector('[data-part=upgrade-body]') as HTMLElement
    const dialog = body.closest('dialog') as HTMLElement
    expect(body.scrollHeight).toBeLessThanOrEqual(body.clientHeight + 1)
    expect(dialog.offsetHeight).toBeGreaterThan(body.scrollHeight)
    expect([...dialog.querySelectorAll('button')].filter((button) => button.checkVisibility())).toEqual([])
  } finally {
    await cdp().send('Emulation.setEmulatedMedia', { media: '' })
  }
})

it('with more contrast, lines are edges and nothing is muted', async () => {
  await emulate('prefers-contrast', 'more')
  try {
    panel('heavy_use')
    const sentence = await screen.findByText(/^Renews on/)
    expect(contrastOf(sentence)).toBeGreaterThanOrEqual(12)
  } finally {
    await emulate('prefers-contrast', '')
  }
})

it('with reduced motion nothing is animated, but for the sentence that waits', async () => {
  await emulate('prefers-reduced-motion', 'reduce')
  try {
    renderInProvider(<DashboardFrame websiteId="shop-1" />, { state: 'loading' })
    await screen.findAllByText('Loading your analytics…')
    const moving = document.getAnimations().map((animation) => (animation as CSSAnimation).animationName)
    expect(moving).toEqual(['r3-patience'])
    cleanup()
    plans()
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    await page.getByRole('button', { name: 'Review the change' }).click()
    await page.getByRole('button', { name: /^Upgrade now/ }).click()
    const mark = await vi.waitUntil(() => document.querySelector('[data-part=outcome][data-state=done] path'), 30_000)
    expect(getComputedStyle(mark).animationName).toBe('none')
  } finally {
    await emulate('prefers-reduced-motion', '')
  }
})
