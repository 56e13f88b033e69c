import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAdapter } from '../../src/adapter/create-adapter.ts'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import type { Route, RouteInput } from '../../src/contract/route.ts'
import type { Package } from '../../src/contract/package.ts'
import { routeTable, type RouteName } from '../../src/contract/route-table.ts'
import type { SubscriptionChange } from '../../src/contract/subscription-change.ts'
import type { Subscription } from '../../src/contract/subscription.ts'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
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

it('shows a plan whose usage, rights, payment and holder say something that is not known yet', async () => {
  const say = (route: RouteName, answer: Answer): Answer =>
    route === 'getSubscription'
      ? {
          ...answer,
          usage: { kind: 'shared_by_team', used: 4 },
          may: [...(answer['may'] as string[]), 'gift'],
          payment: { standing: 'in_instalments', paidSoFar: 2 },
          holder: 'team',
        }
      : answer
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <SubscriptionPanel websiteId="acme-bikes" />
      <PackagePicker websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  expect(await screen.findByRole('heading', { name: 'Basic' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Change plan' })).toBeTruthy()
  expect(await screen.findByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
})

const demoPlans = (answer: Answer) => answer['packages'] as Package[]

it('offers the plans that it can name the price of, where others are billed in an interval that is not known yet', async () => {
  const say = (route: RouteName, answer: Answer): Answer =>
    route === 'listPackages'
      ? {
          packages: [
            ...demoPlans(answer),
            { ...demoPlans(answer)[0], id: 'seasonal', name: 'Season', interval: 'season' },
          ],
        }
      : answer
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <PackagePicker websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  expect(await screen.findByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
  expect(document.body.textContent).not.toMatch(/Season|undefined/)
})

it('shows the running plan without its price, and all others, where its interval is not known yet', async () => {
  const say = (route: RouteName, answer: Answer): Answer => {
    const { subscription } = answer as { subscription?: Subscription }
    if (route !== 'getSubscription' || subscription?.status !== 'active') return answer
    return { ...answer, subscription: { ...subscription, plan: { ...subscription.plan, interval: 'season' } } }
  }
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <SubscriptionPanel websiteId="acme-bikes" />
      <PackagePicker websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  const heading = await screen.findByRole('heading', { name: 'Basic' })
  expect(heading.closest('section')?.textContent).not.toMatch(/€|undefined/)
  expect(await screen.findByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
})

describe('a change that is not known yet', () => {
  const intent = { kind: 'pause', months: 2 }
  const ofItsKind = (change: unknown) => ({ ...(change as SubscriptionChange), intent })
  const page = (say: (route: RouteName, answer: Answer) => Answer) =>
    render(
      <AnalyticsProvider adapter={tomorrow({ state: 'change_running' }, say)}>
        <SubscriptionPanel websiteId="acme-bikes" />
        <UpgradeModal websiteId="acme-bikes" open />
      </AnalyticsProvider>,
    )

  it('is under way, without what it is for', async () => {
    page((route, answer) => {
      if (route === 'getChange') return ofItsKind(answer)
      return route === 'getSubscription' ? { ...answer, openChange: ofItsKind(answer['openChange']) } : answer
    })
    const dialog = await screen.findByRole('dialog', { name: 'Your change is in progress' })
    expect(screen.getByRole('heading', { name: 'Basic', hidden: true })).toBeTruthy()
    expect(dialog.textContent).not.toMatch(/undefined|pause/)
  })

  it('is done once it is applied', async () => {
    let isApplied = false
    page((route, answer) => {
      if (route === 'getSubscription')
        return { ...answer, openChange: isApplied ? null : ofItsKind(answer['openChange']) }
      if (route !== 'getChange') return answer
      isApplied = true
      return { ...ofItsKind(answer), state: 'applied', endedAt: new Date().toISOString() }
    })
    const dialog = await screen.findByRole('dialog', { name: 'Done' })
    expect(dialog.textContent).toContain('Your plan shows what you have now.')
    expect(dialog.textContent).not.toMatch(/undefined|pause/)
  })
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

it.each([
  ['the state of the plan', { subscription: { status: 'paused' } }],
  ['who sells', { billingMode: 'shared' }],
  ['an amount that is due', { payment: { standing: 'due', amount: '7.99 EUR', deadline: null, payUrl: null } }],
])('shows an error with a way out, and not a guess, where %s cannot be read', async (_what, said) => {
  const say = (route: RouteName, answer: Answer): Answer =>
    route === 'getSubscription' ? { ...answer, ...said } : answer
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <SubscriptionPanel websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
})

it('offers nothing where a price is not known', async () => {
  const say = (route: RouteName, answer: Answer): Answer =>
    route === 'listPackages'
      ? { packages: demoPlans(answer).map((offered) => ({ ...offered, price: '7.99 EUR' })) }
      : answer
  render(
    <AnalyticsProvider adapter={tomorrow({}, say)}>
      <PackagePicker websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
})
