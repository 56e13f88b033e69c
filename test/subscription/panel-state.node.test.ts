import { describe, expect, it } from 'vitest'
import { panelActions, panelState } from '../../src/react/subscription/panel-state.ts'
import { subscriptionView } from '../../src/testing/fixtures.ts'
import { scriptOf, type MemoryState } from '../../src/testing/memory-states.ts'

const now = new Date('2026-11-24T10:00:00Z')
const viewOf = (state: MemoryState) => subscriptionView(now, scriptOf(state, now).view)

describe('what there is to say and to do', () => {
  it.each([
    ['basic', 'active', ['change', 'renewal_off']],
    ['planned_downgrade', 'planned', ['keep', 'change', 'renewal_off']],
    ['ending', 'ending', ['renewal_on', 'change']],
    ['trial', 'trial', ['choose']],
    ['package_trial', 'package_trial', ['change', 'renewal_off']],
    ['ended', 'ended', ['restart']],
    ['free', 'free', ['choose']],
    ['none', 'none', ['choose']],
    ['being_renewed', 'renewing', ['refresh']],
    ['payment_due', 'active', ['renewal_off']],
    ['charge_missing', 'ending', ['change']],
    ['change_running', 'running', ['continue']],
    ['payment_open', 'running', ['continue', 'discard']],
    ['attention_open', 'running', []],
    ['viewer', 'active', []],
    ['platform_managed', 'active', []],
  ] as const)('%s is %s', (state, expected, actions) => {
    const view = viewOf(state)
    expect(panelState(view, now)).toBe(expected)
    expect(panelActions(view, expected)).toEqual(actions)
  })

  it('offers no new start where the platform would refuse it', () => {
    expect(panelActions({ ...viewOf('ended'), refusesUpgrades: true }, 'ended')).toEqual([])
  })

  it('offers a viewer nothing in any state but to look again', () => {
    for (const state of ['planned_downgrade', 'ending', 'trial', 'ended', 'payment_open'] as const) {
      const view = { ...viewOf(state), may: ['look' as const] }
      expect(panelActions(view, panelState(view, now)), state).toEqual([])
    }
  })
})
