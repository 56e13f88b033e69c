import MuiDialog from '@mui/material/Dialog'
import * as Radix from '@radix-ui/react-dialog'
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { useState, type ReactNode } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { renderInProvider } from '../packages/in-provider.tsx'
import '../../src/styles.css'

interface TheirsProps {
  open: boolean
  onClose: () => void
  opener?: ReactNode
  children: ReactNode
}

/** Dialogs of the host's library, as its app has them. */
const libraries = {
  Radix: ({ open, onClose, opener, children }: TheirsProps) => (
    <Radix.Root open={open} onOpenChange={(isOpen) => isOpen || onClose()}>
      {opener && <Radix.Trigger asChild>{opener}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay style={{ position: 'fixed', inset: 0, background: 'rgb(0 0 0 / 0.5)' }} />
        <Radix.Content
          aria-describedby={undefined}
          style={{ position: 'fixed', inset: 40, background: 'white', zIndex: 1100 }}
        >
          <Radix.Title>Theirs</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  ),
  'Material UI': ({ open, onClose, opener, children }: TheirsProps) => (
    <>
      {opener}
      <MuiDialog open={open} onClose={onClose} aria-label="Theirs" transitionDuration={0}>
        <h2>Theirs</h2>
        {children}
      </MuiDialog>
    </>
  ),
}

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
beforeEach(() => page.viewport(1024, 768))
afterEach(cleanup)

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const title = async (name: string) => {
  const heading = await screen.findByRole('heading', { name })
  await waitFor(() => expect(document.activeElement).toBe(heading))
}
const isThere = (name: string) => screen.queryByRole('heading', { name, hidden: true }) !== null
const focused = () => document.activeElement?.textContent

/** How far the page can be scrolled by whoever looks at it. */
function scrollsAgain(): boolean {
  const isFree = [document.documentElement, document.body].every(
    (element) => getComputedStyle(element).overflowY !== 'hidden',
  )
  return isFree && document.documentElement.scrollHeight > innerHeight
}

describe.each(Object.entries(libraries))('a dialog of %s', (_, Theirs) => {
  it('around ours stays open, and gets the focus back where it was', async () => {
    function Page() {
      const [isOpen, setOpen] = useState(true)
      const [isUpgrading, setUpgrading] = useState(false)
      return (
        <Theirs open={isOpen} onClose={() => setOpen(false)}>
          <button onClick={() => setUpgrading(true)}>Plans</button>
          <UpgradeModal websiteId="acme-bikes" open={isUpgrading} onOpenChange={setUpgrading} />
        </Theirs>
      )
    }
    renderInProvider(<Page />)
    await press('Plans')
    await title('Choose a plan')
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    await press('Review the change')
    await title('Review the change')
    await press(/^Upgrade now/)
    await title('You are on Pro')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(focused()).toBe('Plans'))
    expect(isThere('Theirs')).toBe(true)
  })

  it('that the payment opens can be used, and leaves ours as it was', async () => {
    function Payment() {
      const [isOpen, setOpen] = useState(false)
      return (
        <Theirs
          open={isOpen}
          onClose={() => setOpen(false)}
          opener={<button onClick={() => setOpen(true)}>Enter card</button>}
        >
          <input aria-label="Card number" />
          <button onClick={() => setOpen(false)}>Use this card</button>
        </Theirs>
      )
    }
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open renderPayment={() => <Payment />} />, {
      state: 'embedded_payment',
    })
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    await press('Review the change')
    await press(/^Upgrade now|·/)
    await press('Enter card')
    await page.getByRole('textbox', { name: 'Card number' }).click()
    await userEvent.keyboard('4242')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Card number' }).value).toBe('4242')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(isThere('Theirs')).toBe(false))
    await waitFor(() => expect(focused()).toBe('Enter card'))
    await press('Enter card')
    await press('Use this card')
    await waitFor(() => expect(focused()).toBe('Enter card'))
  })

  it.each([
    ['theirs first, ours last', ['theirs', 'ours'], ['ours', 'theirs']],
    ['theirs first, and it ends first', ['theirs', 'ours'], ['theirs', 'ours']],
    ['ours first, theirs last', ['ours', 'theirs'], ['theirs', 'ours']],
    ['ours first, and it ends first', ['ours', 'theirs'], ['ours', 'theirs']],
  ] as const)('beside ours: the page scrolls again when both are closed, %s', async (_order, opening, closing) => {
    const set: Record<'theirs' | 'ours', (isOpen: boolean) => void> = { theirs: () => {}, ours: () => {} }
    function Page() {
      const [isTheirs, setTheirs] = useState(false)
      const [isOurs, setOurs] = useState(false)
      Object.assign(set, { theirs: setTheirs, ours: setOurs })
      return (
        <div style={{ height: 3000 }}>
          <Theirs open={isTheirs} onClose={() => {}}>
            <button>Inside</button>
          </Theirs>
          <UpgradeModal websiteId="acme-bikes" open={isOurs} />
        </div>
      )
    }
    renderInProvider(<Page />)
    expect(scrollsAgain()).toBe(true)
    for (const which of opening) {
      act(() => set[which](true))
      await waitFor(() => expect(isThere(which === 'ours' ? 'Choose a plan' : 'Theirs')).toBe(true))
    }
    expect(scrollsAgain()).toBe(false)
    act(() => set[closing[0]](false))
    await waitFor(() => expect(isThere(closing[0] === 'ours' ? 'Choose a plan' : 'Theirs')).toBe(false))
    expect(scrollsAgain()).toBe(false)
    act(() => set[closing[1]](false))
    await waitFor(() => expect(scrollsAgain()).toBe(true))
    expect(getComputedStyle(document.body).pointerEvents).not.toBe('none')
  })
})
