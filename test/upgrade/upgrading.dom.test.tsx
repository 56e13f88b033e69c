import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { UpgradeModalProps } from '../../src/react/upgrade/upgrade-modal-props.ts'
import type { SubscriptionChange } from '../../src/contract/subscription-change.ts'
import type { AnalyticsEvent } from '../../src/react/events.ts'
import type { MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'
import { renderInProvider } from '../packages/in-provider.tsx'

// Loaded when the page is idle; here it is there from the start.
beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

function Shop(props: Partial<UpgradeModalProps>) {
  const [isOpen, setOpen] = useState(true)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Plans
      </button>
      <UpgradeModal websiteId="acme-bikes" open={isOpen} onOpenChange={setOpen} {...props} />
    </>
  )
}

function openShop(options: MemoryAdapterOptions = {}, props: Partial<UpgradeModalProps> = {}) {
  const events: AnalyticsEvent[] = []
  return { events, ...renderInProvider(<Shop {...props} />, { ...options, onEvent: (event) => events.push(event) }) }
}

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const press = async (name: string | RegExp) => userEvent.click(await button(name))
const choose = async (name: string) => userEvent.click(await screen.findByRole('radio', { name }))
const dialog = (name: string | RegExp) => screen.findByRole('dialog', { name })
const started = (calls: readonly { route: string; input: unknown }[]) =>
  calls.filter(({ route }) => route === 'startChange').map(({ input }) => input as Record<string, unknown>)

const partText = (part: string) =>
  document
    .querySelector(`[data-part=${part}]`)
    ?.textContent?.replace(/\s/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')

async function review(plan: string) {
  await choose(plan)
  await press('Review the change')
  await dialog('Review the change')
}

describe('an upgrade', () => {
  it('goes from the plans over the review to the plan that is there', async () => {
    const onChanged = vi.fn<NonNullable<UpgradeModalProps['onChanged']>>()
    const { adapter, events } = openShop({}, { onChanged })
    await review('Pro Monthly')
    const shown = await within(screen.getByRole('dialog')).findAllByRole('definition')
    const lines = shown.map(({ textContent }) => textContent)
    expect(lines).toEqual(['€24.99', '−€5.59', '€19.40', '€24.99'])
    expect(screen.getByText('Then every month from 24 December')).toBeTruthy()
    expect(screen.getByText('Starts right away.')).toBeTruthy()
    await press(/^Upgrade now · €.+ on your next invoice$/)
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    expect(screen.getByText('60,000 touchpoints a month from now on')).toBeTruthy()
    expect(adapter.view.subscription).toMatchObject({ plan: { packageId: 'pro-monthly' } })
    expect(onChanged).toHaveBeenCalledOnce()
    expect(events).toContainEqual({ type: 'plan.changed', websiteId: 'acme-bikes', packageId: 'pro-monthly' })
  })

  it('sends the quote that was shown, and its amount', async () => {
    const { adapter } = openShop()
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    expect(started(adapter.calls)).toEqual([
      {
        websiteId: 'acme-bikes',
        idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        intent: { kind: 'choose', packageId: 'pro-monthly' },
        quote: { id: 'quote-1', amountMinor: 1940 },
      },
    ])
  })

  it('is one change, however often the button is pressed', async () => {
    const { adapter } = openShop({ delayMs: { startChange: 30 } })
    await review('Pro Monthly')
    const confirm = await button(/^Upgrade now/)
    confirm.click()
    confirm.click()
    confirm.click()
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    expect(started(adapter.calls)).toHaveLength(1)
  })

  it('asks for one price, not for one of each plan that was passed on the way', async () => {
    const { adapter } = openShop()
    await choose('Advanced Monthly')
    await choose('Business Monthly')
    await choose('Pro Monthly')
    expect(
      await screen.findByText(/on your next invoice, then/, { selector: '[data-part=upgrade-cost] *' }),
    ).toBeTruthy()
    expect(adapter.calls.filter(({ route }) => route === 'createQuote')).toHaveLength(1)
  })

  it('keeps the choice on the way back', async () => {
    openShop()
    await review('Pro Monthly')
    await press('Back to the plans')
    await dialog('Choose a plan')
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'Pro Monthly' })).checked).toBe(true)
  })

  it('says done only when a fresh read shows the plan', async () => {
    const { adapter } = openShop({ laggingReads: 1 })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    await dialog('Changing your plan')
    expect((await screen.findAllByText('Your plan has changed and will show in a moment')).length).toBeGreaterThan(0)
    expect(screen.queryByRole('dialog', { name: /^(You are on|You keep|Your switch|Auto-renewal)/ })).toBeNull()
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    const reads = adapter.calls.map(({ route }) => route)
    expect(reads.lastIndexOf('getSubscription')).toBeGreaterThan(reads.lastIndexOf('startChange'))
  })
})

describe('the button says what it does', () => {
  it.each([
    ['basic', 'Free Monthly', 'Switch to Free on 15\u00a0December'],
    ['planned_downgrade', 'Advanced Monthly', 'Switch to Advanced instead on 15\u00a0December'],
    ['trial', 'Pro Monthly', 'End trial and start Pro · €24.99 on your next invoice'],
    ['ended', 'Pro Monthly', 'Restart now · €24.99 on your next invoice'],
    ['ending', 'Pro Monthly', 'Turn auto-renewal back on'],
    ['odd_packages', 'Plus Monthly', 'Switch now · free'],
    ['redirect', 'Pro Monthly', 'Continue to payment · €19.40'],
    ['paid_now', 'Pro Monthly', 'Upgrade now · €19.40'],
    ['none', 'Pro Monthly', 'Start Pro · €24.99 on your next invoice'],
  ] as const)('%s, %s: %s', async (state, plan, text) => {
    openShop({ state })
    await review(plan)
    expect(await button(text)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /cancel|^ok$|^confirm$/i })).toBeNull()
  })

  it.each([
    ['redirect', 'Continue to payment · €19.40 plus VAT'],
    ['ended', 'Restart now · €24.99 plus VAT on your next invoice'],
  ] as const)('%s, where tax comes on top: %s', async (state, text) => {
    openShop({ state, taxed: 'added' })
    await review('Pro Monthly')
    expect(await button(text)).toBeTruthy()
  })

  it('nothing to pay when all of it is credited', async () => {
    openShop({ state: 'yearly', packages: cheapPlans })
    await review('Large Monthly')
    expect(await button('Upgrade now · nothing to pay')).toBeTruthy()
    expect(screen.getByText(/of credit is left and goes towards your next charges/)).toBeTruthy()
  })
})

const cheapPlans = [
  { amountMinor: 500, id: 'large-monthly', name: 'Large', limit: 99_000 },
  { amountMinor: 100, id: 'small-monthly', name: 'Small', limit: 1000 },
].map(({ amountMinor, ...facts }) => ({
  ...facts,
  price: { amountMinor, currency: 'EUR' as const },
  interval: 'monthly' as const,
  isRecommended: false,
  isTrial: false,
}))

describe('the review', () => {
  it.each([
    ['heavy_use', 'Basic Monthly', '31,200 touchpoints in this period. Basic: 11,000 touchpoints.'],
    ['basic', 'Free Monthly', '8,300 touchpoints in this period. Free: Records nothing.'],
  ] as const)('says what is lost with a smaller plan before it is chosen: %s, %s', async (state, plan, limit) => {
    openShop({ state })
    await review(plan)
    await screen.findByText(/^You have used/)
    expect(partText('review-warning')).toBe(
      `You have used ${limit} Anything beyond that is not recorded from 15 December on.`,
    )
    expect(partText('receipt-total')).toBe('Today€0.00')
  })

  it.each([
    ['upgrade', 'basic', 'Pro Monthly', 'NowBasic€7.99 a month11,000 touchpoints'],
    ['plan that goes on', 'ending', 'Pro Monthly', undefined],
    ['new beginning of a plan', 'ended', 'Basic Monthly', undefined],
    ['new beginning with another plan', 'ended', 'Pro Monthly', undefined],
  ] as const)('shows what is left for the chosen plan, if anything is: %s', async (_, state, plan, left) => {
    openShop({ state })
    await review(plan)
    await waitFor(() => expect(partText('receipt-total')).toMatch(/€/))
    expect(partText('review-from')).toBe(left)
    expect(partText('review-to')).toMatch(state === 'ending' ? /^Now/ : /^From today/)
  })

  it.each([
    ['trial', 'Pro Monthly', 'Your trial ends now.'],
    ['planned_downgrade', 'Business Monthly', 'The switch that was planned is dropped.'],
    ['charge_missing', 'Business Monthly', 'The rest of the current period ends without a credit.'],
    ['ending', 'Business Monthly', 'Auto-renewal is turned on again.'],
    ['basic', 'Pro Monthly', 'Usage starts again from 0.'],
    ['balance', 'Pro Monthly', 'From your balance'],
    ['balance', 'Free Monthly', 'stays in your balance for your next charges.'],
  ] as const)('in the state %s, %s: %s', async (state, plan, text) => {
    openShop({ state })
    await review(plan)
    expect(await screen.findByText(text)).toBeTruthy()
  })

  it('shows what was and what is when the quote is not honoured, and is pressed again', async () => {
    const { adapter } = openShop({ state: 'quote_refused' })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    expect((await screen.findByRole('alert')).textContent).toBe(
      'The price has changed from €19.40 to €20.90. Please confirm again.',
    )
    await press(/^Upgrade now/)
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    const [first, second] = started(adapter.calls)
    expect(first?.['quote']).toEqual({ id: 'quote-1', amountMinor: 1940 })
    expect(second?.['quote']).toEqual({ id: 'quote-2', amountMinor: 2090 })
    expect(first?.['idempotencyKey']).not.toBe(second?.['idempotencyKey'])
  })

  it('says that an expired offer is replaced by one for the same price, and is pressed again', async () => {
    const { adapter } = openShop()
    await review('Pro Monthly')
    // Refused without a new quote: it is asked for.
    adapter.script({ failures: { startChange: { code: 'quote_outdated', message: 'This offer has expired.' } } })
    await press(/^Upgrade now/)
    expect((await screen.findByRole('alert')).textContent).toBe(
      'The offer had expired. This is a new one for the same price: please confirm again.',
    )
    adapter.script({ failures: {} })
    await press(/^Upgrade now/)
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    expect(started(adapter.calls).map(({ quote }) => quote)).toEqual([
      { id: 'quote-1', amountMinor: 1940 },
      { id: 'quote-2', amountMinor: 1940 },
    ])
  })

  it('says when no price can be had, and asks again', async () => {
    const { adapter } = openShop({ state: 'quote_error' })
    await choose('Pro Monthly')
    await press('Review the change')
    expect((await screen.findByRole('alert')).textContent).toContain(
      'We could not calculate the price. Try again in a minute.',
    )
    expect(screen.queryByRole('button', { name: /^Upgrade now/ })).toBeNull()
    adapter.script({ failures: {} })
    await press('Try again')
    expect(await button(/^Upgrade now · €.+ on your next invoice$/)).toBeTruthy()
  })

  it('says why there is no price for what cannot be bought any more, and reads again what there is', async () => {
    const { adapter } = openShop()
    await choose('Pro Monthly')
    await press('Review the change')
    await button(/^Upgrade now/)
    await press('Back to the plans')
    const details = { reason: 'payment_due' } as const
    adapter.script({ failures: { createQuote: { code: 'refused', message: 'Not now.', details } } })
    await choose('Business Monthly')
    const reads = adapter.calls.filter(({ route }) => route === 'getSubscription').length
    await press('Review the change')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).not.toContain('We could not calculate the price')
    expect(adapter.calls.filter(({ route }) => route === 'getSubscription').length).toBeGreaterThan(reads)
  })

  it('keeps the choice when nobody answers, and sends the same key again', async () => {
    const { adapter } = openShop({ state: 'unknown_outcome' })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    expect((await screen.findByRole('alert')).textContent).toContain('We got no answer')
    adapter.script({ failures: {} })
    await press(/^Upgrade now/)
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    const [first, second] = started(adapter.calls)
    expect(second).toEqual(first)
  })

  it('drops a planned switch without a price', async () => {
    const { adapter } = openShop({ state: 'planned_downgrade' })
    await press('Keep Pro')
    expect(
      await screen.findByText('The switch to Basic is dropped, and you keep Pro. It renews on 15 December.'),
    ).toBeTruthy()
    await press('Keep Pro')
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    expect(screen.getByText('You keep Pro.')).toBeTruthy()
    expect(adapter.view.subscription).toMatchObject({ planned: null })
  })

  it('turns auto-renewal back on by choosing the own plan', async () => {
    const { adapter } = openShop({ state: 'ending' })
    await review('Pro Monthly')
    await press('Turn auto-renewal back on')
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    expect(started(adapter.calls)[0]?.['intent']).toEqual({ kind: 'resume' })
    expect(adapter.view.subscription.status).toBe('active')
  })
})

const unpaid: SubscriptionChange = {
  id: 'change-of-another-tab',
  intent: { kind: 'choose', packageId: 'pro-monthly' },
  due: { amountMinor: 1940, currency: 'EUR' },
  startedAt: '2026-11-24T09:59:00Z',
  state: 'awaiting_payment',
  payment: { kind: 'redirect', url: 'https://checkout.stripe.com/c/pay/demo' },
}

describe('paying', () => {
  it('leaves for the payment page once the change waits for it, and goes on after it', async () => {
    const onRedirect = vi.fn<(url: string) => void>()
    const { adapter } = openShop({ state: 'redirect' }, { onRedirect })
    await review('Pro Monthly')
    await press('Continue to payment · €19.40')
    await dialog('Pay for your upgrade')
    expect(onRedirect.mock.calls).toEqual([['https://checkout.stripe.com/c/pay/change-2']])
    adapter.pay()
    // Whoever comes back to the window is asked about at once.
    window.dispatchEvent(new Event('focus'))
    expect((await screen.findAllByText(/Payment received/)).length).toBeGreaterThan(0)
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
  })

  it('never leaves for a page that is not allowed', async () => {
    const onRedirect = vi.fn<(url: string) => void>()
    openShop({ state: 'redirect' }, { onRedirect, paymentOrigins: ['https://pay.shop.example'] })
    await review('Pro Monthly')
    await press(/^Continue to payment/)
    expect((await screen.findByRole('alert')).textContent).toBe(
      'The payment page cannot be opened. Nothing has been paid.',
    )
    expect(onRedirect).not.toHaveBeenCalled()
  })

  it('takes nobody away who has closed the dialog meanwhile', async () => {
    const onRedirect = vi.fn<(url: string) => void>()
    const { adapter } = openShop({ state: 'redirect', delayMs: { startChange: 'never' } }, { onRedirect })
    await review('Pro Monthly')
    await press(/^Continue to payment/)
    await press('Close')
    adapter.release()
    await waitFor(() => expect(adapter.view.openChange?.state).toBe('awaiting_payment'))
    await press('Plans')
    await dialog('Your change is not paid yet')
    expect(screen.queryByText('Taking you to the payment page')).toBeNull()
    expect(onRedirect).not.toHaveBeenCalled()
  })

  it('lets go of an unpaid change, with the choice kept', async () => {
    const { adapter } = openShop({ state: 'redirect' }, { onRedirect: () => {} })
    await review('Pro Monthly')
    await press(/^Continue to payment/)
    await press('Discard this change')
    await dialog('Choose a plan')
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'Pro Monthly' })).checked).toBe(true)
    expect(adapter.view.openChange).toBeNull()
  })

  it('makes a new change, at a new price, of what is chosen again after the first was discarded', async () => {
    const { adapter } = openShop({ state: 'redirect' }, { onRedirect: () => {} })
    await review('Pro Monthly')
    await press(/^Continue to payment/)
    await press('Discard this change')
    await dialog('Choose a plan')
    await press('Review the change')
    await press(/^Continue to payment/)
    await dialog('Pay for your upgrade')
    const [first, second] = started(adapter.calls)
    expect(second?.['idempotencyKey']).not.toBe(first?.['idempotencyKey'])
    expect(second?.['quote']).not.toEqual(first?.['quote'])
  })

  it('asks nobody to pay who discards what was paid meanwhile', async () => {
    const { adapter } = openShop({ state: 'redirect' }, { onRedirect: () => {} })
    await review('Pro Monthly')
    await press(/^Continue to payment/)
    await dialog('Pay for your upgrade')
    adapter.script({ delayMs: { getChange: 'never' } })
    adapter.pay()
    await press('Discard this change')
    expect((await screen.findAllByText(/Payment received/)).length).toBeGreaterThan(0)
    expect(screen.queryByRole('button', { name: /^Continue to payment/ })).toBeNull()
  })

  it('tries another payment for the plan whose payment was declined, and not for another that was looked at', async () => {
    const { adapter } = openShop({ state: 'redirect', changes: [unpaid] })
    await choose('Business Monthly')
    adapter.script({ view: { openChange: unpaid } })
    window.dispatchEvent(new Event('focus'))
    await dialog('Your change is not paid yet')
    adapter.pay('declined')
    window.dispatchEvent(new Event('focus'))
    await press('Try another payment')
    await dialog('Review the change')
    expect(partText('review-to')).toContain('Pro')
  })

  it('says that a declined payment cost nothing, and keeps the choice', async () => {
    openShop({ state: 'declined' })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    await dialog('Your plan was not changed')
    expect(screen.getByRole('alert').textContent).toContain('Nothing was paid')
    await press('Choose another plan')
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'Pro Monthly' })).checked).toBe(true)
  })

  it('shows the embedded element with its secret, and goes on once it has confirmed', async () => {
    const { adapter } = openShop(
      { state: 'embedded_payment' },
      {
        renderPayment: ({ clientSecret, onConfirmed }) => (
          <button
            type="button"
            onClick={() => {
              adapter.pay()
              onConfirmed()
            }}
          >
            Pay with {clientSecret}
          </button>
        ),
      },
    )
    await review('Pro Monthly')
    await press(/^Upgrade now · €/)
    await press('Pay with secret-of-change-2')
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
  })
})

describe('how it may end', () => {
  it('is refused with the reason, and not tried again', async () => {
    openShop({ state: 'refused' })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    await dialog('Your plan was not changed')
    expect(screen.getByRole('alert').textContent).toContain('The analytics service did not accept it.')
    expect(screen.queryByRole('button', { name: /try again|upgrade/i })).toBeNull()
  })

  it('paid but refused: the money is there, a reference, and no second payment', async () => {
    openShop({ state: 'needs_attention' })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    await dialog('We are looking into it')
    expect(screen.getByRole('alert').textContent).toContain('You do not need to pay again')
    expect(screen.getByRole('alert').textContent).toContain('RA-1042')
    const buttons = within(screen.getByRole('dialog')).getAllByRole('button')
    expect(buttons.map((one) => one.textContent || one.getAttribute('aria-label'))).toEqual(['Close', 'Close'])
  })
})

describe('a change that is under way', () => {
  it('is found on opening, from whichever tab or device it was started', async () => {
    openShop({ state: 'change_running' })
    await dialog('Your change is in progress')
    expect(await screen.findByText(/^The change to Pro was started .+ ago\./)).toBeTruthy()
  })

  it('can be paid for or let go of while it is unpaid', async () => {
    const onRedirect = vi.fn<(url: string) => void>()
    openShop({ state: 'payment_open' }, { onRedirect })
    await dialog('Your change is not paid yet')
    await press('Continue to payment · €19.46')
    expect(onRedirect).toHaveBeenCalledWith('https://checkout.stripe.com/c/pay/demo')
    await press('Discard this change')
    await dialog('Choose a plan')
  })

  it('goes on while the dialog is closed, and is found again', async () => {
    const { adapter } = openShop({ state: 'settling' })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    await dialog('Changing your plan')
    await userEvent.click(screen.getAllByRole('button', { name: 'Close' })[0] as HTMLElement)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await press('Plans')
    await dialog(/Your change is in progress|Changing your plan/)
    expect(started(adapter.calls)).toHaveLength(1)
  })

  it('of another choice is shown instead of the own one', async () => {
    const { adapter } = openShop()
    await review('Pro Monthly')
    adapter.script({
      view: {
        openChange: {
          id: 'change-of-another-tab',
          intent: { kind: 'choose', packageId: 'business-monthly' },
          due: null,
          startedAt: '2026-11-24T09:59:00Z',
          state: 'applying',
          collection: 'not_needed',
        },
      },
    })
    await press(/^Upgrade now/)
    await dialog('Your change is in progress')
    expect(await screen.findByText(/^The change to Business was started .+ ago\./)).toBeTruthy()
  })
})

describe('who may', () => {
  it('a viewer sees the plans, and no way to change', async () => {
    openShop({ state: 'viewer' })
    await dialog('Choose a plan')
    expect(await screen.findByText('Only the owner of this website can change its plan.')).toBeTruthy()
    expect(screen.queryByRole('radio', { name: /Pro/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /Continue|Upgrade/ })).toBeNull()
  })

  it('nobody gets a modal of ours where the platform sells by itself', async () => {
    const onOpenChange = vi.fn<() => void>()
    openShop({ state: 'platform_managed' }, { open: true, onOpenChange })
    await waitFor(() => expect(onOpenChange).toHaveBeenCalled())
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('starts anew after a change is done', async () => {
    openShop()
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    await dialog(/^(You are on|You keep|Your switch|Auto-renewal)/)
    await userEvent.click(screen.getAllByRole('button', { name: 'Close' })[1] as HTMLElement)
    await press('Plans')
    await dialog('Choose a plan')
    expect(await screen.findByText('Current plan')).toBeTruthy()
  })
})

describe('a choice that the backend does not take', () => {
  it('is answered with its reason', async () => {
    openShop({
      failures: {
        startChange: { code: 'refused', message: 'In the backend’s own words.', details: { reason: 'payment_due' } },
      },
    })
    await review('Pro Monthly')
    await press(/^Upgrade now/)
    expect(await screen.findByText('A payment for your plan is outstanding.')).toBeTruthy()
    expect(screen.queryByText(/own words/)).toBeNull()
  })
})

describe('a change that ended in another way', () => {
  it.each([
    ['abandoned', 'not_paid_in_time', 'The change was discarded, and nothing was paid.It was not paid in time.'],
    ['abandoned', 'dropped', 'The change was discarded, and nothing was paid.'],
    ['failed', 'declined', 'Your payment was declinedNothing was paid, and your plan is as it was.'],
    [
      'refunded',
      'changed_elsewhere',
      'Your payment for the change has been returned.Your plan was changed elsewhere in the meantime.',
    ],
    ['closed', 'settled_by_partner', 'We have taken care of it. Your plan shows what you have now.'],
  ] as const)('%s, %s, says so once', async (state, changeReason, text) => {
    openShop({ state: 'change_running', changeScript: [state], changeReason })
    await waitFor(() => expect(document.querySelector('[data-part=outcome-said]')?.textContent).toBe(text))
  })
})

it('says that the page failed, and not that nobody answered, when the page’s own function threw', async () => {
  const { adapter } = openShop({ failures: { startChange: { code: 'adapter_failed', message: 'It failed.' } } })
  await review('Pro Monthly')
  await press(/^Upgrade now/)
  expect(await screen.findByText(/^Something went wrong on this page\./)).toBeTruthy()
  adapter.script({ failures: {} })
  await press(/^Upgrade now/)
  await dialog('You are on Pro')
  // What the function did before it threw is not known: the second click is the same wish.
  const keys = started(adapter.calls).map(({ idempotencyKey }) => idempotencyKey)
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
})
