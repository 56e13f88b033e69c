import { useState } from 'react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, screen, userEvent, waitFor, within } from 'storybook/test'
import { DashboardFrame, type DashboardFrameProps } from '../src/react/dashboard/DashboardFrame.tsx'
import { UpgradeModal } from '../src/react/upgrade/UpgradeModal.tsx'
import { activeSubscription, demoPackage, planOf } from '../src/testing/fixtures.ts'
import { emitFrameMessage, subscriptionUpgraded, upgradeButtonClicked } from '../src/testing/frame-message.ts'
import { createMemoryAdapter, type MemoryAdapter, type MemoryAdapterOptions } from '../src/testing/memory-adapter.ts'
import { memoryStates } from '../src/testing/memory-states.ts'
import { frameUrl } from './frame-url.ts'
import { StoryProvider } from './StoryProvider.tsx'

interface FrameStory extends Pick<DashboardFrameProps, 'height' | 'refresh' | 'loading' | 'renderError'> {
  state: NonNullable<MemoryAdapterOptions['state']>
  expiresInSeconds: number
  url?: string
  withModal?: boolean
}

// The play functions steer the adapter of the story that is shown.
let shown: MemoryAdapter

function Shop({ state, expiresInSeconds, url, withModal, ...frame }: FrameStory) {
  const [adapter] = useState(() => {
    shown = createMemoryAdapter({
      state,
      dashboardUrl: url ?? frameUrl,
      dashboardUrlExpiresInSeconds: expiresInSeconds,
    })
    return shown
  })
  return (
    <StoryProvider adapter={adapter} allowedOrigins={[location.origin]}>
      <DashboardFrame websiteId="acme-bikes" {...frame}>
        {withModal && <UpgradeModal />}
      </DashboardFrame>
    </StoryProvider>
  )
}

const meta = {
  title: 'Components/DashboardFrame',
  argTypes: {
    state: { control: 'select', options: memoryStates },
    refresh: { control: 'inline-radio', options: ['auto', 'prompt', 'never'] },
  },
  args: { state: 'basic', height: 460, expiresInSeconds: 3600 },
  parameters: { docs: { story: { inline: false, height: '560px' } } },
  render: (args) => <Shop key={args.state} {...args} />,
} satisfies Meta<FrameStory>
export default meta
type Story = StoryObj<FrameStory>

const untilState = (root: HTMLElement, state: string) =>
  waitFor(() => expect(root.querySelector('[data-part=dashboard]')).toHaveAttribute('data-state', state), {
    timeout: 5000,
  })
const frameIn = (root: HTMLElement) => root.querySelector('iframe') as HTMLIFrameElement

export const Ready: Story = {
  play: ({ canvasElement }) => untilState(canvasElement, 'ready'),
}

export const Loading: Story = {
  args: { state: 'loading' },
  play: async ({ canvasElement }) => {
    await untilState(canvasElement, 'loading')
    await expect(within(canvasElement).getByRole('status')).toHaveTextContent('Loading your analytics')
  },
}

/** The backend does not answer. It is asked again by itself, more and more rarely. */
export const BackendDown: Story = {
  args: { state: 'error' },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('does not answer')
  },
}

export const UnknownWebsite: Story = {
  args: { state: 'unknown_website' },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('no analytics for this website yet')
  },
}

/** A signed URL on an origin that is not among `allowedOrigins`: it is never framed. */
export const UrlNotAllowed: Story = {
  args: { url: 'https://dashboard.example/' },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('alert')
    await expect(frameIn(canvasElement)).toBeNull()
  },
}

/** The session has expired in front of a customer: the frame is left alone until they press the button. */
export const Expired: Story = {
  args: { expiresInSeconds: 1 },
  play: async ({ canvasElement }) => {
    await untilState(canvasElement, 'expired')
    await expect(within(canvasElement).getByRole('button', { name: 'Refresh' })).toBeVisible()
  },
}

/** The refresh has failed: what was there stays. */
export const RefreshFailed: Story = {
  args: { expiresInSeconds: 1 },
  play: async ({ canvasElement }) => {
    await untilState(canvasElement, 'expired')
    shown.script({
      failures: { getDashboardUrl: { code: 'unreachable', message: 'Down.', retryable: true } },
    })
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Refresh' }))
    await waitFor(() => expect(within(canvasElement).getByRole('status')).toHaveTextContent('does not answer'))
    await expect(frameIn(canvasElement)).not.toBeNull()
  },
}

/** A platform that sells by itself says that the plan has changed, and a fresh read shows it. */
export const PlanUpgraded: Story = {
  args: { state: 'platform_managed' },
  play: async ({ canvasElement }) => {
    await untilState(canvasElement, 'ready')
    await waitFor(() => expect(shown.calls.map(({ route }) => route)).toContain('getSubscription'))
    shown.script({
      view: { subscription: activeSubscription(new Date(), { plan: planOf(demoPackage('pro-monthly')) }) },
    })
    emitFrameMessage(frameIn(canvasElement), subscriptionUpgraded)
    await waitFor(
      () => expect(within(canvasElement).getByRole('status')).toHaveTextContent('Your new plan is active.'),
      {
        timeout: 3000,
      },
    )
  },
}

/** An upgrade click inside the dashboard opens the modal. */
export const UpgradeClick: Story = {
  args: { withModal: true },
  play: async ({ canvasElement }) => {
    await untilState(canvasElement, 'ready')
    emitFrameMessage(frameIn(canvasElement), upgradeButtonClicked('acme-bikes'))
    await expect(await screen.findByRole('dialog')).toBeVisible()
  },
}

/** Whoever may only look sees the dashboard; the backend leaves the upgrade buttons out. */
export const Viewer: Story = {
  args: { state: 'viewer', withModal: true },
  play: ({ canvasElement }) => untilState(canvasElement, 'ready'),
}

/** The partner's own words while it loads and when it fails. */
export const Slots: Story = {
  args: {
    state: 'error',
    loading: <p>One moment, please.</p>,
    renderError: ({ error, retry }) => (
      <p>
        Something is wrong ({error.code}).{' '}
        <button type="button" onClick={retry}>
          Once more
        </button>
      </p>
    ),
  },
  play: async ({ canvasElement }) => {
    await fireEvent.click(await within(canvasElement).findByRole('button', { name: 'Once more' }))
    await expect(await within(canvasElement).findByText(/unreachable/)).toBeVisible()
  },
}
