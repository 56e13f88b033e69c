import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { createHttpAdapter } from '../../src/adapter/http-adapter.ts'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { openPage } from '../dashboard/dashboard-page.tsx'
import { letSay, readyFrame, signedFor, sites } from '../dashboard/real-frames.ts'
import { renderInProvider } from '../packages/in-provider.tsx'
import '../../src/styles.css'

/** Takes away what the oldest browsers lack, and answers what gives it back. */
function becomeOld(): () => void {
  const undo: (() => void)[] = []
  for (const path of inject('newerMembers')) {
    const name = path.at(-1) as string
    const owner = path.slice(0, -1).reduce<unknown>((found, step) => (found as Record<string, unknown>)?.[step], window)
    const kept = owner ? Object.getOwnPropertyDescriptor(owner, name) : undefined
    if (!owner || !kept?.configurable) continue
    Reflect.deleteProperty(owner, name)
    undo.push(() => Object.defineProperty(owner, name, kept))
  }
  return () => undo.forEach((act) => act())
}

let becomeNew: () => void
beforeEach(() => {
  becomeNew = becomeOld()
})
afterEach(() => {
  cleanup()
  becomeNew()
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const title = (name: string) => screen.findByRole('heading', { name })

it('takes away what came later', () => {
  expect([
    'any' in AbortSignal,
    'canParse' in URL,
    'showPopover' in HTMLElement.prototype,
    'requestIdleCallback' in window,
  ]).toEqual([false, false, false, false])
})

it('a browser of the spring of 2023 shows the dashboard, and the plans when its button is pressed', async () => {
  const answer = () => Promise.resolve(new Response(JSON.stringify(signedFor('shop-1'))))
  const adapter = createHttpAdapter({ baseUrl: '/api', fetch: answer })
  openPage(
    <DashboardFrame websiteId="shop-1">
      <UpgradeModal />
    </DashboardFrame>,
    { adapter, allowedOrigins: [sites.frame] },
  )
  const frame = await readyFrame()
  await letSay(frame, { type: 'UPGRADE_BUTTON_CLICKED', data: { intpWebsiteId: 'shop-1' } })
  await title('Choose a plan')
})

it('a browser of the spring of 2023 sells an upgrade with a payment beside the dialog', async () => {
  const paid = vi.fn()
  renderInProvider(
    <UpgradeModal websiteId="acme-bikes" open renderPayment={() => <button onClick={paid}>Pay</button>} />,
    {
      state: 'embedded_payment',
    },
  )
  await page.getByRole('radio', { name: 'Pro Monthly' }).click()
  await press('Review the change')
  await press(/^Upgrade now|·/)
  await press('Pay')
  expect(paid).toHaveBeenCalled()
})

it('a browser of the spring of 2023 shows that payment in the middle of the window from within what is transformed', async () => {
  await page.viewport(1280, 800)
  renderInProvider(
    <div style={{ transform: 'translate(30px, 40px)', inlineSize: 400, blockSize: 300 }}>
      <UpgradeModal websiteId="acme-bikes" open renderPayment={() => <p>Card number</p>} />
    </div>,
    { state: 'embedded_payment' },
  )
  await page.getByRole('radio', { name: 'Pro Monthly' }).click()
  await press('Review the change')
  await press(/·/)
  await screen.findByText('Card number')
  const dialog = document.querySelector('[data-part=upgrade]') as HTMLElement
  const { left, right, top, bottom } = dialog.getBoundingClientRect()
  expect(right - left).toBeGreaterThan(800)
  expect(Math.abs(left - (innerWidth - right))).toBeLessThanOrEqual(1)
  expect(Math.abs(top - (innerHeight - bottom))).toBeLessThanOrEqual(1)
  // The next opening is as ever.
  cleanup()
  renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
  await title('Choose a plan')
  expect(document.querySelector<HTMLElement>('[data-part=upgrade]')?.style.translate).toBe('')
})

it('a browser of the spring of 2023 turns auto-renewal off and on', async () => {
  renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />, { state: 'heavy_use' })
  await press('Turn off auto-renewal…')
  await press('Turn off auto-renewal')
  await press('Turn auto-renewal back on')
  await screen.findByText(/^Renews on/)
})
