import { describe, expect, it } from 'vitest'
import { runningBackend, type Reply } from './partner-backend.ts'

type Running = ReturnType<typeof runningBackend>
const view = async ({ backend }: Running) => (await backend.get('/subscription', { websiteId: 'acme-bikes' })).body
const quote = ({ backend, packageId }: Running, name = 'Pro'): Promise<Reply> =>
  backend.post('/quotes', { websiteId: 'acme-bikes', packageId: packageId(name) })
const turnRenewalOff = ({ backend }: Running) =>
  backend.post('/changes', {
    websiteId: 'acme-bikes',
    idempotencyKey: crypto.randomUUID(),
    intent: { kind: 'cancel' },
  })

describe('a partner who says that the platform has today’s rules', () => {
  describe('and whose customers have pools', () => {
    const running = runningBackend('pool', { platformRules: 'today' })

    it('offers no larger plan once renewal is off, since the platform would refuse it', async () => {
      await turnRenewalOff(running)
      expect(await view(running)).toMatchObject({ subscription: { status: 'ending' }, refusesUpgrades: true })
      expect((await quote(running)).body.error).toMatchObject({ code: 'refused', details: { reason: 'renewal_off' } })
    })
  })

  describe('and whose websites each have a plan', () => {
    const running = runningBackend('website', { platformRules: 'today' })

    it('offers nothing where a plan was switched off', async () => {
      running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', status: 'inactive' })
      expect(await view(running)).toMatchObject({ subscription: { status: 'ended' }, refusesUpgrades: true })
      expect((await quote(running)).body.error).toMatchObject({ code: 'refused', details: { reason: 'deactivated' } })
    })

    it('goes on offering larger plans once renewal is off', async () => {
      await turnRenewalOff(running)
      expect(await view(running)).toMatchObject({ subscription: { status: 'ending' }, refusesUpgrades: false })
      expect((await quote(running)).body.kind).toBe('upgrade')
    })
  })
})
