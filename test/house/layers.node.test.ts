import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { arrowsIn, arrowsUp, circlesIn, folderCirclesIn } from '../../tools/layers.ts'

it('lets no folder import from one above it', () => {
  expect(arrowsUp('.')).toEqual([])
})

it('lets no tool import what is built, shown or measured with it', () => {
  expect(arrowsIn('tools').filter(({ to }) => /^(playground|bench|vite\.config)/.test(to))).toEqual([])
})

const folders = ['src', 'packages/sandbox/src', 'playground', 'examples', 'tools', 'stories']

it.each(folders)('has no circle in %s, neither of files nor of folders, not even of types', (folder) => {
  expect(circlesIn(folder)).toEqual([])
  expect(folderCirclesIn(folder)).toEqual([])
})

let house = ''
afterEach(() => house && rmSync(house, { recursive: true, force: true }))

function plant(files: Record<string, string>): string {
  house = mkdtempSync(join(tmpdir(), 'layers-'))
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(join(house, file)), { recursive: true })
    writeFileSync(join(house, file), code)
  }
  return house
}

it.each([
  ['reading imports a feature', 'src/react/data/a.ts', `import '../upgrade/b.ts'`],
  [
    'a feature knows the catalogue of all texts, by a type',
    'src/react/subscription/a.ts',
    `import type { A } from '../provider/b.ts'`,
  ],
  ['an element of the kit knows what is drawn with it', 'src/react/ui/A.tsx', `export * from '../dashboard/b.ts'`],
  ['a type written in place', 'src/react/data/a.ts', `export type A = import('../packages/b.ts').B`],
  ['later loading', 'src/react/dashboard/a.ts', `export const load = () => import('../upgrade/b.ts')`],
  ['the ledger knows one of its stores', 'src/backend/ledger/a.ts', `import '../stores/b.ts'`],
  ['a change of the ledger knows what it costs', 'src/backend/ledger/a.ts', `import type { A } from '../quotes/b.ts'`],
  ['a request knows the handler', 'src/backend/http/a.ts', `import type { A } from '../handler.ts'`],
  ['a route knows the back office', 'src/backend/routes/a.ts', `import '../back-office/b.ts'`],
  ['a shape of the wire knows the client', 'src/sdk/wire/a.ts', `import type { A } from '../b.ts'`],
])('complains where %s', (_what, file, code) => {
  expect(arrowsUp(plant({ [file]: code }))).toHaveLength(1)
})

it('finds a circle that only types close', () => {
  const folder = plant({
    'a.ts': `import { b } from './b.ts'\nexport type A = typeof b`,
    'b.ts': `import type { A } from './c.ts'\nexport const b: A | null = null`,
    'c.ts': `export type { A } from './a.ts'`,
  })
  expect(circlesIn(folder)).toEqual([['a.ts', 'b.ts', 'c.ts', 'a.ts']])
})

it('finds a circle of folders that no circle of files makes, and that a type closes', () => {
  const folder = plant({
    'shop/a.ts': `export const a = 1`,
    'shop/b.ts': `import { c } from '../till/c.ts'\nexport const b = c`,
    'till/c.ts': `export const c = 1`,
    'till/deep/d.ts': `import type { A } from '../../shop/a.ts'\nexport type D = A`,
  })
  expect(circlesIn(folder)).toEqual([])
  const [circle, ...more] = folderCirclesIn(folder)
  expect(new Set(circle)).toEqual(new Set(['shop', 'till']))
  expect(more).toEqual([])
})

it('takes files that lie loose beside a folder for a part of what is around it', () => {
  const folder = plant({
    'start.ts': `import './shop/a.ts'`,
    'words.ts': `export const word = 1`,
    'shop/a.ts': `import '../words.ts'`,
  })
  expect(folderCirclesIn(folder)).toEqual([])
})
