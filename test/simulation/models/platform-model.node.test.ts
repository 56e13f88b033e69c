import { describe, expect, it } from 'vitest'
import { demoIntps } from '../../../packages/sandbox/src/core/demo.ts'
import { subscriptionChecks } from '../../conformance/subscription-checks.ts'
import { runSuite } from '../../conformance/suite.ts'
import { servePlatform } from './platform-server.ts'

/** Rules of the platform that no history asks for, and why. */
const doesNotApply: Readonly<Record<string, string>> = {
  'upgrade: a trial is given once': 'the backend never asks for a trial',
  'upgrade: without a package, or to one that there is not, is refused': 'the client checks that before it sends',
  'intpcSubscriptions.deactivate: the customer is gone': 'the backend deactivates nobody’s pool',
  '(v2)': 'the client speaks version 3',
}

const applies = (name: string) =>
  subscriptionChecks.some((check) => check.name === name) &&
  !Object.keys(doesNotApply).some((part) => name.includes(part))

describe('the simulator’s model of the platform', () => {
  it.each(['website', 'intpc'] as const)(
    'obeys the rules of subscriptions that a platform has to: %s',
    async (type) => {
      const model = await servePlatform(type)
      const target = { url: model.url, intpId: 'intp', privateKey: demoIntps.website.privateKey }
      const { results } = await runSuite(target, () => {}, applies)
      model.stop()
      expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
      expect(results.length).toBeGreaterThan(8)
    },
  )

  it('is excused from rules that there are', () => {
    for (const part of Object.keys(doesNotApply)) {
      expect(subscriptionChecks.map(({ name }) => name).filter((name) => name.includes(part))).not.toEqual([])
    }
  })
})
