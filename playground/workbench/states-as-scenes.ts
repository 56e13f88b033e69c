import { memoryStates, type MemoryState } from 'react-3as/testing'
import { scriptOf } from '../../src/testing/memory-states.ts'
import { isPrepared } from '../tab/prepared-states.ts'
import type { Scene, Shown } from './scene.ts'

/** Each state of `react-3as/testing` as a scene. The build puts the list into the place of what works it out. */
export const statesAsScenes: readonly Scene[] = memoryStates.map((state) => {
  const { isFailure, shown } = whatIs(state)
  const played = isPrepared(state)
    ? 'On the tab’s own platform.'
    : 'Played by the scripted adapter of react-3as/testing.'
  return {
    id: state.replaceAll('_', '-'),
    title: titleOf(state),
    group: isFailure ? 'Failures' : 'More states',
    state,
    shown,
    about: played,
  }
})

/** From what a state scripts: where it shows, and whether a customer would call it a failure. */
function whatIs(state: MemoryState): { isFailure: boolean; shown: Shown } {
  const { failures, delayMs, changeScript, outdatedQuotes, payment, view, packages } = scriptOf(state, new Date())
  const failing = Object.keys(failures)
  const ends = changeScript.at(-1) ?? 'applied'
  const isFailure =
    failing.length > 0 || delayMs !== undefined || outdatedQuotes > 0 || !['applied', 'applying'].includes(ends)
  const isOfDialog =
    failing.some((route) => route === 'createQuote' || route === 'startChange') ||
    (typeof delayMs === 'object' && delayMs !== null) ||
    outdatedQuotes > 0 ||
    changeScript.join() !== 'applying,applied' ||
    (payment !== 'invoiced' && Object.keys(view).length === 0)
  if (failing.includes('getDashboardUrl')) return { isFailure, shown: 'dashboard' }
  if (packages.length === 0 || state.endsWith('packages')) return { isFailure, shown: 'picker' }
  return { isFailure, shown: isOfDialog && !view.openChange ? 'upgrade' : 'panel' }
}

function titleOf(state: string): string {
  const words = state.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
