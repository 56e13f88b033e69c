import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { renderInProvider } from '../packages/in-provider.tsx'

// What shows plans is loaded on demand: these are the moments before it is there, once in this file.
it('answers a click, and whoever comes back from paying, before the plans are there', async () => {
  const { rerender } = renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
  expect(screen.getByRole('status').textContent).toBe('Loading the plans…')
  rerender(<UpgradeModal websiteId="acme-bikes" open changeId="change-1" />)
  expect(screen.getByRole('status').textContent).toBe('Checking your payment…')
  expect(await screen.findByRole('dialog', {}, { timeout: 15_000 })).toBeTruthy()
  expect(await screen.findByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
  expect(screen.queryByText('Checking your payment…')).toBeNull()
}, 20_000)
