import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { MemoryState } from '../../src/testing/memory-states.ts'
import { renderInProvider } from './in-provider.tsx'
import '../../src/styles.css'

const added: Element[] = []
function addStyle(css: string) {
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
  added.push(style)
}
afterEach(() => {
  cleanup()
  for (const element of added.splice(0)) element.remove()
  document.documentElement.removeAttribute('dir')
  document.documentElement.style.colorScheme = ''
})

const style = (element: Element) => getComputedStyle(element)
/** How much red a colour has as it is painted, of 255. */
function redOf(colour: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  return context.getImageData(0, 0, 1, 1).data[0] as number
}
const part = (name: string) => document.querySelector(`[data-part=${name}]`) as HTMLElement

describe('the stylesheet', () => {
  it('gives way to any class of the host', async () => {
    addStyle('.plain { padding: 3px; border-radius: 0 }')
    renderInProvider(<PackagePicker websiteId="acme-bikes" />)
    await screen.findByText('Pro')
    part('picker-option').className = 'plain'
    expect(style(part('picker-option')).paddingTop).toBe('3px')
    expect(style(part('picker-option')).borderRadius).toBe('0px')
  })

  it('gives way to a rule of the host for one of its parts', async () => {
    addStyle('[data-part=picker-option] { padding: 3px }')
    renderInProvider(<PackagePicker websiteId="acme-bikes" />)
    await screen.findByText('Pro')
    expect(style(part('picker-option')).paddingTop).toBe('3px')
  })

  it('takes its colours from the host’s properties', async () => {
    addStyle(':root { --r3-accent: rgb(200, 0, 100) }')
    renderInProvider(<PackagePicker websiteId="acme-bikes" />)
    await screen.findByText('Pro')
    expect(style(document.querySelector('[data-kind=filled]') as Element).backgroundColor).toBe('rgb(200, 0, 100)')
  })

  it('leaves alone what stands in a slot, and the page', async () => {
    const own = (
      <ul data-part="option">
        <li>Heatmaps</li>
      </ul>
    )
    renderInProvider(
      <>
        <div data-testid="page">{own}</div>
        <PackagePicker websiteId="acme-bikes" contact={<div data-testid="slot">{own}</div>} />
      </>,
    )
    await screen.findByText('Pro')
    const listOf = (id: string) => screen.getByTestId(id).firstElementChild as Element
    for (const name of ['padding', 'margin', 'borderWidth', 'display', 'boxSizing', 'listStyleType'] as const) {
      expect(style(listOf('slot'))[name], name).toBe(style(listOf('page'))[name])
    }
  })

  it('follows the colour scheme of the host', async () => {
    renderInProvider(<PackagePicker websiteId="acme-bikes" />)
    await screen.findByText('Pro')
    const light = style(part('picker-option')).backgroundColor
    document.documentElement.style.colorScheme = 'dark'
    await waitFor(() => expect(style(part('picker-option')).backgroundColor).not.toBe(light))
  })

  it('draws the own plan, what cannot be chosen and what can each in a way of its own', async () => {
    renderInProvider(<PackagePicker websiteId="acme-bikes" />, { state: 'trial' })
    await screen.findByText('Pro')
    const edge = (kind: string) =>
      style(document.querySelector(`[data-part=picker-option][data-kind=${kind}]`) as Element)
    expect(edge('unavailable').borderStyle).toBe('dashed')
    const open = edge('start').borderColor
    cleanup()
    renderInProvider(<PackagePicker websiteId="acme-bikes" />)
    await screen.findByText('Pro')
    expect(edge('current').borderStyle).toBe('solid')
    expect(edge('current').borderColor).not.toBe(open)
  })

  it('lifts a dialog off a dark page by its colour', async () => {
    document.documentElement.style.colorScheme = 'dark'
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
    const dialog = await screen.findByRole('dialog')
    const canvas = document.createElement('div')
    canvas.style.background = 'Canvas'
    document.body.append(canvas)
    added.push(canvas)
    expect(redOf(style(dialog).backgroundColor)).toBeGreaterThan(redOf(style(canvas).backgroundColor))
  })

  it('leaves out of sight what is out of sight among a thousand packages', async () => {
    renderInProvider(<PackagePicker websiteId="acme-bikes" />, { state: 'many_packages' })
    await screen.findByText('Plan 500')
    const options = document.querySelectorAll('[data-part=picker-option]')
    expect(options.length).toBe(500)
    expect(style(options[499] as Element).contentVisibility).toBe('auto')
    const last = options[499] as HTMLElement
    expect(last.checkVisibility({ contentVisibilityAuto: true })).toBe(true)
    expect((last.querySelector('label') as Element).checkVisibility({ contentVisibilityAuto: true })).toBe(false)
  })
})

it.each([320, 600, 1100])('takes about the same place before its plans are there, at %i pixels', async (width) => {
  await page.viewport(width, 800)
  renderInProvider(<PackagePicker websiteId="acme-bikes" />, { state: 'loading' })
  const before = part('picker-group').offsetHeight
  cleanup()
  renderInProvider(<PackagePicker websiteId="acme-bikes" />)
  await screen.findByText('Pro')
  // A limit that does not fit into one line makes all columns one line higher.
  expect(Math.abs(part('picker-group').offsetHeight / before - 1)).toBeLessThan(0.12)
})

describe('nothing is cut off', () => {
  const states: MemoryState[] = ['basic', 'yearly', 'odd_packages', 'planned_downgrade', 'ending', 'viewer', 'error']
  it.each([320, 390, 768, 1280])('at %i pixels', async (width) => {
    await page.viewport(width, 800)
    for (const state of states) {
      const { container } = renderInProvider(
        <PackagePicker websiteId="acme-bikes" onKeep={() => {}} footnote="Prices exclude VAT." contact="Call us" />,
        { state, locale: 'de-DE' },
      )
      await screen.findByText(state === 'error' ? 'The plans could not be loaded.' : 'Call us')
      expect(container.scrollWidth, state).toBeLessThanOrEqual(width)
      for (const element of container.querySelectorAll('[data-r3]:not([data-r3=hidden], [data-r3=hidden] *)')) {
        expect(
          element.scrollWidth - element.clientWidth,
          `${state} ${element.outerHTML.slice(0, 80)}`,
        ).toBeLessThanOrEqual(style(element).display === 'inline' ? Infinity : 1)
      }
      cleanup()
    }
  })

  it('in a language that runs from right to left', async () => {
    document.documentElement.dir = 'rtl'
    await page.viewport(390, 800)
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open />, { locale: 'ar-EG' })
    const radio = await screen.findByRole('radio', { name: 'Pro Monthly' })
    const dialog = screen.getByRole('dialog')
    expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth)
    const label = screen.getByText('Pro')
    // At the end of the row, which is on the left.
    expect(radio.getBoundingClientRect().left).toBeLessThan(label.getBoundingClientRect().left)
  })
})
