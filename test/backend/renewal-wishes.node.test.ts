import { describe, expect, it } from 'vitest'
import { runningBackend } from './partner-backend.ts'

const running = runningBackend()
const websiteId = 'acme-bikes'
type Wish = 'cancel' | 'resume' | 'keep'

const standings: Record<string, () => unknown> = {
  running: () => undefined,
  'running, with a smaller plan planned': () => running.choose(websiteId, running.packageId('Free')),
  canceled: () =>
    running.backend.post('/changes', { websiteId, idempotencyKey: 'turned-off', intent: { kind: 'cancel' } }),
  deactivated: () => running.sandbox.platform.changePlan({ intpWebsiteId: websiteId, status: 'inactive' }),
}

const answers: [standing: keyof typeof standings, wish: Wish, code: string | null, effects: string[]][] = [
  ['running', 'cancel', null, ['subscription.canceled']],
  ['running', 'resume', null, []],
  ['running', 'keep', null, []],
  ['running, with a smaller plan planned', 'cancel', null, ['subscription.canceled']],
  ['running, with a smaller plan planned', 'resume', null, []],
  ['running, with a smaller plan planned', 'keep', null, ['subscription.canceled', 'subscription.resumed']],
  ['canceled', 'cancel', null, []],
  ['canceled', 'resume', null, ['subscription.resumed']],
  ['canceled', 'keep', 'refused', []],
  ['deactivated', 'cancel', 'refused', []],
  ['deactivated', 'resume', 'refused', []],
  ['deactivated', 'keep', 'refused', []],
]

describe.each(answers)('a plan that is %s', (standing, wish, code, effects) => {
  it(`${wish}: ${code ?? 'applied'}, with the calls it takes and no other`, async () => {
    await standings[standing]!()
    const before = running.effects().filter(({ cause }) => cause === 'call').length
    const reply = await running.backend.post('/changes', {
      websiteId,
      idempotencyKey: 'the-wish',
      intent: { kind: wish },
    })
    expect(reply.body, reply.text).toMatchObject(code === null ? { state: 'applied' } : { error: { code } })
    const since = running.effects().filter(({ cause }) => cause === 'call')
    expect(since.slice(before).map(({ kind }) => kind)).toEqual(effects)
  })
})
