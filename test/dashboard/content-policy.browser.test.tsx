import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { AnalyticsError } from '../../src/contract/error.ts'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { openPage } from './dashboard-page.tsx'
import { frames, signedFor, sites, state, until } from './real-frames.ts'

afterEach(cleanup)

// A policy cannot be taken back from a page: the order of these tests is part of them.
describe('a page whose Content-Security-Policy', () => {
  it('refuses frames of others only, shows the dashboard', async () => {
    allowFrames(sites.frame)
    const { events } = openPage(<DashboardFrame websiteId="shop-1" />, {
      methods: { getDashboardUrl: async () => signedFor('shop-1') },
    })
    await until(() => state() === 'ready')
    const refused = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', resolve, { once: true }),
    )
    const other = document.createElement('iframe')
    other.src = `${sites.foreign}/dashboard`
    document.body.append(other)
    await refused
    other.remove()
    expect(state()).toBe('ready')
    // Neither what only begins like the dashboard's origin, nor what a policy on trial would refuse, is a refusal.
    violate(`${sites.frame}.evil.test/`, 'enforce')
    violate(`${sites.frame}/`, 'report')
    expect(state()).toBe('ready')
    expect(events.filter(({ type }) => type === 'dashboard.failed')).toEqual([])
  })

  it('refuses the dashboard, is told which line to add, and the token goes nowhere', async () => {
    allowFrames("'none'")
    const onError = vi.fn()
    const warned = vi.spyOn(console, 'warn')
    const { events } = openPage(<DashboardFrame websiteId="shop-1" onError={onError} />, {
      methods: { getDashboardUrl: async () => signedFor('shop-1') },
    })
    await expect.element(page.getByText('The analytics cannot be shown.')).toBeVisible()
    expect(state()).toBe('error')
    expect(frames()).toEqual([])
    const [error] = onError.mock.calls[0] as [AnalyticsError]
    expect(error).toMatchObject({
      code: 'blocked_by_csp',
      retryable: false,
      hint: `Add to the policy: frame-src ${sites.frame}`,
    })
    expect(warned).toHaveBeenCalledWith(expect.stringContaining(`frame-src ${sites.frame}`))
    expect(JSON.stringify([events, warned.mock.calls, error.message, error.hint])).not.toContain('token-')
    expect(events.filter(({ type }) => type === 'dashboard.failed')).toHaveLength(1)
  })
})

function allowFrames(sources: string) {
  const policy = document.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = `frame-src ${sources}`
  document.head.append(policy)
}

function violate(blockedURI: string, disposition: SecurityPolicyViolationEventDisposition) {
  const facts = { documentURI: location.href, violatedDirective: 'frame-src', originalPolicy: '', statusCode: 200 }
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      ...facts,
      blockedURI,
      disposition,
      effectiveDirective: 'frame-src',
      bubbles: true,
    }),
  )
}
