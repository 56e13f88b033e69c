import { useState } from 'react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import type { EmbeddedPayment } from '../src/react/upgrade/embedded-payment.ts'
import { en } from '../src/locales/en.ts'
import { UpgradeModal } from '../src/react/upgrade/UpgradeModal.tsx'
import { createMemoryAdapter } from '../src/testing/memory-adapter.ts'
import { memoryStates, type MemoryState } from '../src/testing/memory-states.ts'
import { storyLanguages } from './languages.ts'
import { StoryProvider } from './StoryProvider.tsx'

interface ModalStory {
  state: MemoryState
  /** Goes on to the review of this plan. */
  plan?: string
  /** Confirms with the button of this name. */
  confirm?: RegExp
  footnote?: string
}

const payment = ({ clientSecret }: EmbeddedPayment) => (
  <p>The provider’s payment element stands here, with {clientSecret}.</p>
)

function Shop({ state, footnote }: ModalStory) {
  const [isOpen, setOpen] = useState(true)
  const [adapter] = useState(() => createMemoryAdapter({ state }))
  return (
    <StoryProvider adapter={adapter}>
      <button type="button" onClick={() => setOpen(true)}>
        Upgrade…
      </button>
      <UpgradeModal
        websiteId="acme-bikes"
        open={isOpen}
        onOpenChange={setOpen}
        onRedirect={() => {}}
        footnote={footnote}
        renderPayment={payment}
      />
    </StoryProvider>
  )
}

const meta = {
  title: 'Components/UpgradeModal',
  argTypes: { state: { control: 'select', options: memoryStates } },
  args: { state: 'basic', footnote: 'Prices exclude VAT.' },
  parameters: { docs: { story: { inline: false, height: '640px' } } },
  render: (args) => <Shop key={args.state} {...args} />,
  play: async ({ args: { plan, confirm }, globals }) => {
    if (!plan) return
    const language = storyLanguages[String(globals['language'])] ?? en
    await userEvent.click(await screen.findByRole('radio', { name: plan }))
    await userEvent.click(await screen.findByRole('button', { name: language.upgrade.continue }))
    if (confirm) await userEvent.click(await screen.findByRole('button', { name: confirm }))
  },
} satisfies Meta<ModalStory>
export default meta
type Story = StoryObj<ModalStory>

export const Pick: Story = {}
export const PickLoading: Story = { args: { state: 'loading' } }
export const PickFailed: Story = { args: { state: 'unknown_website' } }
export const PickEmpty: Story = { args: { state: 'no_packages' } }
export const Viewer: Story = { args: { state: 'viewer' } }

export const Chosen: Story = {
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
    await expect(
      await screen.findByText(/on your next invoice/, { selector: '[data-part=upgrade-cost] *' }),
    ).toBeVisible()
  },
}

export const ReviewUpgrade: Story = { args: { plan: 'Pro Monthly' } }
export const ReviewDowngrade: Story = { args: { state: 'heavy_use', plan: 'Basic Monthly' } }
export const ReviewFromTrial: Story = { args: { state: 'trial', plan: 'Pro Monthly' } }
export const ReviewLeavingToPay: Story = { args: { state: 'redirect', plan: 'Pro Monthly' } }
export const ReviewRestart: Story = { args: { state: 'ended', plan: 'Basic Monthly' } }
export const ReviewResume: Story = { args: { state: 'ending', plan: 'Pro Monthly' } }
export const ReviewLoading: Story = { args: { state: 'quote_loading', plan: 'Pro Monthly' } }
export const ReviewInGerman: Story = { args: { state: 'yearly', plan: 'Pro Jährlich' }, globals: { language: 'de' } }

export const Keep: Story = {
  args: { state: 'planned_downgrade' },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Keep Pro' }))
    await expect(await screen.findByText(/The switch to Basic is dropped/)).toBeVisible()
  },
}

const confirm = /^(Upgrade now|Continue to payment)/
export const Sending: Story = { args: { state: 'sending', plan: 'Pro Monthly', confirm } }
export const QuoteRefused: Story = { args: { state: 'quote_refused', plan: 'Pro Monthly', confirm } }
export const UnknownOutcome: Story = { args: { state: 'unknown_outcome', plan: 'Pro Monthly', confirm } }
export const Redirect: Story = { args: { state: 'redirect', plan: 'Pro Monthly', confirm } }
export const PayBeside: Story = {
  args: { state: 'embedded_payment', plan: 'Pro Monthly', confirm },
  play: async (context) => {
    await meta.play(context)
    await expect(await screen.findByText(/payment element stands here/)).toBeVisible()
  },
}
export const Settling: Story = { args: { state: 'settling', plan: 'Pro Monthly', confirm } }
export const Done: Story = {
  args: { plan: 'Pro Monthly', confirm },
  play: async (context) => {
    await meta.play(context)
    await waitFor(() => expect(screen.getByText('60,000 touchpoints a month from now on')).toBeVisible(), {
      timeout: 5000,
    })
  },
}
/** Confirms, and stays until it is known what came of it. */
const untilOutcome: Story['play'] = async (context) => {
  await meta.play(context)
  const ended = '[data-part=upgrade]:is([data-step=refused], [data-step=failed], [data-step=closed])'
  await waitFor(() => expect(document.querySelector(ended)).not.toBeNull(), { timeout: 10_000 })
}
export const Refused: Story = { args: { state: 'refused', plan: 'Pro Monthly', confirm }, play: untilOutcome }
export const Declined: Story = { args: { state: 'declined', plan: 'Pro Monthly', confirm }, play: untilOutcome }
export const NeedsAttention: Story = { args: { state: 'attention_open' } }
export const Running: Story = { args: { state: 'change_running' } }
export const RunningUnpaid: Story = { args: { state: 'payment_open' } }

/** The platform sells by itself: there is no modal of ours, whoever asks for one. */
export const PlatformManaged: Story = {
  args: { state: 'platform_managed' },
  play: async () => {
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  },
}

export const PaymentDue: Story = { args: { state: 'payment_due' } }
export const ReviewWithBalance: Story = { args: { state: 'balance', plan: 'Pro Monthly' } }
export const Abandoned: Story = { args: { state: 'abandoned', plan: 'Pro Monthly', confirm }, play: untilOutcome }
export const Refunded: Story = { args: { state: 'refunded', plan: 'Pro Monthly', confirm }, play: untilOutcome }
export const Closed: Story = { args: { state: 'closed', plan: 'Pro Monthly', confirm }, play: untilOutcome }
