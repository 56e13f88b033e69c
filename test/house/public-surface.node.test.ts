import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readPackage, report } from '../../tools/surface/package-surface.ts'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true }))

/** A package whose one entry is that text, with a room of its own beside it. */
function packageOf(entry: string, room: string) {
  folder = mkdtempSync(join(tmpdir(), 'surface-'))
  mkdirSync(join(folder, 'dist/room'), { recursive: true })
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'shop', exports: { '.': { types: './dist/index.d.ts' } } }),
  )
  writeFileSync(join(folder, 'dist/index.d.ts'), entry)
  writeFileSync(join(folder, 'dist/room/plan.d.ts'), room)
  return readPackage(folder)
}

const plan = `
interface Price { amount: number }
export interface Plan { price: Price; name?: string | undefined }
export interface Hidden { price: Price }
`

it('names what a public signature is written with and nobody can import', () => {
  const { notExported } = packageOf(`export type { Plan } from './room/plan.ts'`, plan)
  expect(notExported).toEqual(['Price, which Plan is written with'])
})

it('names what an entry that is used alone leaves to another one', () => {
  packageOf(`export type { Price } from './room/plan.ts'`, 'export interface Price { amount: number }')
  const order = `import type { Price } from './plan.ts'\nexport interface Order { price: Price }`
  writeFileSync(join(folder, 'dist/room/order.d.ts'), order)
  writeFileSync(join(folder, 'dist/till.d.ts'), `export type { Order } from './room/order.ts'`)
  const exports = { '.': { types: './dist/index.d.ts' }, './till': { types: './dist/till.d.ts' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', exports }))
  expect(readPackage(folder, ['shop']).notExported).toEqual([])
  expect(readPackage(folder, ['shop/till']).notExported).toEqual(['Price, which Order is written with, by shop/till'])
})

it('does not mind what stands behind a schema, since only its outcome is public', () => {
  const room = `declare const shape: { name: string }\nexport interface Plan extends Pick<typeof shape, 'name'> {}`
  expect(packageOf(`export type { Plan } from './room/plan.ts'`, room).notExported).toEqual([])
})

it('names an optional property that refuses undefined', () => {
  const room = 'export interface Plan { name?: string; title?: string | undefined }'
  expect(packageOf(`export type { Plan } from './room/plan.ts'`, room).refusing).toEqual(['Plan.name'])
})

it('names an optional method, which refuses undefined whatever it returns', () => {
  const entry = `export type { Plan } from './room/plan.ts'`
  const { refusing } = packageOf(entry, 'export interface Plan { part?(): undefined; all?: (() => void) | undefined }')
  expect(refusing).toEqual(['Plan.part'])
})

it('names Partial, whose members refuse undefined', () => {
  const entry = `export type { Plan } from './room/plan.ts'`
  const room = `interface Facts { name: string }\nexport interface Plan extends Partial<Facts> { set(facts: Partial<Facts>): void }`
  expect(packageOf(entry, room).refusing).toEqual(['Partial<> in Plan', 'Partial<> in Plan'])
})

it('names an optional member of a mapped type that refuses undefined', () => {
  const entry = `export type { Plan } from './room/plan.ts'`
  expect(packageOf(entry, `export type Plan = { [Key in 'name']?: string }`).refusing).toEqual(['Plan[Key]'])
  rmSync(folder, { recursive: true })
  expect(packageOf(entry, `export type Plan = { [Key in 'name']?: string | undefined }`).refusing).toEqual([])
})

it('names a shape whose members an editor would show in place of its name', () => {
  const entry = `export type { Plan } from './room/plan.ts'`
  const schema = `declare const schema: import('zod/mini').ZodMiniObject<{}>\n`
  expect(packageOf(entry, `${schema}export type Plan = Infer<typeof schema>`).unrolled).toEqual(['Plan'])
  rmSync(folder, { recursive: true })
  expect(packageOf(entry, `${schema}export interface Plan extends Infer<typeof schema> {}`).unrolled).toEqual([])
})

it.each([
  ['the schema of some words', `declare const words: import('zod/v4/core').$ZodEnum<{}>`, 'Infer<typeof words>'],
  ['a field of a schema', `declare const schema: unknown`, `z.infer<typeof schema>['word']`],
  ['a list', `declare const words: readonly ['one']`, '(typeof words)[number]'],
  ['the keys of a constant', `declare const words: { one: 1 }`, 'keyof typeof words'],
])('names a union of words that is taken from %s', (_what, constant, type) => {
  const { unrolled } = packageOf(
    `export type { Word } from './room/plan.ts'`,
    `${constant}\nexport type Word = ${type}`,
  )
  expect(unrolled).toEqual(['Word'])
})

it('lets a union pass that is written out', () => {
  const room = `declare const schema: SchemaOf<Word>\nexport type Word = 'one' | 'two'`
  expect(packageOf(`export type { Word } from './room/plan.ts'`, room).unrolled).toEqual([])
})

it('reports a change of what is behind a name, and none of what stays inside', () => {
  const entry = `export type { Plan } from './room/plan.ts'`
  const before = report(packageOf(entry, plan))
  rmSync(folder, { recursive: true })
  expect(report(packageOf(entry, plan.replace('Hidden {', 'Hidden { more: 1;')))).toBe(before)
  rmSync(folder, { recursive: true })
  expect(report(packageOf(entry, plan.replace('amount: number', 'amount: string')))).not.toBe(before)
})
