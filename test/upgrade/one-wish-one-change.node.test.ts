import { describe, expect, it } from 'vitest'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { AnalyticsError, type AnalyticsErrorCode, type AnalyticsErrorFacts } from '../../src/contract/error.ts'
import type { SubscriptionChange } from '../../src/contract/subscription-change.ts'
import { createChangeStarter } from '../../src/react/data/change-starter.ts'

const choose = { kind: 'choose', packageId: 'pro-monthly' } as const
const quote = { id: 'quote-1', amountMinor: 720 }
type Answer = SubscriptionChange['state'] | AnalyticsError

/** An adapter that answers by the list, and remembers the keys it was sent. */
function scripted(...answers: Answer[]) {
  const keys: string[] = []
  const adapter = {
    async call(_route: unknown, input: { idempotencyKey: string }) {
      keys.push(input.idempotencyKey)
      const answer = answers.shift() ?? 'applying'
      if (answer instanceof AnalyticsError) throw answer
      return { id: 'change-1', intent: choose, state: answer }
    },
  } as unknown as AnalyticsAdapter
  let made = 0
  return { keys, starter: createChangeStarter(adapter, 'shop-1', () => `key-${++made}`) }
}

const failure = (code: AnalyticsErrorCode, retryable: boolean) =>
  new AnalyticsError({ code, message: 'No.', retryable } as AnalyticsErrorFacts)

describe('one wish is one change', () => {
  it('sends once for a double click', async () => {
    const { keys, starter } = scripted()
    const [first, second] = await Promise.all([starter.start(choose, quote), starter.start(choose, quote)])
    expect(first).toBe(second)
    expect(keys).toEqual(['key-1'])
  })

  it.each([
    ['a timeout', failure('timeout', true)],
    ['a dropped connection', failure('unreachable', true)],
    ['an answer nobody can read', failure('bad_answer', false)],
    ['a broken backend', failure('internal', false)],
  ])('sends the same key again after %s', async (_what, error) => {
    const { keys, starter } = scripted(error)
    await expect(starter.start(choose, quote)).rejects.toBe(error)
    await starter.start(choose, quote)
    expect(keys).toEqual(['key-1', 'key-1'])
  })

  it.each(['refused', 'forbidden', 'quote_outdated', 'conflict'] as const)('makes a new key after %s', async (code) => {
    const { keys, starter } = scripted(failure(code, false))
    await expect(starter.start(choose, quote)).rejects.toThrow('No.')
    await starter.start(choose, quote)
    expect(keys).toEqual(['key-1', 'key-2'])
  })

  it.each(['unauthenticated', 'forbidden', 'not_found', 'version_mismatch'] as const)(
    'does not take %s for a no to the change whose answer was lost before',
    async (code) => {
      const lost = failure('timeout', true)
      const { keys, starter } = scripted(lost, failure(code, false))
      await expect(starter.start(choose, quote)).rejects.toBe(lost)
      await expect(starter.start(choose, quote)).rejects.toBe(lost)
      await starter.start(choose, quote)
      expect(keys).toEqual(['key-1', 'key-1', 'key-1'])
    },
  )

  it('takes the no to a change whose answer was lost before', async () => {
    const { keys, starter } = scripted(failure('timeout', true), failure('refused', false))
    await expect(starter.start(choose, quote)).rejects.toThrow('No.')
    await expect(starter.start(choose, quote)).rejects.toMatchObject({ code: 'refused' })
    await starter.start(choose, quote)
    expect(keys).toEqual(['key-1', 'key-1', 'key-2'])
  })

  it('asks anew for what has no price, where the answer to the kept key is of a change that is over', async () => {
    // Turned off, and on again elsewhere: the change of then is not the wish of now.
    const { keys, starter } = scripted(failure('timeout', true), 'applied', 'applying')
    await expect(starter.start({ kind: 'cancel' })).rejects.toThrow('No.')
    expect(await starter.start({ kind: 'cancel' })).toMatchObject({ state: 'applying' })
    expect(keys).toEqual(['key-1', 'key-1', 'key-2'])
  })

  it('buys nothing anew where the answer to the kept key is of a change that is over', async () => {
    const { keys, starter } = scripted(failure('timeout', true), 'applied')
    await expect(starter.start(choose, quote)).rejects.toThrow('No.')
    expect(await starter.start(choose, quote)).toMatchObject({ state: 'applied' })
    expect(keys).toEqual(['key-1', 'key-1'])
  })

  it('finds its own open change again with the same key', async () => {
    const { keys, starter } = scripted('awaiting_payment', 'awaiting_payment')
    await starter.start(choose, quote)
    await starter.start(choose, quote)
    expect(keys).toEqual(['key-1', 'key-1'])
  })

  it('makes a new key once the change has ended', async () => {
    const { keys, starter } = scripted('applying', 'applied', 'applying')
    await starter.start({ kind: 'cancel' })
    starter.forget()
    await starter.start({ kind: 'cancel' })
    await starter.start({ kind: 'cancel' })
    expect(keys).toEqual(['key-1', 'key-2', 'key-3'])
  })

  it('makes another key for another quote', async () => {
    const { keys, starter } = scripted()
    await starter.start(choose, quote)
    await starter.start(choose, { ...quote, id: 'quote-2' })
    expect(keys).toEqual(['key-1', 'key-2'])
  })

  it('makes keys that are long and never the same', async () => {
    const keys: string[] = []
    const adapter = {
      async call(_route: unknown, { idempotencyKey }: { idempotencyKey: string }) {
        keys.push(idempotencyKey)
        return { state: 'applied' }
      },
    } as unknown as AnalyticsAdapter
    const starter = createChangeStarter(adapter, 'shop-1')
    for (let count = 0; count < 50; count++) await starter.start(choose)
    expect(new Set(keys).size).toBe(50)
    expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true)
  })
})
