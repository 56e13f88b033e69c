import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { renderInProvider } from '../packages/in-provider.tsx'
import { contrastOf, texts } from './contrast.ts'
import '../../src/styles.css'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
afterEach(cleanup)

it('in forced colours every text can be read, on buttons too', async () => {
  await page.viewport(1280, 800)
  const emulate = (value: string) =>
    cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] })
  await emulate('active')
  try {
    renderInProvider(<UpgradeModal websiteId="acme-bikes" open />)
    await page.getByRole('radio', { name: 'Pro Monthly' }).click()
    await screen.findByText(/on your next invoice, then/, { selector: '[data-part=upgrade-cost] *' })
    expect(matchMedia('(forced-colors: active)').matches).toBe(true)
    expect(texts().length).toBeGreaterThan(30)
    for (const element of texts()) {
      expect(contrastOf(element), element.outerHTML.slice(0, 100)).toBeGreaterThanOrEqual(4.5)
    }
  } finally {
    await emulate('')
  }
})
