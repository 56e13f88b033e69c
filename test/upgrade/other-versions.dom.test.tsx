import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it } from 'vitest'
import { createAdapter } from '../../src/adapter/create-adapter.ts'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import type { Route, RouteInput } from '../../src/contract/route.ts'
import { routeTable, type RouteName } from '../../src/contract/route-table.ts'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { createMemoryAdapter, type MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'
import { render } from '@testing-library/react'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

type Answer = Record<string, unknown>

/** Today's page on a backend that says other things: what it answers goes through the contract, as from the network. */
function tomorrow(options: MemoryAdapterOptions, say: (route: RouteName, answer: Answer) => Answer): AnalyticsAdapter {
  const today = createMemoryAdapter(options)
  const routes = Object.entries(routeTable) as [RouteName, Route][]
  return createAdapter(
    Object.fromEntries(
      routes.map(([name, route]) => [
        name,
        async (input: RouteInput<Route>) => say(name, (await today.call(route, input)) as Answer),
      ]),
    ),
  )
}

const newField = { loyaltyPoints: 12, perks: [{ kind: 'umbrella' }] }
const withNewFields = (_route: RouteName, answer: Answer): Answer => ({ ...answer, ...newField })
const chooseFrom = async () => userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))

it('does not mind fields that a newer backend has added, from the plans to the plan that is there', async () => {
  render(
    <AnalyticsProvider adapter={tomorrow({}, withNewFields)}>
      <UpgradeModal websiteId="acme-bikes" open />
    </AnalyticsProvider>,
  )
  await chooseFrom()
  await userEvent.click(screen.getByRole('button', { name: 'Review the change' }))
  await userEvent.click(await screen.findByRole('button', { name: /^Upgrade now/ }))
  expect(await screen.findByRole('dialog', { name: 'You are on Pro' })).toBeTruthy()
})

it('shows a plan whose usage, rights and payment say something that is not known yet', async () => {
  const say = (route: RouteName, answer: Answer): Answer =>
    route === 'getSubscription'
      ? { ...answer, usage: { kind: 'shared_by_team', used: 4 }, may: [...(answer['may'] as string[]), 'gift'] }
      : answer
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <SubscriptionPanel websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  expect(await screen.findByRole('heading', { name: 'Basic' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Change plan' })).toBeTruthy()
})

it('leaves out what a quote says ends, where there are no words for it', async () => {
  const say = (route: RouteName, answer: Answer): Answer =>
    route === 'createQuote' ? { ...answer, ends: ['loyalty_bonus'] } : answer
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <UpgradeModal websiteId="acme-bikes" open />
    </AnalyticsProvider>,
  )
  await chooseFrom()
  await userEvent.click(screen.getByRole('button', { name: 'Review the change' }))
  expect(await screen.findByRole('button', { name: /^Upgrade now/ })).toBeTruthy()
  expect(screen.getByRole('dialog').textContent).not.toContain('undefined')
})

it('says that a change was refused also where the reason is not known', async () => {
  const say = (_route: RouteName, answer: Answer): Answer =>
    answer['state'] === 'refused' ? { ...answer, reason: 'moon_phase' } : answer
  render(
    <AnalyticsProvider adapter={tomorrow({ state: 'refused' }, say)}>
      <UpgradeModal websiteId="acme-bikes" open />
    </AnalyticsProvider>,
  )
  await chooseFrom()
  await userEvent.click(screen.getByRole('button', { name: 'Review the change' }))
  await userEvent.click(await screen.findByRole('button', { name: /^Upgrade now/ }))
  const dialog = await screen.findByRole('dialog', { name: 'Your plan was not changed' })
  expect(dialog.textContent).not.toMatch(/undefined|moon/)
})

it('shows an error with a way out, and not a guess, where the plan itself has a state that is not known', async () => {
  const say = (route: RouteName, answer: Answer): Answer =>
    route === 'getSubscription' ? { ...answer, subscription: { status: 'paused' } } : answer
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <SubscriptionPanel websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
})
