import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { expect } from 'vitest'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import type { Language } from '../../src/react/provider/catalogue.ts'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { MemoryState } from '../../src/testing/memory-states.ts'
import { renderInProvider } from '../packages/in-provider.tsx'

/** What somebody can have on the screen, and the way there, without a word of any language. */
export interface Screen {
  name: string
  ui: ReactElement
  state: MemoryState
  /** Chooses this plan and goes on to the review; `confirm` goes one further. */
  plan?: RegExp
  confirms?: boolean
  /** The part that shows once the screen is there. */
  part: string
}

const of = (ui: ReactElement, part: string, states: readonly MemoryState[]): Screen[] =>
  states.map((state) => ({ name: `${part} of ${state}`, ui, part, state }))

const panel = <SubscriptionPanel websiteId="acme-bikes" />
const picker = <PackagePicker websiteId="acme-bikes" onKeep={() => {}} />
const modal = <UpgradeModal websiteId="acme-bikes" open />

export const panels = [
  ...of(panel, 'panel-sentence', ['basic', 'yearly', 'free', 'trial', 'package_trial', 'planned_downgrade', 'ending']),
  ...of(panel, 'panel-sentence', ['ended', 'none', 'being_renewed', 'pool', 'viewer', 'payment_due', 'heavy_use']),
  ...of(panel, 'panel-sentence', ['retired_plan', 'payment_open', 'change_running', 'platform_managed']),
  ...of(panel, 'panel-error', ['error']),
]
export const pickers = [
  ...of(picker, 'picker-period', ['basic', 'yearly', 'trial', 'planned_downgrade', 'ending', 'payment_due', 'viewer']),
  ...of(picker, 'picker-error', ['error']),
  ...of(picker, 'picker-empty', ['no_packages']),
]
export const reviews: Screen[] = (
  ['basic', 'trial', 'heavy_use', 'redirect', 'ending', 'balance', 'planned_downgrade'] as const
).map((state) => ({
  name: `review ${state}`,
  ui: modal,
  state,
  plan: state === 'heavy_use' ? /^Basic / : state === 'planned_downgrade' ? /^Business / : /^Pro /,
  part: 'receipt-total',
}))
export const outcomes: Screen[] = (
  ['basic', 'refused', 'declined', 'needs_attention', 'abandoned', 'refunded', 'closed'] as const
).map((state) => ({
  name: `outcome ${state}`,
  ui: modal,
  state,
  plan: /^Pro /,
  confirms: true,
  part: 'outcome-heading',
}))
export const frames = of(<DashboardFrame websiteId="acme-bikes" />, 'frame-heading', ['error', 'unknown_website'])

const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`)

export async function show({ ui, state, plan, confirms, part: last }: Screen, language: Language) {
  const rendered = renderInProvider(ui, { state, locale: language.locale, messages: language })
  if (plan) {
    await userEvent.click(await screen.findByRole('radio', { name: plan }))
    await userEvent.click(part('upgrade-primary') as HTMLElement)
    await waitFor(() => expect(part('receipt-total')).toBeTruthy())
  }
  if (confirms) {
    await waitFor(() => expect(part('upgrade-primary')?.getAttribute('aria-disabled')).not.toBe('true'))
    await userEvent.click(part('upgrade-primary') as HTMLElement)
  }
  await waitFor(() => {
    expect(part(last), last).toBeTruthy()
    expect(document.querySelector('[data-r3~="skeleton"]')).toBeNull()
  })
  return rendered
}
