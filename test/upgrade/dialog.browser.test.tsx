import { cleanup, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { UpgradeModalProps } from '../../src/react/upgrade/upgrade-modal-props.ts'
import { lockScroll } from '../../src/react/ui/scroll-lock.ts'
import type { MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'
import { renderInProvider } from '../packages/in-provider.tsx'
import '../../src/styles.css'

// Loaded when the page is idle; here it is there from the start.
beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

function Shop({ isOpenerGone, ...props }: Partial<UpgradeModalProps> & { isOpenerGone?: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div style={{ height: 3000 }}>
      {!(isOpenerGone && isOpen) && (
        <button type="button" onClick={() => setOpen(true)}>
          Plans
        </button>
      )}
      <UpgradeModal websiteId="acme-bikes" open={isOpen} onOpenChange={setOpen} {...props} />
      <button type="button">Behind</button>
    </div>
  )
}

async function openShop(options: MemoryAdapterOptions = {}, props: Parameters<typeof Shop>[0] = {}) {
  const view = renderInProvider(<Shop {...props} />, options)
  await page.getByRole('button', { name: 'Plans' }).click()
  await title('Choose a plan')
  return view
}

const title = async (name: string) => {
  const heading = await screen.findByRole('heading', { name })
  await waitFor(() => expect(document.activeElement).toBe(heading))
}
const dialog = () => document.querySelector<HTMLDialogElement>('dialog') as HTMLDialogElement
const pageOverflow = () => getComputedStyle(document.documentElement).overflow
const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const choose = (name: string) => page.getByRole('radio', { name }).click()

beforeEach(() => page.viewport(1024, 700))
afterEach(cleanup)

describe('the focus', () => {
  it('goes to the title, and to the title of each step after it', async () => {
    await openShop()
    await choose('Pro Monthly')
    await press('Review the change')
    await title('Review the change')
    await press(/^Upgrade now · €.+ on your next invoice$/)
    await title('You are on Pro')
  })

  it('goes back to what opened the dialog', async () => {
    await openShop()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Plans' })))
    expect(dialog().open).toBe(false)
  })

  it('never falls on the body', async () => {
    await openShop({}, { isOpenerGone: true })
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(dialog().open).toBe(false))
    expect(document.activeElement).not.toBe(document.body)
    await userEvent.keyboard('{Tab}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Behind' }))
  })

  it('goes to the named finalFocus', async () => {
    const finalFocus = { current: null as HTMLElement | null }
    const heading = document.createElement('h1')
    heading.tabIndex = -1
    document.body.append(heading)
    finalFocus.current = heading
    await openShop({}, { isOpenerGone: true, finalFocus })
    await press('Close')
    await waitFor(() => expect(document.activeElement).toBe(heading))
    heading.remove()
  })
})

describe('closing', () => {
  it('by Escape is safe at every step, and the change is found again', async () => {
    await openShop({ state: 'settling' })
    await choose('Pro Monthly')
    await press('Review the change')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(dialog().open).toBe(false))
    await press('Plans')
    await title('Choose a plan')
    await press('Review the change')
    await title('Review the change')
    await press(/^Upgrade now · €.+ on your next invoice$/)
    await title('Changing your plan')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(dialog().open).toBe(false))
    await press('Plans')
    await title('Your change is in progress')
  })
})

describe('the page behind', () => {
  it('is out of reach and does not scroll', async () => {
    await openShop()
    expect(dialog().matches(':modal')).toBe(true)
    const behind = screen.getByText('Behind')
    behind.focus()
    expect(document.activeElement).not.toBe(behind)
    expect(pageOverflow()).toBe('hidden')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(pageOverflow()).toBe('visible'))
  })

  it('scrolls again when the dialog is unmounted while it is open', async () => {
    await openShop()
    cleanup()
    expect(pageOverflow()).toBe('visible')
  })

  it('scrolls again with the last of several dialogs', () => {
    const [first, second] = [lockScroll(), lockScroll()]
    first()
    first()
    expect(pageOverflow()).toBe('hidden')
    second()
    expect(pageOverflow()).toBe('visible')
  })
})

describe('beside a payment provider', () => {
  it('what its script puts into the page can be reached, and the dialog is modal again after it', async () => {
    let confirmed = () => {}
    const { adapter } = await openShop(
      { state: 'embedded_payment' },
      {
        renderPayment: ({ onConfirmed }) => {
          confirmed = onConfirmed
          return <button type="button">{dialog().matches(':modal') ? 'too early' : 'Pay'}</button>
        },
      },
    )
    await choose('Pro Monthly')
    await press('Review the change')
    await press(/^Upgrade now · €/)
    await title('Pay for your upgrade')
    await expect.element(page.getByRole('button', { name: 'Pay' })).toBeVisible()
    expect(dialog().matches(':modal')).toBe(false)

    const challenge = document.createElement('div')
    challenge.innerHTML = '<input aria-label="Code of your bank">'
    challenge.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647'
    document.body.append(challenge)
    await page.getByRole('textbox', { name: 'Code of your bank' }).fill('1234')
    expect(challenge.querySelector('input')?.value).toBe('1234')
    challenge.remove()

    adapter.pay()
    confirmed()
    await title('Changing your plan')
    expect(dialog().matches(':modal')).toBe(true)
    await title('You are on Pro')
  })

  it('is closed by Escape too', async () => {
    await openShop({ state: 'embedded_payment' }, { renderPayment: () => <p>Card number</p> })
    await choose('Pro Monthly')
    await press('Review the change')
    await press(/^Upgrade now · €/)
    await title('Pay for your upgrade')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(dialog().open).toBe(false))
    expect(pageOverflow()).toBe('visible')
  })
})

describe('the keyboard', () => {
  it('chooses with arrows, leaves with Tab, goes on with Enter, and never moves the page', async () => {
    await openShop()
    await choose('Advanced Monthly')
    const { scrollTop } = dialog()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(page.getByRole('radio', { name: 'Pro Monthly' })).toBeChecked()
    // Basic, the own plan, is text: the arrows pass it.
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
    await expect.element(page.getByRole('radio', { name: 'Free Monthly' })).toBeChecked()
    expect([dialog().scrollTop, scrollY]).toEqual([scrollTop, 0])
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    await expect.element(page.getByRole('radio', { name: 'Pro Monthly' })).toBeChecked()
    await userEvent.keyboard('{Tab}')
    await expect.element(page.getByRole('button', { name: 'Review the change' })).toHaveFocus()
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
    await title('Review the change')
  })
})
