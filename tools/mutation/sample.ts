import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from '../../test/crash/random.ts'
import type { SeenFile } from './plan.ts'
import { instrument } from './instrument.ts'
import { mutantsOf, type Mutant } from './mutants.ts'

/** Every mutant of the files, numbered in their order. */
export function allMutants(root: string, files: readonly string[]): Mutant[] {
  return files
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8')))
    .map((mutant, index) => ({ ...mutant, id: index + 1 }))
}

/** So many of them, the same for the same seed. */
export function draw(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const random = seeded(seed)
  const left = [...mutants]
  const drawn: Mutant[] = []
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(random.below(left.length), 1))
  return drawn.toSorted((a, b) => a.id - b.id)
}

/** Writes the mutants into a copy of the project. */
export function plant(root: string, mutants: readonly Mutant[]): void {
  for (const file of new Set(mutants.map((mutant) => mutant.file))) {
    const ofFile = mutants.filter((mutant) => mutant.file === file)
    writeFileSync(join(root, file), instrument(file, readFileSync(join(root, file), 'utf8'), ofFile))
  }
}

/** The tests of one file that come by a mutant. */
export interface CoveringTests {
  file: string
  /** `null` for all of the file's tests: the mutant runs when the file is loaded. */
  tests: readonly string[] | null
  ms: number
}

/** Where a mutant can be noticed, the quickest first. */
export function coverOf(id: number, seen: readonly SeenFile[], leftOut: ReadonlySet<string>): CoveringTests[] {
  return seen
    .flatMap(({ file, atLoad, atLoadMs, tests }): CoveringTests[] => {
      const isAtLoad = atLoad.includes(id)
      const sound = Object.entries(tests).filter(([name]) => !leftOut.has(`${file}: ${name}`))
      const coming = sound.filter(([, { mutants }]) => isAtLoad || mutants.includes(id))
      const ms = coming.reduce((sum, [, test]) => sum + test.ms, atLoadMs)
      const isWhole = isAtLoad && coming.length === Object.keys(tests).length
      return coming.length === 0 ? [] : [{ file, tests: isWhole ? null : coming.map(([name]) => name), ms }]
    })
    .toSorted((a, b) => a.ms - b.ms)
}
