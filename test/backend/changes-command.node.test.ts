import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { emptyDatabase } from '../shared/empty-database.ts'
import { newChange, purchase } from '../../src/conformance/store/example-changes.ts'

const folder = mkdtempSync(join(tmpdir(), 'react-3as-changes-command-'))
const file = join(folder, 'analytics.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fill = async (store: Store) => {
  const facts = { ...purchase(), reason: 'platform_refused', reference: 'AB12CD34' } as const
  await store.addChange(newChange({ id: 'waits-for-a-person', state: 'needs_attention', facts, wakeInMs: null }))
  await store.addChange(newChange({ target: 'website:books', state: 'applied', wakeInMs: null }))
  await store.close()
}

/** As a person types it. */
async function command(args: string[], env: Record<string, string> = {}) {
  const cli = new URL('../../src/cli.ts', import.meta.url).pathname
  const run = promisify(execFile)(process.execPath, [cli, 'changes', ...args], {
    env: { PATH: process.env.PATH ?? '', NODE_NO_WARNINGS: '1', ...env },
  })
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  )
}

describe('react-3as changes --needs-attention', () => {
  let url: string
  beforeAll(async () => {
    url = await emptyDatabase()
    await fill(sqliteStore(file))
    await fill(postgresStore(url))
  })

  it.each([
    ['an SQLite file', () => command(['--needs-attention', '--sqlite', file])],
    ['a PostgreSQL', () => command(['--needs-attention', '--postgres', url])],
    ['the database of the environment', () => command(['--needs-attention'], { DATABASE_URL: url })],
  ])('prints what waits for a person in %s, and names no customer', async (_name, run) => {
    const { stdout, stderr, code } = await run()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/^waits-for-a-person +0 h +upgrade +platform_refused +AB12CD34$/)
    expect(stdout).not.toMatch(/acme|bikes|pay_1|ch_1/)
  })

  it('says what to pass, and makes no file of its own', async () => {
    expect(await command(['--needs-attention'])).toMatchObject({ code: 1, stderr: expect.stringContaining('--sqlite') })
    const missing = join(folder, 'missing.db')
    const { code, stderr } = await command(['--needs-attention', '--sqlite', missing])
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('no such file') })
    expect((await command([])).stdout).toContain('Usage: react-3as changes')
  })
})
