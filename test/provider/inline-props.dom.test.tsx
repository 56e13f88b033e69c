import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useEffect, useReducer } from 'react'
import { beforeAll, expect, it, vi } from 'vitest'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { createMemoryAdapter, type MemoryAdapter } from '../../src/testing/memory-adapter.ts'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

let redraw: () => void

/** All that can be written inline is, and each event draws the page anew. */
function Page({ adapter, events = () => {} }: { adapter: MemoryAdapter; events?: () => void }) {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    redraw = draw
  }, [])
  return (
    <AnalyticsProvider
      adapter={{ call: (...asked) => adapter.call(...asked) }}
      allowedOrigins={['https://dashboard.invalid']}
      allowedAncestors={['https://admin.example.com']}
      messages={{ upgrade: { continue: 'Go on' } }}
      onEvent={() => {
        events()
        draw()
      }}
    >
      <DashboardFrame websiteId="acme-bikes" onReady={() => draw()} />
      <UpgradeModal websiteId="acme-bikes" open onChanged={() => draw()} onOpenChange={() => {}} />
    </AnalyticsProvider>
  )
}

const asked = (adapter: MemoryAdapter, name: string) => adapter.calls.filter(({ route }) => route === name).length

it('an adapter that is made anew at each render loads nothing anew, and is spoken of once', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const adapter = createMemoryAdapter()
  render(<Page adapter={adapter} />)
  const frame = await waitFor(() => document.querySelector('iframe') ?? expect.fail('There is no frame.'))
  await screen.findByRole('radio', { name: 'Pro Monthly' })
  const before = adapter.calls.length
  for (let times = 0; times < 10; times++) act(() => redraw())
  expect(document.querySelector('iframe')).toBe(frame)
  expect(adapter.calls.length).toBe(before)
  expect(asked(adapter, 'getDashboardUrl')).toBe(1)
  const notes = warned.mock.calls.filter(([text]) => `${text}`.includes('not the object it was before'))
  expect(notes).toHaveLength(1)
})

it('a change that is under way is followed to its end while the page is drawn anew', async () => {
  const adapter = createMemoryAdapter({
    changeScript: ['applying', 'applied'],
    laggingReads: 1,
    delayMs: { getChange: 300 },
  })
  render(<Page adapter={adapter} />)
  await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Go on' }))
  await userEvent.click(await screen.findByRole('button', { name: /^Upgrade now/ }))
  await screen.findByRole('dialog', { name: 'Changing your plan' })
  act(() => redraw())
  await screen.findByRole('dialog', { name: 'You are on Pro' })
})
