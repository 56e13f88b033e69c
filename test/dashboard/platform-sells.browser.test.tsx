import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { subscriptionQuery } from '../../src/react/data/queries.ts'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { useFrame } from '../../src/react/frame-context.ts'
import { activeSubscription, demoPackage, planOf } from '../../src/testing/fixtures.ts'
import { subscriptionUpgraded, upgradeButtonClicked } from '../../src/testing/frame-message.ts'
import { createMemoryAdapter, type MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'
import { openPage } from './dashboard-page.tsx'
import { letSay, readyFrame, signedFor, until } from './real-frames.ts'

afterEach(cleanup)

function Asked() {
  return <p data-testid="asked">{useFrame()?.upgradeRequest ? 'plans wanted' : 'nothing'}</p>
}

function openShop(options: MemoryAdapterOptions = { state: 'platform_managed' }) {
  const platform = createMemoryAdapter({ ...options, dashboardUrl: (websiteId) => signedFor(websiteId).url })
  const view = openPage(
    <DashboardFrame websiteId="acme-bikes">
      <Asked />
    </DashboardFrame>,
    { adapter: platform },
  )
  const reads = () => platform.calls.filter(({ route }) => route === 'getSubscription').length
  const sell = (plan: string) =>
    platform.script({ view: { subscription: activeSubscription(new Date(), { plan: planOf(demoPackage(plan)) }) } })
  const changes = () => view.events.filter(({ type }) => type === 'plan.changed')
  return { ...view, platform, reads, sell, changes }
}

const buyInside = (frame: HTMLIFrameElement) =>
  page.frameLocator(page.elementLocator(frame)).getByRole('button', { name: 'Buy here' }).click()
const said = () => page.getByRole('status')

describe('where the platform sells by itself', () => {
  it('a new plan is said once, although the frame says it twice, and only after a read has shown it', async () => {
    const { sell, changes, reads } = openShop()
    const frame = await readyFrame()
    await until(() => reads() === 1)
    sell('pro-monthly')
    await buyInside(frame)
    await expect.element(said()).toHaveTextContent('Your new plan is active.')
    expect(changes()).toEqual([{ type: 'plan.changed', websiteId: 'acme-bikes', packageId: 'pro-monthly' }])
    await letSay(frame, subscriptionUpgraded)
    await until(() => reads() >= 5)
    expect(changes()).toHaveLength(1)
  })

  it('a read that lags behind is tried again', async () => {
    const { sell, changes, reads } = openShop()
    const frame = await readyFrame()
    await until(() => reads() === 1)
    await buyInside(frame)
    await until(() => reads() === 3)
    expect(changes()).toEqual([])
    sell('pro-monthly')
    await expect.element(said()).toHaveTextContent('Your new plan is active.')
    expect(changes()).toHaveLength(1)
  })

  it('what the frame says is not believed: without a changed plan nothing is said', async () => {
    const { changes, reads } = openShop()
    const frame = await readyFrame()
    await until(() => reads() === 1)
    await letSay(frame, subscriptionUpgraded)
    await until(() => reads() === 5)
    await expect.element(said()).toHaveTextContent('')
    expect(changes()).toEqual([])
  })

  it('everything that is known of the website is read again, whether or not the plan has changed', async () => {
    const { client, platform, reads } = openShop()
    const scope = { adapter: platform, websiteId: 'acme-bikes' }
    await client.fetchQuery(subscriptionQuery(scope))
    const frame = await readyFrame()
    await until(() => reads() === 2)
    await letSay(frame, subscriptionUpgraded)
    await until(() => client.getQueryState(subscriptionQuery(scope).queryKey)?.isInvalidated)
  })

  it('no modal of ours opens', async () => {
    const { events, reads } = openShop()
    const frame = await readyFrame()
    await until(() => reads() === 1)
    await letSay(frame, upgradeButtonClicked('acme-bikes'))
    await until(() => events.some(({ type }) => type === 'upgrade.requested'))
    await letSay(frame, { type: 'ANYTHING' })
    await expect.element(page.getByTestId('asked')).toHaveTextContent('nothing')
  })
})

it('where the partner sells, the modal opens, as soon as it is known who sells', async () => {
  const { platform, reads } = openShop({ state: 'basic', delayMs: { getSubscription: 'never' } })
  const frame = await readyFrame()
  await until(() => reads() === 1)
  await letSay(frame, upgradeButtonClicked('acme-bikes'))
  await expect.element(page.getByTestId('asked')).toHaveTextContent('nothing')
  platform.release()
  await expect.element(page.getByTestId('asked')).toHaveTextContent('plans wanted')
})

it('where nobody knows who sells, the modal opens', async () => {
  openShop({ failures: { getSubscription: { code: 'not_supported', message: 'No.' } } })
  await letSay(await readyFrame(), upgradeButtonClicked('acme-bikes'))
  await expect.element(page.getByTestId('asked')).toHaveTextContent('plans wanted')
})
