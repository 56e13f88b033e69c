import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { componentContract } from '../../src/testing/component-contract.tsx'
import { renderWithAnalytics } from '../../src/testing/render-with-analytics.tsx'
import { bootstrap } from './bootstrap.tsx'
import { mui } from './mui.tsx'
import { shadcn } from './shadcn.tsx'
import '../../src/styles.css'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
afterEach(cleanup)

describe.each([
  ['Bootstrap', bootstrap],
  ['shadcn/ui', shadcn],
  ['Material UI', mui],
])('components of %s', (_, components) => {
  it.each(componentContract(components))('$name', ({ check }) => check())

  it('carry somebody through an upgrade', async () => {
    renderWithAnalytics(<SubscriptionPanel websiteId="acme-bikes" />, { components })
    const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
    await press('Change plan')
    await screen.findByRole('dialog', { name: 'Choose a plan' })
    ;(await screen.findByRole('radio', { name: 'Pro Monthly' })).click()
    await press('Review the change')
    await screen.findByRole('dialog', { name: 'Review the change' })
    await press(/^Upgrade now/)
    await screen.findByRole('dialog', { name: 'You are on Pro' })
    await page.getByRole('button', { name: 'Close' }).last().click()
    expect(await screen.findByRole('heading', { name: 'Pro' })).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('a component that does not keep to it', () => {
  it.each([
    [
      'a button that is disabled',
      { Button: ({ children, 'aria-disabled': off }) => <button disabled={off}>{children}</button> },
    ],
    ['a notice that is always an alert', { Notice: ({ children }) => <p role="alert">{children}</p> }],
    ['a radio without a group', { Radio: ({ id }) => <input type="radio" id={id} /> }],
    ['a dialog that is always there', { Dialog: ({ children }) => <dialog open>{children}</dialog> }],
  ] satisfies [string, Parameters<typeof componentContract>[0]][])('is told: %s', async (_, components) => {
    // One after the other: they share the page.
    const all = componentContract(components).reduce((before, { check }) => before.then(check), Promise.resolve())
    await expect(all).rejects.toThrow()
  })
})
