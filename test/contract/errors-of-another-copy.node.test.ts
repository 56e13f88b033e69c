import { describe, expect, it, vi } from 'vitest'
import { createChangeStarter } from '../../src/react/data/change-starter.ts'
import { retry } from '../../src/react/data/queries.ts'

const mine = await import('../../src/server.ts')
vi.resetModules()
const theirs = await import('../../src/server.ts')

describe('an error of another copy of the package', () => {
  it('comes from other classes', () => {
    expect(theirs.AnalyticsError).not.toBe(mine.AnalyticsError)
    expect(Object.getPrototypeOf(theirs.AnalyticsError)).toBe(Object.getPrototypeOf(mine.AnalyticsError))
  })

  const threeAs = [
    'ThreeAsAuthenticationError',
    'ThreeAsBadAnswerError',
    'ThreeAsInvalidRequestError',
    'ThreeAsNotFoundError',
    'ThreeAsPlatformError',
    'ThreeAsRateLimitedError',
    'ThreeAsRefusedError',
    'ThreeAsTimeoutError',
    'ThreeAsUnreachableError',
  ] as const

  it.each(threeAs)('is known by its class: %s', (name) => {
    const error = new theirs[name]({ message: 'no', status: 400 })
    expect(error).toBeInstanceOf(mine.ThreeAsError)
    for (const other of threeAs) expect([other, error instanceof mine[other]]).toEqual([other, other === name])
    expect(error).not.toBeInstanceOf(mine.AnalyticsError)
  })

  it('is known by its class: AnalyticsError, PaymentRefusedError, WebhookRefusedError', () => {
    const errors = {
      AnalyticsError: new theirs.AnalyticsError({ code: 'conflict', message: 'no' }),
      PaymentRefusedError: new theirs.PaymentRefusedError('no'),
      WebhookRefusedError: new theirs.WebhookRefusedError('no'),
    }
    for (const [name, error] of Object.entries(errors)) {
      for (const other of Object.keys(errors) as (keyof typeof errors)[]) {
        expect([name, other, error instanceof mine[other]]).toEqual([name, other, other === name])
      }
    }
  })

  it('shows no more than it did', () => {
    const error = new mine.AnalyticsError({ code: 'conflict', message: 'no' })
    expect(Reflect.ownKeys(error).filter((key) => typeof key === 'symbol')).toEqual([])
  })
})

it('knows nothing else: other errors, look-alikes and what is no object', () => {
  const lookalike = Object.assign(new Error('no'), { name: 'AnalyticsError', code: 'conflict', retryable: true })
  for (const value of [new Error('no'), lookalike, null, undefined, 'AnalyticsError', {}]) {
    expect(value instanceof mine.AnalyticsError).toBe(false)
    expect(value instanceof mine.ThreeAsError).toBe(false)
    expect(value instanceof mine.PaymentRefusedError).toBe(false)
  }
})

it('leaves a class that a partner derives what it is', () => {
  class OutOfStock extends mine.PaymentRefusedError {}
  class NotOurs extends mine.ThreeAsNotFoundError {}
  const refused = new OutOfStock('none left')
  expect(refused).toBeInstanceOf(OutOfStock)
  expect(refused).toBeInstanceOf(theirs.PaymentRefusedError)
  expect(new mine.PaymentRefusedError('no')).not.toBeInstanceOf(OutOfStock)
  expect(new theirs.ThreeAsNotFoundError({ message: 'no' })).not.toBeInstanceOf(NotOurs)
  expect(new NotOurs({ message: 'no' })).toBeInstanceOf(theirs.ThreeAsNotFoundError)
})

describe('in the browser', () => {
  it('is tried again only where it says that this may help', () => {
    const retryable = new theirs.AnalyticsError({ code: 'rate_limited', message: 'wait', retryable: true })
    expect([retry(0, retryable), retry(0, new theirs.AnalyticsError({ code: 'forbidden', message: 'no' }))]).toEqual([
      true,
      false,
    ])
  })

  it.each([
    ['a no of the backend ends the wish', new theirs.AnalyticsError({ code: 'refused', message: 'no' }), 2],
    ['what an adapter threw leaves it open', new theirs.AnalyticsError({ code: 'adapter_failed', message: '?' }), 1],
    ['and so does anything else', new Error('?'), 1],
  ])('%s', async (_, error, keys) => {
    const sent: string[] = []
    const adapter = {
      call: async (_route: unknown, input: unknown) => {
        sent.push((input as { idempotencyKey: string }).idempotencyKey)
        throw error
      },
    }
    const starter = createChangeStarter(adapter as never, 'shop')
    for (let i = 0; i < 2; i++) await expect(starter.start({ kind: 'cancel' })).rejects.toBe(error)
    expect(new Set(sent).size).toBe(keys)
  })
})
