import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { run } from './run-command.ts'

const tool = (path: string) => join(inject('hostsFolder'), 'node_modules', path)
const page = readFileSync('docs/testing-your-integration.md', 'utf8')
const folder = join(inject('stranger'), 'partner-tests')

/** The first block of the page that has these words in it. */
function documented(words: string): string {
  const block = [...page.matchAll(/^```\w+[^\n]*\n([\s\S]*?)^```$/gm)]
    .map(([, code]) => code!)
    .find((code) => code.includes(words))
  if (block === undefined) throw new Error(`docs/testing-your-integration.md has no block with ${words}.`)
  return block
}

const write = (file: string, content: string) => writeFileSync(join(folder, file), content)

/** From a click in the dashboard to a plan that has changed: everything that the components load, the dialog too. */
const upgrade = `
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { DashboardFrame, UpgradeModal } from 'react-3as'
import { emitFrameMessage, upgradeButtonClicked } from 'react-3as/testing'
import { renderWithAnalytics } from 'react-3as/testing-library'

const patience = { timeout: 60_000 }

test('a customer upgrades from the dashboard', async () => {
  const { adapter, events, unmount } = renderWithAnalytics(
    <DashboardFrame websiteId="acme-bikes"><UpgradeModal /></DashboardFrame>,
  )
  const frame = await screen.findByTitle('Web analytics', {}, patience)
  await waitFor(() => expect(frame.src).toBe('https://dashboard.invalid/'), patience)
  fireEvent.load(frame)
  emitFrameMessage(frame, upgradeButtonClicked('acme-bikes'))
  await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }, patience))
  await userEvent.click(await screen.findByRole('button', { name: 'Review the change' }, patience))
  await userEvent.click(await screen.findByRole('button', { name: /^Upgrade now/ }, patience))
  await waitFor(() => expect(adapter.view.subscription.plan.packageId).toBe('pro-monthly'), patience)
  await waitFor(() => expect(events.map(({ type }) => type)).toContain('plan.changed'), patience)
  unmount()
})
`

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
  write('package.json', '{ "private": true }')
  write(
    'BillingPage.jsx',
    `import { SubscriptionPanel } from 'react-3as'\nexport const BillingPage = () => <SubscriptionPanel websiteId="acme-bikes" />\n`,
  )
  write('billing.test.jsx', documented('renderWithAnalytics(<BillingPage />'))
  write('upgrade.test.jsx', upgrade)
})

describe('the tests of a partner, with the package from its tarball', () => {
  it('pass in Jest on jsdom, with the documented line', () => {
    write('jest.config.js', documented('transformIgnorePatterns').replace('{', '{ testTimeout: 120_000,'))
    write(
      'babel.config.js',
      `module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }], ['@babel/preset-react', { runtime: 'automatic' }]] }`,
    )
    expect(run(folder, process.execPath, tool('jest/bin/jest.js'), '--ci')).toMatch(/Tests: +2 passed, 2 total/)
  })

  it.each(['jsdom', 'happy-dom'])('pass in Vitest on %s as it comes', (environment) => {
    write(
      'vitest.config.mjs',
      `export default { oxc: { jsx: { runtime: 'automatic' } }, test: { globals: true, environment: '${environment}', testTimeout: 120_000, include: ['*.test.jsx'] } }`,
    )
    const printed = run(folder, process.execPath, tool('vitest/vitest.mjs'), 'run')
    expect(stripVTControlCharacters(printed)).toMatch(/Tests +2 passed \(2\)/)
  })
})
