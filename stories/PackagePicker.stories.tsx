import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { PackagePicker } from '../src/react/packages/PackagePicker.tsx'
import { createMemoryAdapter } from '../src/testing/memory-adapter.ts'
import { memoryStates, type MemoryState } from '../src/testing/memory-states.ts'
import { StoryProvider } from './StoryProvider.tsx'

interface PickerStory {
  state: MemoryState
  withSlots?: boolean
}

const meta = {
  title: 'Components/PackagePicker',
  argTypes: { state: { control: 'select', options: memoryStates } },
  args: { state: 'basic' },
  render: ({ state, withSlots }) => (
    <StoryProvider key={state} adapter={createMemoryAdapter({ state })}>
      <PackagePicker
        websiteId="acme-bikes"
        {...(withSlots && {
          renderFeatures: () => ['Session recordings', 'Heatmaps'],
          contact: (
            <>
              <strong>Enterprise</strong>
              <p>More than 150,000 touchpoints, or an invoice on paper.</p>
              <a href="#contact">Talk to us</a>
            </>
          ),
          footnote: 'Prices exclude VAT.',
        })}
      />
    </StoryProvider>
  ),
} satisfies Meta<PickerStory>
export default meta
type Story = StoryObj<PickerStory>

export const Ready: Story = {}

export const Yearly: Story = {
  args: { state: 'yearly' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('radio', { name: /Yearly/, checked: true })).toBeEnabled()
  },
}

export const Chosen: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('radio', { name: 'Pro Monthly' }))
    await expect(canvas.getByRole('radio', { name: 'Pro Monthly' })).toBeChecked()
  },
}

export const WithSlots: Story = { args: { withSlots: true } }
export const Trial: Story = { args: { state: 'trial' } }
export const Free: Story = { args: { state: 'free' } }
export const LargestPlan: Story = { args: { state: 'largest' } }
export const PlannedDowngrade: Story = { args: { state: 'planned_downgrade' } }
export const Canceled: Story = { args: { state: 'ending' } }
export const Inactive: Story = { args: { state: 'ended' } }
export const RetiredPlan: Story = { args: { state: 'retired_plan' } }
export const IntervalSwitch: Story = { args: { state: 'interval_switch' } }
export const OddPackages: Story = { args: { state: 'odd_packages' } }

export const ManyPackages: Story = {
  args: { state: 'many_packages' },
  // A thousand options are checked by the plainer stories; axe needs minutes for them here.
  parameters: { a11y: { test: 'off' } },
  play: async ({ canvas }) => {
    await userEvent.type(await canvas.findByPlaceholderText('Find a plan'), 'plan 12')
    await expect(
      await canvas.findByText('11 of 500 plans', { selector: ':not(output)' }, { timeout: 10_000 }),
    ).toBeVisible()
  },
}

export const Viewer: Story = {
  args: { state: 'viewer' },
  play: async ({ canvas }) => {
    await canvas.findByText('Only the owner of this website can change its plan.')
    const plans = within(canvas.getByRole('group', { name: 'Plans' }))
    await expect(plans.queryByRole('radio')).toBeNull()
  },
}

export const PlatformManaged: Story = { args: { state: 'platform_managed' } }
export const ChangeRunning: Story = { args: { state: 'change_running' } }
export const Loading: Story = { args: { state: 'loading' } }
export const Failed: Story = {
  args: { state: 'unknown_website' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The plans could not be loaded.')
  },
}
export const Empty: Story = { args: { state: 'no_packages', withSlots: true } }
export const German: Story = { args: { state: 'yearly' }, globals: { language: 'de' } }
export const Arabic: Story = { args: { state: 'yearly' }, globals: { language: 'ar' } }
export const Longer: Story = { args: { state: 'yearly' }, globals: { language: 'pseudo' } }

export const PaymentDue: Story = { args: { state: 'payment_due' } }
export const ChargeMissing: Story = { args: { state: 'charge_missing' } }
