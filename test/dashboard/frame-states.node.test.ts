import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalyticsError } from '../../src/contract/error.ts'
import { dueNow, entering, noFrame, type FrameState } from '../../src/react/dashboard/frame-state.ts'

const frame = (key: string) => ({ key, src: `https://stats.example.com/?${key}`, origin: 'https://stats.example.com' })
const unreachable = new AnalyticsError({ code: 'unreachable', message: 'No answer.', retryable: true })
const blocked = new AnalyticsError({ code: 'blocked_by_csp', message: 'Blocked.' })
const opening = entering(noFrame, 'opening', { frame: frame('1') })
const ready = entering(opening, 'ready')
const expired = entering(ready, 'expired')
const failed: FrameState = { ...noFrame, error: unreachable }

describe('a frame', () => {
  it('takes the place of another one, in whatever phase that is', () => {
    for (const state of [noFrame, opening, ready, expired]) {
      expect(entering(state, 'opening', { frame: frame('2') })).toMatchObject({ phase: 'opening', frame: frame('2') })
    }
  })

  it('expires only once it has loaded', () => {
    expect(entering(opening, 'expired')).toBe(opening)
    expect(expired).toMatchObject({ phase: 'expired', frame: frame('1') })
  })

  it('loads once: a second load event changes nothing, and one that comes after it has expired neither', () => {
    expect(entering(ready, 'ready', { isPlanUpgraded: false })).toBe(ready)
    expect(entering(expired, 'ready')).toBe(expired)
  })

  it('is there in every phase but `empty`, whatever happens in whatever order', () => {
    const step = fc.constantFrom<(state: FrameState) => FrameState>(
      (state) => entering(state, 'opening', { frame: frame('2') }),
      (state) => entering(state, 'ready', { error: null }),
      (state) => entering(state, 'expired'),
      (state) => entering(state, 'empty', { error: blocked }),
    )
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { phase, frame: shown } = steps.reduce((state, next) => next(state), noFrame)
        expect(shown === null).toBe(phase === 'empty')
      }),
    )
  })
})

describe('what is due', () => {
  const calm = { isAway: false, cameBack: false, remainingMs: 0, restMs: 0, isAuto: true }

  it.each([
    ['nothing is known to have gone wrong', noFrame, {}, null],
    ['an answer is missing', failed, {}, 'load'],
    ['an answer is missing and it is too early to ask again', failed, { restMs: 1500 }, 1500],
    ['an answer is missing and the page is hidden or offline', failed, { isAway: true }, null],
    ['trying again does not help', { ...noFrame, error: blocked }, {}, null],
    ['a frame is still opening', opening, {}, null],
    ['the session is good for a while', ready, { remainingMs: 5000 }, 5000],
    ['it is good for an hour: timers stand still while a machine sleeps', ready, { remainingMs: 3_600_000 }, 30_000],
    ['it is over', ready, {}, 'expire'],
    ['it is over and someone is looking at it', expired, {}, null],
    ['it is over and someone comes back', expired, { cameBack: true }, 'load'],
    ['it is over, and someone comes back before the network does', expired, { cameBack: true, isAway: true }, null],
    ['it is over, someone comes back and the page wants to be asked', expired, { cameBack: true, isAuto: false }, null],
    ['it is over, someone comes back and a URL was asked for just now', expired, { cameBack: true, restMs: 400 }, null],
  ])('when %s', (_what, state, signs, due) => {
    expect(dueNow(state, { ...calm, ...signs })).toBe(due)
  })
})
