import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

let house: string
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'rooms-'))
  cpSync('oxlint.config.ts', join(house, 'oxlint.config.ts'))
  cpSync('tools/rooms.ts', join(house, 'tools/rooms.ts'))
  writeFileSync(join(house, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(process.cwd(), 'node_modules'), join(house, 'node_modules'))
})
afterAll(() => rmSync(house, { recursive: true }))

function lint(file: string, code: string): { status: number | null; output: string } {
  const path = join(house, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, code)
  const { status, stdout } = spawnSync('node', ['node_modules/oxlint/bin/oxlint', file], {
    cwd: house,
    encoding: 'utf8',
  })
  rmSync(path)
  return { status, output: stdout }
}

it('lets a room import what the plan allows', () => {
  const code = `import type { Route } from '../contract/route.ts'\nexport type Way = Route\n`
  expect(lint('src/adapter/way.ts', code).status).toBe(0)
})

const forbidden = [
  ['a room above it', 'src/contract/a.ts', `import '../backend/handler.ts'`, 'contract/ may import no other room'],
  [
    'a type of a room above it',
    'src/adapter/a.ts',
    `import type { X } from '../react/x.ts'\nexport type Y = X`,
    'adapter/ may',
  ],
  ['a room from a deeper folder', 'src/react/ui/a.ts', `import '../../sdk/transport.ts'`, 'react/ may import'],
  [
    'what surrounds it, in the sandbox',
    'packages/sandbox/src/core/a.ts',
    `export * from '../node/listen.ts'`,
    'core/ may import no other',
  ],
  [
    'another package by its files',
    'packages/sandbox/src/merchant/a.ts',
    `export * from '../../../../src/contract/money.ts'`,
    'by its name',
  ],
  ['lazily', 'src/react/a.ts', `export const x = () => import('../backend/handler.ts')`, 'react/ may import'],
  ['an entry point', 'src/react/a.ts', `import '../index.ts'`, 'never imports an entry point'],
  ['a package it may not', 'src/contract/a.ts', `import 'hono'`, 'may import only these packages'],
] as const

it.each(forbidden)('fails a room that imports %s', (_what, file, code, message) => {
  const { status, output } = lint(file, `${code}\n`)
  expect(output).toContain(message)
  expect(status).not.toBe(0)
})
