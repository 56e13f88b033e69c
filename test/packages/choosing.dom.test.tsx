import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { PackagePicker, type PackagePickerProps } from '../../src/react/packages/PackagePicker.tsx'
import { demoPackages, packageFixture } from '../../src/testing/fixtures.ts'
import { renderInProvider } from './in-provider.tsx'

const picker = (props: Partial<PackagePickerProps> = {}) => <PackagePicker websiteId="acme-bikes" {...props} />
const plans = async () => within(await screen.findByRole('group', { name: 'Plans' }))
const optionOf = (radio: HTMLElement) => radio.closest('[data-part=picker-option]')
/** What a screen reader says after the name, in one line with ordinary spaces. */
const description = (radio: HTMLElement) =>
  (radio.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.querySelector(`[id="${id}"]`)?.textContent ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()

describe('choosing a package', () => {
  it('says with the group which plan runs, for whoever moves from radio to radio', async () => {
    renderInProvider(picker())
    expect(description(await screen.findByRole('group', { name: 'Plans' }))).toBe(
      'Your plan: Basic, 11,000 touchpoints',
    )
  })

  it('offers a radio for each that can be chosen, called by its plan and interval', async () => {
    renderInProvider(picker())
    const radios = (await plans()).getAllByRole('radio')
    expect(radios.map((radio) => optionOf(radio)?.querySelector('label')?.textContent)).toEqual([
      'Free Monthly',
      'Advanced Monthly',
      'Pro Monthly',
      'Business Monthly',
    ])
    expect(screen.getByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
    expect(description(screen.getByRole('radio', { name: 'Pro Monthly' }))).toBe(
      '€24.99 a month 60,000 touchpoints Upgrade today',
    )
    expect(description(screen.getByRole('radio', { name: 'Free Monthly' }))).toBe(
      '€0.00 a month Records nothing Switch on 15 Dec',
    )
  })

  it('says in plain text which plan is the own one', async () => {
    renderInProvider(picker())
    const own = (await plans()).getByText('Current plan')
    expect(optionOf(own)?.querySelector('input')).toBeNull()
    expect(optionOf(own)?.textContent).toContain('Basic')
  })

  it('starts with nothing chosen, and tells of a choice', async () => {
    const onChange = vi.fn<(id: string | null) => void>()
    renderInProvider(picker({ onChange }))
    const radios = (await plans()).getAllByRole('radio')
    expect(radios.some((radio) => (radio as HTMLInputElement).checked)).toBe(false)
    await userEvent.click(screen.getByRole('radio', { name: 'Pro Monthly' }))
    expect(onChange.mock.calls).toEqual([['pro-monthly']])
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Pro Monthly' }).checked).toBe(true)
  })

  it('follows its value when it is controlled', async () => {
    const onChange = vi.fn<(id: string | null) => void>()
    renderInProvider(picker({ value: 'business-monthly', onChange }))
    await userEvent.click((await plans()).getByRole('radio', { name: 'Pro Monthly' }))
    expect(onChange).toHaveBeenCalledWith('pro-monthly')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Business Monthly' }).checked).toBe(true)
  })

  it('says why a package cannot be chosen, and has no radio for it', async () => {
    renderInProvider(picker({ defaultValue: 'basic-yearly' }))
    await userEvent.click(await screen.findByRole('radio', { name: /^Yearly/ }))
    const reason = (await plans()).getByText('Records as much as your plan')
    expect(optionOf(reason)?.querySelector('input')).toBeNull()
  })

  it.each([
    ['planned_downgrade', 'Planned for 15 Dec'],
    ['planned_downgrade', 'Switch on 15 Dec instead'],
    ['ending', 'Turn auto-renewal back on'],
    ['ending', 'Turn auto-renewal on first to switch to a smaller plan'],
    ['ended', 'Restart today'],
    ['trial', 'Start today'],
    ['being_renewed', 'Your plan is being renewed'],
    ['retired_plan', 'Your plan: Legacy, 20,000 touchpoints'],
    ['odd_packages', 'Switch today'],
    ['interval_switch', 'Upgrade today'],
    ['change_running', 'Your change is in progress.'],
    ['platform_managed', 'Change the plan inside the dashboard.'],
  ] as const)('in the state %s says "%s"', async (state, text) => {
    renderInProvider(picker(), { state })
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0)
  })

  it('calls a package without a name by its limit, once', async () => {
    renderInProvider(picker(), { state: 'odd_packages' })
    const radio = (await plans()).getByRole('radio', { name: '80,000 touchpoints Monthly' })
    expect(optionOf(radio)?.textContent?.match(/80,000/g)).toHaveLength(1)
  })

  it('says how much is used, and explains what is counted', async () => {
    renderInProvider(picker(), { state: 'heavy_use' })
    expect(await screen.findByText('You have used 31,200 touchpoints in this period.')).toBeTruthy()
    expect(screen.getByText('What is a touchpoint?')).toBeTruthy()
  })

  it('counts in the partner’s own word, given once', async () => {
    renderInProvider(picker(), { state: 'heavy_use', messages: { packages: { unit: 'page views' } } })
    expect(await screen.findByText('You have used 31,200 page views in this period.')).toBeTruthy()
    expect(screen.getByText('60,000 page views')).toBeTruthy()
  })

  it('recommends nothing that is smaller than the plan, or cannot be chosen', async () => {
    renderInProvider(picker(), { state: 'largest' })
    await plans()
    expect(screen.queryByText('Recommended')).toBeNull()
  })

  it('makes a list with check marks of texts about a plan', async () => {
    renderInProvider(picker({ renderFeatures: () => ['Heatmaps', 'Funnels'] }))
    const [first] = (await plans()).getAllByText('Heatmaps')
    expect(first?.closest('li')?.querySelector('svg')).not.toBeNull()
  })

  it('offers nothing of a plan that the platform does not bring back, and says why', async () => {
    renderInProvider(picker(), { state: 'ended', view: { refusesUpgrades: true } })
    expect((await plans()).queryAllByRole('radio')).toEqual([])
    expect(screen.getAllByText('A plan that was switched off cannot be started again here.').length).toBeGreaterThan(0)
  })

  it('offers to keep the plan instead of the planned switch', async () => {
    const onKeep = vi.fn<() => void>()
    renderInProvider(picker({ onKeep }), { state: 'planned_downgrade' })
    await userEvent.click(await screen.findByRole('button', { name: 'Keep Pro' }))
    expect(onKeep).toHaveBeenCalledOnce()
  })

  it('has the slots of the partner', async () => {
    renderInProvider(
      picker({
        renderFeatures: ({ name }) => <em>{name} has heatmaps</em>,
        contact: <a href="#call">Call us</a>,
        footnote: 'Plus VAT',
      }),
    )
    await plans()
    expect(screen.getByText('Pro has heatmaps')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Call us' })).toBeTruthy()
    expect(screen.getByText('Plus VAT')).toBeTruthy()
  })

  it('speaks the language it is given', async () => {
    renderInProvider(picker(), {
      locale: 'de-DE',
      messages: {
        packages: { period: { monthly: 'im Monat', yearly: 'im Jahr' } },
      },
    })
    const radio = (await plans()).getByRole('radio', { name: 'Pro Monthly' })
    expect(description(radio)).toContain('24,99 € im Monat')
  })
})

describe('the interval', () => {
  it('opens on that of the subscription, and shows the total before what it comes to in a month', async () => {
    renderInProvider(picker(), { state: 'yearly' })
    const radio = (await plans()).getByRole('radio', { name: 'Pro Yearly' })
    expect(description(radio)).toBe('€239.90 a year €20.00 a month 60,000 touchpoints Upgrade today')
  })

  it('moves the choice to its twin', async () => {
    const onChange = vi.fn<(id: string | null) => void>()
    renderInProvider(picker({ onChange }))
    await userEvent.click((await plans()).getByRole('radio', { name: 'Pro Monthly' }))
    await userEvent.click(screen.getByRole('radio', { name: /^Yearly/ }))
    expect(onChange).toHaveBeenLastCalledWith('pro-yearly')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Pro Yearly' }).checked).toBe(true)
  })

  it('clears the choice when its twin cannot be chosen, and says so', async () => {
    const onChange = vi.fn<(id: string | null) => void>()
    // On Basic, yearly: Basic monthly holds as much.
    renderInProvider(picker({ onChange }), {
      state: 'interval_switch',
      view: { allowsIntervalSwitch: false, subscription: { status: 'ended', plan: inactivePlan, hadTrial: true } },
      packages: [
        ...demoPackages,
        packageFixture({ id: 'once-monthly', name: 'Once', limit: 12_000 }),
        packageFixture({ id: 'once-yearly', name: 'Once', limit: 12_000, interval: 'yearly', isTrial: true }),
      ],
    })
    await userEvent.click((await plans()).getByRole('radio', { name: 'Once Monthly' }))
    await userEvent.click(screen.getByRole('radio', { name: /^Yearly/ }))
    expect(onChange).toHaveBeenLastCalledWith(null)
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Once is not offered this way'))
  })

  it('keeps what is sold in the other one only, and marks it', async () => {
    renderInProvider(picker(), { state: 'odd_packages' })
    expect(optionOf((await plans()).getByRole('radio', { name: 'Archive Yearly' }))?.textContent).toContain(
      'Yearly only',
    )
  })
})

const inactivePlan = { packageId: 'gone', name: 'Gone', interval: 'monthly', limit: 11_000, price: null } as const

describe('the currency', () => {
  it('is asked for only where there are several, and opens on that of the subscription', async () => {
    renderInProvider(picker(), { state: 'odd_packages' })
    const currencies = within(await screen.findByRole('group', { name: 'Currency' }))
    expect(currencies.getByRole<HTMLInputElement>('radio', { name: 'EUR' }).checked).toBe(true)
    await userEvent.click(currencies.getByRole('radio', { name: 'USD' }))
    expect((await plans()).getAllByRole('radio')).toHaveLength(1)
  })
})

describe('states', () => {
  it('waits', async () => {
    const { container } = renderInProvider(picker(), { state: 'loading' })
    expect(await screen.findByText('Loading plans')).toBeTruthy()
    expect(container.querySelector('[data-part=picker]')?.getAttribute('data-state')).toBe('loading')
  })

  it('fails once, in words, and tries again', async () => {
    const { adapter } = renderInProvider(picker(), { state: 'error' })
    expect((await screen.findByRole('alert')).textContent).toContain('The plans could not be loaded.')
    adapter.script({ failures: {} })
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect((await plans()).getAllByRole('radio').length).toBeGreaterThan(0)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('is empty with a way out', async () => {
    renderInProvider(picker({ contact: 'Call us' }), { state: 'no_packages' })
    expect(await screen.findByText('There are no plans to choose from.')).toBeTruthy()
    expect(screen.getByText('Call us')).toBeTruthy()
  })

  it('shows a viewer the plans, and no way to choose one', async () => {
    renderInProvider(picker({ onKeep: () => {} }), { state: 'viewer' })
    expect(await screen.findByText('Only the owner of this website can change its plan.')).toBeTruthy()
    const options = await plans()
    expect(options.getByText('Pro')).toBeTruthy()
    expect(options.queryAllByRole('radio')).toEqual([])
    expect(options.queryAllByRole('button')).toEqual([])
  })
})

describe('a thousand packages', { timeout: 30_000 }, () => {
  it('can be filtered, with a count', async () => {
    renderInProvider(picker(), { state: 'many_packages' })
    await userEvent.type(await screen.findByPlaceholderText('Find a plan'), 'plan 77')
    await waitFor(() => expect(document.querySelector('output')?.textContent).toBe('1 of 500 plans'))
    expect((await plans()).getAllByRole('radio')).toHaveLength(1)
  })

  it('renders only the two whose choice has changed', async () => {
    const rendered: string[] = []
    const features: PackagePickerProps['renderFeatures'] = ({ id }) => {
      rendered.push(id)
      return null
    }
    function Page() {
      const [value, setValue] = useState<string | null>(null)
      return picker({ renderFeatures: features, value, onChange: setValue })
    }
    const { container } = renderInProvider(<Page />, { state: 'many_packages' })
    await screen.findByText('Plan 500')
    const choose = async (id: string) => {
      const radio = container.querySelector<HTMLInputElement>(`input[value=${id}]`)
      radio?.click()
      await waitFor(() => expect(radio?.checked).toBe(true))
    }
    await choose('plan-301-monthly')
    expect(new Set(rendered).size).toBe(500)
    rendered.length = 0
    await choose('plan-302-monthly')
    expect(new Set(rendered)).toEqual(new Set(['plan-301-monthly', 'plan-302-monthly']))
  })
})

describe('a payment that is outstanding', () => {
  const link = () => screen.findByRole('link', { name: 'Pay €24.99' })
  const due = (payUrl: string) => ({
    view: {
      payment: {
        standing: 'overdue' as const,
        amount: { amountMinor: 2499, currency: 'EUR' as const },
        deadline: null,
        payUrl,
      },
    },
  })

  it('is said instead of a choice, with its day and where to pay it', async () => {
    renderInProvider(picker(), { state: 'payment_due' })
    expect((await link()).getAttribute('href')).toBe('https://invoice.stripe.com/i/demo')
    expect(document.querySelector('[data-part=payment-due]')?.textContent?.replace(/\s/g, ' ')).toContain(
      'A payment of €24.99 is outstanding, due by 4 December.',
    )
    expect((await plans()).queryAllByRole('radio')).toEqual([])
  })

  it('leads to a page of an origin that the partner names', async () => {
    const ui = picker({ paymentOrigins: ['https://pay.example'] })
    renderInProvider(ui, due('https://pay.example/i/1'))
    expect((await link()).getAttribute('href')).toBe('https://pay.example/i/1')
  })

  it.each(['https://evil.example/i/1', 'javascript:alert(1)', 'http://invoice.stripe.com/i/1'])(
    'leads nowhere by %s',
    async (url) => {
      renderInProvider(picker(), due(url))
      expect(await screen.findByText(/is outstanding/)).toBeTruthy()
      expect(screen.queryByRole('link')).toBeNull()
    },
  )
})
