import { describe, expect, it } from 'vitest'
import { runningBackend } from './partner-backend.ts'
import { payingCustomer } from './paying-customer.ts'

const message = 'customer acme may not use key sk_live_4711'
const body = { status: 400, message, code: 'NOT_ALLOWED' }

describe.each([
  ['reaches neither the browser nor the partner’s log', false],
  ['is in the one field of the events that the partner has asked for', true],
])('what the platform says when it refuses', (does, includeForeignText) => {
  const running = runningBackend('website', { includeForeignText })
  const acme = payingCustomer(running)

  it(does, async () => {
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.upgrade', body })
    const refused = await acme.choose('Pro')
    expect(refused.body, refused.text).toMatchObject({ state: 'refused', reason: 'platform_refused' })
    expect(refused.text).not.toContain('sk_live')
    const told = running.backend.events.map((event) => ({ ...event, foreignText: undefined }))
    expect(JSON.stringify(told)).not.toContain('sk_live')
    const words = running.backend.events.flatMap((event) => ('foreignText' in event ? [event.foreignText] : []))
    expect(words).toEqual(includeForeignText ? [message] : [])
  })
})
