import { useState } from 'react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { SubscriptionPanel } from '../src/react/subscription/SubscriptionPanel.tsx'
import { createMemoryAdapter } from '../src/testing/memory-adapter.ts'
import { memoryStates, type MemoryState } from '../src/testing/memory-states.ts'
import { StoryProvider } from './StoryProvider.tsx'

interface PanelStory {
  state: MemoryState
}

function Account({ state }: PanelStory) {
  const [adapter] = useState(() => createMemoryAdapter({ state }))
  return (
    <StoryProvider adapter={adapter}>
      <SubscriptionPanel websiteId="acme-bikes" footnote="Prices exclude VAT." />
    </StoryProvider>
  )
}

const meta = {
  title: 'Components/SubscriptionPanel',
  argTypes: { state: { control: 'select', options: memoryStates } },
  args: { state: 'basic' },
  render: (args) => <Account key={args.state} {...args} />,
} satisfies Meta<PanelStory>
export default meta
type Story = StoryObj<PanelStory>

export const Active: Story = {}
export const Yearly: Story = { args: { state: 'yearly' } }
export const Free: Story = { args: { state: 'free' } }
export const Trial: Story = { args: { state: 'trial' } }
export const TrialOfAPackage: Story = { args: { state: 'package_trial' } }
export const PlannedDowngrade: Story = { args: { state: 'planned_downgrade' } }
export const Canceled: Story = { args: { state: 'ending' } }
export const Inactive: Story = { args: { state: 'ended' } }
export const NoPlan: Story = { args: { state: 'none' } }
export const BeingRenewed: Story = { args: { state: 'being_renewed' } }
export const RetiredPlan: Story = { args: { state: 'retired_plan' } }
export const Pool: Story = { args: { state: 'pool' } }
export const Viewer: Story = { args: { state: 'viewer' } }
export const PlatformManaged: Story = { args: { state: 'platform_managed' } }
export const ChangeRunning: Story = { args: { state: 'change_running' } }
export const Unpaid: Story = { args: { state: 'payment_open' } }
export const NeedsAttention: Story = { args: { state: 'attention_open' } }
export const Loading: Story = { args: { state: 'loading' } }
export const Failed: Story = { args: { state: 'unknown_website' } }
export const German: Story = { args: { state: 'planned_downgrade' }, globals: { language: 'de' } }
export const Arabic: Story = { args: { state: 'planned_downgrade' }, globals: { language: 'ar' } }
export const Longer: Story = { args: { state: 'planned_downgrade' }, globals: { language: 'pseudo' } }

export const TurningOff: Story = {
  args: { state: 'planned_downgrade' },
  parameters: { docs: { story: { inline: false, height: '480px' } } },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Turn off auto-renewal…' }))
    await expect(await screen.findByRole('alertdialog', { name: 'Turn off auto-renewal?' })).toBeVisible()
  },
}

export const TurnedOff: Story = {
  play: async (context) => {
    await userEvent.click(await screen.findByRole('button', { name: 'Turn off auto-renewal…' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Turn off auto-renewal' }))
    await waitFor(
      () => expect(context.canvas.getByRole('button', { name: 'Turn auto-renewal back on' })).toHaveFocus(),
      {
        timeout: 5000,
      },
    )
  },
}

export const PaymentDue: Story = { args: { state: 'payment_due' } }
export const ChargeMissing: Story = { args: { state: 'charge_missing' } }
