import { useState } from 'react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { DashboardFrame } from '../src/react/dashboard/DashboardFrame.tsx'
import { SubscriptionPanel } from '../src/react/subscription/SubscriptionPanel.tsx'
import { UpgradeModal } from '../src/react/upgrade/UpgradeModal.tsx'
import { emitFrameMessage, upgradeButtonClicked } from '../src/testing/frame-message.ts'
import { createMemoryAdapter, type MemoryAdapter } from '../src/testing/memory-adapter.ts'
import type { MemoryPayment } from '../src/testing/memory-states.ts'
import { frameUrl } from './frame-url.ts'
import { StoryProvider } from './StoryProvider.tsx'

interface JourneyStory {
  /** How the partner is paid: on its own invoice, or on the page of a payment provider. */
  payment: Extract<MemoryPayment, 'invoiced' | 'redirect'>
}

const websiteId = 'acme-bikes'
const features = () => ['Session recordings', 'Heatmaps']

type Place = { at: 'shop' } | { at: 'payment page' } | { at: 'shop, back from paying'; changeId: string | undefined }

function Shop({ adapter }: { adapter: MemoryAdapter }) {
  const [place, setPlace] = useState<Place>({ at: 'shop' })
  const changeId = place.at === 'shop, back from paying' ? place.changeId : undefined
  const [isOpen, setOpen] = useState(false)
  const comeBack = (outcome: 'paid' | 'declined') => {
    const open = adapter.view.openChange?.id
    adapter.pay(outcome)
    setPlace({ at: 'shop, back from paying', changeId: open })
    setOpen(true)
  }
  return place.at === 'payment page' ? (
    <main>
      <h1>The provider’s payment page</h1>
      <button type="button" onClick={() => comeBack('paid')}>
        Pay
      </button>{' '}
      <button type="button" onClick={() => comeBack('declined')}>
        Have the card declined
      </button>
    </main>
  ) : (
    <StoryProvider adapter={adapter} allowedOrigins={[new URL(frameUrl(websiteId)).origin]}>
      <DashboardFrame websiteId={websiteId} height={460}>
        <UpgradeModal
          open={isOpen}
          onOpenChange={setOpen}
          changeId={changeId}
          onRedirect={() => setPlace({ at: 'payment page' })}
          renderFeatures={features}
          footnote="Prices exclude VAT."
          terms="Renews until you turn it off."
        />
      </DashboardFrame>
      <div style={{ marginBlockStart: '24px' }}>
        <SubscriptionPanel websiteId={websiteId} footnote="Prices exclude VAT." />
      </div>
    </StoryProvider>
  )
}

function Journey({ payment }: JourneyStory) {
  const [adapter] = useState(() =>
    createMemoryAdapter({
      payment,
      dashboardUrl: frameUrl,
      changeScript: payment === 'redirect' ? ['paid', 'applying', 'applied'] : ['applying', 'applied'],
    }),
  )
  return <Shop adapter={adapter} />
}

const meta = {
  title: 'Journey',
  argTypes: { payment: { control: 'inline-radio', options: ['invoiced', 'redirect'] } },
  // The panel that names each step, and goes back to any of them.
  parameters: { layout: 'padded', options: { selectedPanel: 'storybook/interactions/panel' } },
  render: (args) => <Journey key={args.payment} {...args} />,
} satisfies Meta<JourneyStory>
export default meta
type Story = StoryObj<JourneyStory>

/** The button inside of the dashboard: a click on it where the frame can be reached into, else the message that it posts. */
async function clickUpgradeInside(canvasElement: HTMLElement) {
  const frame = canvasElement.querySelector('iframe') as HTMLIFrameElement
  const button = frame.contentDocument?.querySelector('button')
  if (button) await userEvent.click(button)
  else emitFrameMessage(frame, upgradeButtonClicked(websiteId))
}

type Play = NonNullable<Story['play']>

/** From the click inside of the dashboard to the review. */
const toReview: Play = async ({ canvasElement, step }) => {
  await step('The customer clicks Upgrade inside of the dashboard', async () => {
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-part=dashboard]')).toHaveAttribute('data-state', 'ready'),
    )
    await clickUpgradeInside(canvasElement)
    await expect(await screen.findByRole('dialog', { name: 'Choose a plan' })).toBeVisible()
  })
  await step('They choose a plan: what it costs stands in the foot', async () => {
    await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
    await waitFor(() =>
      expect(document.querySelector('[data-part=upgrade-cost]')).toHaveTextContent(/then €24\.99 a month/),
    )
  })
  await step('They review it', async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Review the change' }))
    await expect(await screen.findByRole('dialog', { name: 'Review the change' })).toBeVisible()
    await expect(await screen.findByRole('button', { name: / · €/ })).toBeVisible()
  })
}

/** From “You are on Pro” back to the dashboard. */
const fromDone: Play = async ({ canvasElement, step }) => {
  await step('The plan is there, and what comes with it', async () => {
    const dialog = await screen.findByRole('dialog', { name: 'You are on Pro' })
    const feature = await within(dialog).findByText('Session recordings')
    await waitFor(() => expect(feature).toBeVisible())
  })
  await step('Back to the dashboard; the panel shows the plan as well', async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Back to analytics' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(canvasElement.querySelector('[data-part=panel-name]')).toHaveTextContent('Pro'))
  })
}

/** The upgrade goes on the partner’s next invoice: the customer agrees, and has it. */
export const Agree: Story = {
  args: { payment: 'invoiced' },
  play: async (context) => {
    await toReview(context)
    await context.step('They agree to the amount in the button', async () => {
      await userEvent.click(await screen.findByRole('button', { name: /^Upgrade now · €/ }))
    })
    await fromDone(context)
  },
}

/** The upgrade is paid first: on the provider’s page, from which the customer comes back to what became of it. */
export const Pay: Story = {
  args: { payment: 'redirect' },
  play: async (context) => {
    await toReview(context)
    await context.step('They go to the payment page', async () => {
      await userEvent.click(await screen.findByRole('button', { name: /^Continue to payment · €/ }))
    })
    await context.step('They pay, and come back', async () => {
      await userEvent.click(await screen.findByRole('button', { name: 'Pay' }))
    })
    await fromDone(context)
  },
}

/** The card is declined: nothing was paid, the plan is as it was, and both ways on are there. */
export const Declined: Story = {
  args: { payment: 'redirect' },
  play: async (context) => {
    await toReview(context)
    await context.step('They go to the payment page', async () => {
      await userEvent.click(await screen.findByRole('button', { name: /^Continue to payment · €/ }))
    })
    await context.step('The card is declined, and they come back', async () => {
      await userEvent.click(await screen.findByRole('button', { name: 'Have the card declined' }))
    })
    await context.step('They are told so, and can try again', async () => {
      await expect(await screen.findByRole('alert')).toHaveTextContent('declined')
      await expect(screen.getByRole('button', { name: 'Try another payment' })).toBeVisible()
    })
  },
}
