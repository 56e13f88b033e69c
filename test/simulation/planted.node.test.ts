import { describe, expect, it } from 'vitest'
import { byLane } from '../lane.ts'
import { assertApplies, findPlanted, plantedMistakes } from './planted.ts'

const mistakes = plantedMistakes()

describe('the mistakes that the simulator has to find', () => {
  it('are one for each kind of finding and each kind of posting, and more', () => {
    const kinds = mistakes.map(({ kind }) => kind.replace(/ \(.*/, ''))
    for (const kind of ['verdict', 'undo', 'price', 'owner', 'null', 'final or unknown', 'behind a person']) {
      expect(kinds).toContain(kind)
    }
    for (const posting of ['received', 'returned', 'disputed', 'owed', 'held balance', 'delivered', 'forfeited']) {
      expect(kinds).toContain(posting)
    }
    expect(kinds).toContain('written off')
    expect(kinds.filter((kind) => kind === 'of a maintainer').length).toBeGreaterThanOrEqual(5)
  })

  it.each(mistakes)('can still be made: $name', (mistake) => {
    expect(() => assertApplies(mistake)).not.toThrow()
  })

  // What is found soon, wherever the search begins; all of them take an hour: `npm run simulate -- --planted`.
  const searchedFor = byLane({
    test: ['credit-not-kept', 'debt-forgotten'],
    all: ['credit-not-kept', 'grace-not-waited-for', 'debt-forgotten'],
  })
  it.each(mistakes.filter(({ name }) => searchedFor.includes(name)))(
    'are found: $name',
    async (mistake) => {
      expect(await findPlanted(mistake, { from: 90_000, histories: 400 })).not.toBeNull()
    },
    120_000,
  )
})
