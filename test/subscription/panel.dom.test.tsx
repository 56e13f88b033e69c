import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { AnalyticsEvent } from '../../src/react/events.ts'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import type { MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'
import { renderInProvider, today } from '../packages/in-provider.tsx'

// Loaded when the page is idle; here it is there from the start.
beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

const open = (options: MemoryAdapterOptions = {}, props: Partial<Parameters<typeof SubscriptionPanel>[0]> = {}) => {
  const events: AnalyticsEvent[] = []
  const ui = <SubscriptionPanel websiteId="acme-bikes" {...props} />
  return { events, ...renderInProvider(ui, { ...options, onEvent: (event) => events.push(event) }) }
}
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const started = (calls: readonly { route: string; input: unknown }[]) =>
  calls.flatMap(({ route, input }) => (route === 'startChange' ? [(input as { intent: unknown }).intent] : []))

const textOf = (part: string) => document.querySelector(`[data-part=panel-${part}]`)?.textContent ?? ''
/** The plan, its chip and the sentence below, with ordinary spaces. */
const said = () => {
  const plan = textOf('name') && `${textOf('name')}, ${textOf('chip')}: `
  return `${plan}${textOf('sentence')}`.replace(/\s/g, ' ')
}

describe('the sentence', () => {
  it.each([
    ['basic', 'Basic, Active: Renews on 15 December for €7.99.'],
    ['planned_downgrade', 'Pro, Changes 15 Dec: Runs until 15 December. Then Basic takes over.'],
    ['ending', 'Pro, Ends 15 Dec: Runs until 15 December. After that, nothing is recorded.'],
    ['ended', 'Basic, Switched off: Your data is kept, and nothing new is recorded.'],
    ['free', 'Free, Active: Nothing is recorded.'],
    ['none', 'This website has no plan yet.'],
    ['being_renewed', 'Pro, Renewing: Your plan is being renewed.'],
    // A price that nobody knows is left out.
    ['retired_plan', 'Legacy, Active: Renews on 15 December.'],
    ['package_trial', 'Advanced, Trial: Ends on 3 December. It then goes on for €14.99.'],
  ] as const)('%s: %s', async (state, text) => {
    open({ state })
    await waitFor(() => expect(said()).toBe(text))
  })

  it('counts the days of a trial', async () => {
    open({ state: 'trial' })
    await waitFor(() => expect(said()).toMatch(/^Free trial, \d+ days left: Ends on 6 December\. After that/))
  })

  it('leaves out a date that is not known', async () => {
    open({ view: { subscription: { ...basic, endsAt: null } } })
    expect(await screen.findByText('You are on Basic.')).toBeTruthy()
  })

  it('of a pool says whose plan it is, and this website’s share', async () => {
    open({ state: 'pool' })
    expect(await screen.findByText('One plan for all your websites.')).toBeTruthy()
    expect(document.querySelector('[data-part=usage-count]')?.textContent).toBe(
      '2,100 touchpoints used by this website',
    )
  })
})

const basic = {
  status: 'active',
  plan: { packageId: 'basic-monthly', name: 'Basic', interval: 'monthly', limit: 11_000, price: null },
  trial: null,
  hadTrial: true,
  planned: null,
} as const

describe('the usage', () => {
  const limited = (used: number) => ({ view: { usage: { kind: 'limited' as const, used, limit: 11_000, resetsAt } } })
  const resetsAt = '2026-12-07T00:00:00Z'

  it('is a number of a number, with the day it is counted anew', async () => {
    open(limited(8000))
    const meter = await screen.findByRole('meter')
    expect(meter.getAttribute('aria-valuetext')).toBe('8,000 of 11,000 touchpoints')
    expect(screen.getByText('Resets on 7 December')).toBeTruthy()
    expect(screen.queryByText('Less than a quarter is left.')).toBeNull()
  })

  it('warns in words when less than a quarter is left', async () => {
    open(limited(8312))
    expect(await screen.findByText('Less than a quarter is left.', { selector: 'p *' })).toBeTruthy()
  })

  it('is announced once for each level, and not at each reading', async () => {
    const { adapter, client } = open(limited(8312))
    await screen.findByText(/^Less than a quarter is left/, { selector: 'output' })
    const output = document.querySelector('[data-part=announcer]') as HTMLElement
    const spoken: string[] = []
    const observer = new MutationObserver(() => spoken.push(output.textContent))
    observer.observe(output, { subtree: true, childList: true, characterData: true })
    const readAgain = (used: number) => {
      adapter.script(limited(used))
      return client.invalidateQueries()
    }
    await readAgain(9000)
    await screen.findByText(/^.?9,000/)
    expect(spoken).toEqual([])
    await readAgain(11_840)
    await screen.findByText(/^The limit is reached/, { selector: 'output' })
    expect(spoken).toHaveLength(1)
    observer.disconnect()
  })

  it('says at the limit when recording goes on', async () => {
    open(limited(11_840))
    const text = /recording has stopped\. It starts again on 7 December/
    expect(await screen.findByText(text, { selector: 'p *' })).toBeTruthy()
    expect(textOf('chip')).toBe('Limit reached')
  })

  it.each(['unknown', 'no_tracking'] as const)('has no bar where there is nothing to measure: %s', async (kind) => {
    open({ view: { usage: { kind } } })
    await screen.findByText(/^Renews on/)
    expect(screen.queryByRole('meter')).toBeNull()
  })
})

describe('auto-renewal', () => {
  it('is turned off after one question, and on again', async () => {
    const onChanged = vi.fn<() => void>()
    const { adapter } = open({}, { onChanged })
    await press('Turn off auto-renewal…')
    const question = await screen.findByRole('alertdialog', { name: 'Turn off auto-renewal?' })
    expect(question.textContent?.replace(/\s/g, ' ')).toContain('Basic runs until 15 December and does not renew.')
    expect(screen.queryByText(/that was planned is dropped/)).toBeNull()
    await press('Turn off auto-renewal')
    expect(await screen.findByText('Auto-renewal is off. Basic runs until 15 December.')).toBeTruthy()
    expect(screen.queryByRole('alertdialog')).toBeNull()
    await press('Turn auto-renewal back on')
    expect(await screen.findByText('Auto-renewal is on again.')).toBeTruthy()
    expect(started(adapter.calls)).toEqual([{ kind: 'cancel' }, { kind: 'resume' }])
    expect(onChanged).toHaveBeenCalledTimes(2)
    // A second time is a new change, with a key of its own.
    await press('Turn off auto-renewal…')
    await press('Turn off auto-renewal')
    await screen.findByRole('button', { name: 'Turn auto-renewal back on' })
    expect(adapter.view.subscription.status).toBe('ending')
  })

  it('stays on when the question is answered with it', async () => {
    const { adapter } = open()
    await press('Turn off auto-renewal…')
    await press('Keep renewing')
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(started(adapter.calls)).toEqual([])
  })

  it('takes a planned switch with it, and says so before', async () => {
    open({ state: 'planned_downgrade' })
    await press('Turn off auto-renewal…')
    expect(
      await screen.findByText('The switch to Basic that was planned is dropped, and does not come back.'),
    ).toBeTruthy()
  })

  it('says when nobody answered, and tries again as the same change', async () => {
    const { adapter } = open({ state: 'unknown_outcome' })
    await press('Turn off auto-renewal…')
    await press('Turn off auto-renewal')
    expect((await screen.findByRole('alert')).textContent).toContain('We got no answer')
    adapter.script({ failures: {} })
    await press('Turn off auto-renewal…')
    await press('Turn off auto-renewal')
    await screen.findByRole('button', { name: 'Turn auto-renewal back on' })
    const keys = adapter.calls.flatMap(({ route, input }) =>
      route === 'startChange' ? [(input as { idempotencyKey: string }).idempotencyKey] : [],
    )
    expect(new Set(keys).size).toBe(1)
  })
})

describe('a planned switch', () => {
  it('is undone in one click', async () => {
    const { adapter } = open({ state: 'planned_downgrade' })
    await press('Keep Pro')
    expect(await screen.findByText('You keep Pro.')).toBeTruthy()
    expect(await screen.findByText(/^Renews on 15 December/)).toBeTruthy()
    expect(started(adapter.calls)).toEqual([{ kind: 'keep' }])
  })

  it('is undone once, however often it is clicked', async () => {
    const { adapter } = open({ state: 'planned_downgrade', delayMs: { startChange: 30 } })
    const button = await screen.findByRole('button', { name: 'Keep Pro' })
    button.click()
    button.click()
    expect(await screen.findByText('You keep Pro.')).toBeTruthy()
    expect(started(adapter.calls)).toHaveLength(1)
  })
})

describe('choosing a plan', () => {
  it('opens the plans, and shows the new one afterwards', async () => {
    const { events } = open()
    await press('Change plan')
    await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
    await press('Review the change')
    await press(/^Upgrade now/)
    await screen.findByRole('dialog', { name: /^(You are on|You keep|Your switch|Auto-renewal)/ })
    await waitFor(() => expect(said()).toMatch(/^Pro, Active: Renews on 24 December/))
    expect(events.filter(({ type }) => type === 'plan.changed')).toHaveLength(1)
  })

  it('tells of the new plan once, though modal and panel both follow the change', async () => {
    const onChanged = vi.fn<() => void>()
    const { events } = open({ changeScript: ['applying', 'applying', 'applying', 'applied'] }, { onChanged })
    await press('Change plan')
    await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
    await press('Review the change')
    await press(/^Upgrade now/)
    await screen.findByRole('dialog', { name: 'Changing your plan' })
    // Whoever comes back to the window makes both read again: now the panel knows of the change as well.
    window.dispatchEvent(new Event('focus'))
    expect((await screen.findAllByText(/^The change to Pro was started/)).length).toBeGreaterThan(0)
    await screen.findByRole('dialog', { name: /^(You are on|You keep|Your switch|Auto-renewal)/ })
    expect(events.filter(({ type }) => type === 'plan.changed')).toHaveLength(1)
    await waitFor(() => expect(onChanged).toHaveBeenCalledOnce())
  }, 15_000)

  it('opens by itself for whoever comes back from paying', async () => {
    open({ state: 'payment_open' }, { changeId: 'change-1' })
    expect(await screen.findByRole('dialog', { name: 'Your change is not paid yet' })).toBeTruthy()
  })

  it('opens by itself also where the router knows the address only after the first rendering', async () => {
    const { rerender } = open({ state: 'payment_open' })
    await screen.findByRole('button', { name: /^Continue to payment/ })
    rerender(<SubscriptionPanel websiteId="acme-bikes" changeId="change-1" />)
    expect(await screen.findByRole('dialog', { name: 'Your change is not paid yet' })).toBeTruthy()
  })

  it('is left to the partner who wants it', async () => {
    const onChoosePlan = vi.fn<() => void>()
    open({}, { onChoosePlan })
    await press('Change plan')
    expect(onChoosePlan).toHaveBeenCalledOnce()
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('a change that is under way', () => {
  it('is said, and leads on', async () => {
    open({ state: 'change_running' })
    expect(await screen.findByText(/^The change to Pro was started .+ ago\.$/)).toBeTruthy()
    await press('See progress')
    expect(await screen.findByRole('dialog', { name: 'Your change is in progress' })).toBeTruthy()
  })

  it('that is not paid leads to the payment first', async () => {
    open({ state: 'payment_open' })
    const pay = await screen.findByRole('button', { name: 'Continue to payment · €19.46' })
    expect(pay.dataset['kind']).toBe('primary')
    await userEvent.click(pay)
    expect(await screen.findByRole('dialog', { name: 'Your change is not paid yet' })).toBeTruthy()
  })

  it.each([
    ['needs_attention', 'warn'],
    ['closed', 'accent'],
    ['failed', 'bad'],
  ] as const)('that ended as %s is said in the colour %s', async (ended, tone) => {
    open({ state: 'change_running', changeScript: [ended] })
    expect((await screen.findByRole('alert')).dataset['tone']).toBe(tone)
  })

  it('can be let go of while it is unpaid', async () => {
    open({ state: 'payment_open' })
    await press('Discard this change')
    expect(await screen.findByText(/^Renews on/)).toBeTruthy()
  })

  it('that was paid and not applied is explained, without a button', async () => {
    open({ state: 'attention_open' })
    expect((await screen.findByRole('alert')).textContent).toContain('RA-1042')
    expect(screen.queryAllByRole('button')).toEqual([])
  })
})

describe('what was said of an earlier change', () => {
  const buy = async (plan: string) => {
    await userEvent.click(await screen.findByRole('radio', { name: `${plan} Monthly` }))
    await press('Review the change')
    await press(/^(Upgrade now|Continue to payment)/)
  }
  const panelKnows = () =>
    screen.findByText(/^The change to Pro was started/, { selector: '[data-part=panel-sentence]' })
  const notice = () => document.querySelector('[data-part=panel-notice]')

  it('does not make the panel wait again after another change', async () => {
    open()
    await press('Turn off auto-renewal…')
    await press('Turn off auto-renewal')
    await screen.findByText(/^Auto-renewal is off/)
    await press('Change plan')
    await buy('Pro')
    await screen.findByRole('dialog', { name: /^You are on/ })
    await userEvent.click(screen.getAllByRole('button', { name: 'Close' })[0] as HTMLElement)
    await waitFor(() => expect(said()).toMatch(/^Pro, Active/))
    const again = screen.getByRole('button', { name: 'Change plan' })
    expect(again.getAttribute('aria-disabled')).not.toBe('true')
    expect(document.querySelector('[data-part=panel]')?.getAttribute('aria-busy')).toBe('false')
  })

  it('is over in the dialog, too, once the change was discarded in the panel', async () => {
    const { adapter } = open({ state: 'redirect' }, { onRedirect: () => {} })
    await press('Change plan')
    await buy('Pro')
    await screen.findByRole('dialog', { name: 'Pay for your upgrade' })
    adapter.script({ delayMs: { getChange: 'never' } })
    window.dispatchEvent(new Event('focus'))
    await panelKnows()
    await userEvent.click(screen.getAllByRole('button', { name: 'Close' })[0] as HTMLElement)
    await press('Discard this change')
    await screen.findByText(/^Renews on/)
    await press('Change plan')
    expect(await screen.findByRole('dialog', { name: 'Choose a plan' })).toBeTruthy()
  })

  it('does not stay beside the plan that was bought after a declined payment', async () => {
    const changeScript = ['applying', 'failed'] as const
    const { adapter } = open({ state: 'paid_now', changeScript, delayMs: { getChange: 'never' } })
    await press('Change plan')
    await buy('Pro')
    await screen.findByRole('dialog', { name: 'Changing your plan' })
    window.dispatchEvent(new Event('focus'))
    await panelKnows()
    adapter.script({ delayMs: 0 })
    adapter.release()
    await screen.findByRole('dialog', { name: 'Your plan was not changed' })
    await waitFor(() => expect(notice()?.textContent).toContain('Nothing was paid'))
    adapter.script({ changeScript: ['applied'] })
    await press('Choose another plan')
    await buy('Pro')
    await screen.findByRole('dialog', { name: /^You are on/ })
    await waitFor(() => expect(said()).toMatch(/^Pro, Active/))
    expect(notice()).toBeNull()
  })

  it('does not stay beside the plan that was bought after a refusal', async () => {
    const details = { reason: 'payment_due' } as const
    const { adapter } = open({
      state: 'ending',
      failures: { startChange: { code: 'refused', message: 'No.', details } },
    })
    await press('Turn auto-renewal back on')
    await waitFor(() => expect(notice()?.textContent).toBe('A payment for your plan is outstanding.'))
    adapter.script({ failures: {} })
    await press('Change plan')
    await buy('Business')
    await screen.findByRole('dialog', { name: /^You are on/ })
    await waitFor(() => expect(said()).toMatch(/^Business, Active/))
    expect(notice()).toBeNull()
  })

  it('is not announced anew of the plan that was bought after it', async () => {
    open({ state: 'planned_downgrade' })
    await press('Keep Pro')
    await screen.findByText('You keep Pro.')
    const output = document.querySelector('[data-part=announcer]') as HTMLElement
    const spoken: string[] = []
    const observer = new MutationObserver(() => spoken.push(output.textContent))
    observer.observe(output, { subtree: true, childList: true, characterData: true })
    await press('Change plan')
    await buy('Business')
    await screen.findByRole('dialog', { name: /^You are on/ })
    await waitFor(() => expect(said()).toMatch(/^Business, Active/))
    expect(spoken).not.toContain('You keep Business.')
    observer.disconnect()
  })
})

describe('what others do meanwhile', () => {
  const turnOff = async () => {
    await press('Turn off auto-renewal…')
    await press('Turn off auto-renewal')
  }
  const ending = { ...basic, status: 'ending' as const, endsAt: '2026-12-15T00:00:00Z' }

  it('is seen where the same was done in another tab before', async () => {
    const { adapter } = open()
    await screen.findByRole('button', { name: 'Turn off auto-renewal…' })
    adapter.script({ view: { subscription: ending } })
    await turnOff()
    const back = await screen.findByRole('button', { name: 'Turn auto-renewal back on' })
    await waitFor(() => expect(back.getAttribute('aria-disabled')).not.toBe('true'))
    expect(said()).toMatch(/^Basic, Ends 15 Dec: /)
  })

  it('does not leave the panel waiting for what another change has replaced', async () => {
    let now = today
    const { adapter } = open({ now: () => now })
    await screen.findByRole('button', { name: 'Turn off auto-renewal…' })
    adapter.script({ laggingReads: 1000 })
    await turnOff()
    expect((await screen.findAllByText('One moment…')).length).toBeGreaterThan(0)
    now = new Date(today.getTime() + 120_000)
    window.dispatchEvent(new Event('focus'))
    const again = await screen.findByRole('button', { name: 'Turn off auto-renewal…' })
    await waitFor(() => expect(again.getAttribute('aria-disabled')).not.toBe('true'))
  })

  it('does not leave the panel waiting for a change that the backend does not know any more', async () => {
    const { adapter } = open({ failures: { getChange: { code: 'not_found', message: 'There is no such change.' } } })
    await turnOff()
    expect((await screen.findAllByText('One moment…')).length).toBeGreaterThan(0)
    await waitFor(() => expect(adapter.calls.some(({ route }) => route === 'getChange')).toBe(true))
    adapter.script({ view: { subscription: ending, openChange: null } })
    window.dispatchEvent(new Event('focus'))
    const back = await screen.findByRole('button', { name: 'Turn auto-renewal back on' })
    await waitFor(() => expect(back.getAttribute('aria-disabled')).not.toBe('true'))
  })

  it('asks nobody to try again what stands there all the same', async () => {
    const { adapter } = open()
    await screen.findByRole('button', { name: 'Turn off auto-renewal…' })
    adapter.script({
      view: { subscription: ending },
      failures: { startChange: { code: 'timeout', message: 'No answer.', retryable: true } },
    })
    await turnOff()
    expect(await screen.findByRole('button', { name: 'Turn auto-renewal back on' })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('never says that nothing was paid of an answer that it cannot read', async () => {
    open({ failures: { startChange: { code: 'bad_answer', message: 'Not an answer.' } } })
    await turnOff()
    expect((await screen.findByRole('alert')).textContent).toBe('We got no answer. Try again: nothing is done twice.')
  })

  it('leaves a question behind that was asked of another website', async () => {
    const { rerender } = open()
    await press('Turn off auto-renewal…')
    await screen.findByRole('alertdialog')
    rerender(<SubscriptionPanel websiteId="acme-shop" />)
    expect(await screen.findByRole('button', { name: 'Turn off auto-renewal…' })).toBeTruthy()
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

describe('who may', () => {
  it.each([
    ['viewer', 'Only the owner of this website can change its plan.'],
    ['platform_managed', 'Change the plan inside the dashboard.'],
  ] as const)('%s: the sentence, and no buttons', async (state, note) => {
    open({ state })
    expect(await screen.findByText(/^Renews on/)).toBeTruthy()
    expect(screen.getByText(note)).toBeTruthy()
    expect(screen.queryAllByRole('button')).toEqual([])
  })
})

describe('where nothing can be done here', () => {
  const contact = <a href="mailto:ada@shop.example">Ask Ada Adler</a>

  it.each(['viewer', 'platform_managed', 'attention_open'] as const)('whom to ask is said: %s', async (state) => {
    open({ state }, { contact })
    expect(await screen.findByRole('link', { name: 'Ask Ada Adler' })).toBeTruthy()
  })

  it('and nowhere else', async () => {
    open({}, { contact })
    await screen.findByText(/^Renews on/)
    expect(screen.queryByRole('link', { name: 'Ask Ada Adler' })).toBeNull()
  })
})

describe('without a subscription to show', () => {
  it('waits', async () => {
    open({ state: 'loading' })
    expect(await screen.findByText('Loading your plan')).toBeTruthy()
  })

  it('fails in words, and tries again', async () => {
    const { adapter } = open({ state: 'unknown_website' })
    expect((await screen.findByRole('alert')).textContent).toContain('Your plan could not be loaded.')
    adapter.script({ failures: {} })
    await press('Try again')
    expect(await screen.findByText(/^Renews on/)).toBeTruthy()
  })
})

it('says that the page failed, and not the service, when the page’s own function threw', async () => {
  open({ failures: { startChange: { code: 'adapter_failed', message: 'The adapter failed.' } } })
  await press('Turn off auto-renewal…')
  await press('Turn off auto-renewal')
  expect(await screen.findByText(/^Something went wrong on this page\./)).toBeTruthy()
})
