import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDatabase } from '../shared/empty-database.ts'
import { byLane } from '../lane.ts'
import { bundled } from './bundle.ts'

const run = promisify(execFile)
const rounds = byLane({ test: 4, all: 10 })
const processes = 4

let script: string
const folder = mkdtempSync(join(tmpdir(), 'react-3as-at-once-'))
beforeAll(async () => {
  script = await bundled('./open-store-process.ts')
}, 60_000)
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(script, { force: true })
})

describe('processes that start at once on an empty database', () => {
  it.each(['sqlite', 'postgres'] as const)(
    'all find their tables: %s, four of them, again and again',
    async (kind) => {
      for (let round = 0; round < rounds; round++) {
        const at = kind === 'sqlite' ? join(folder, `${round}.db`) : await emptyDatabase()
        const startAt = String(Date.now() + 400)
        const starts = Array.from({ length: processes }, () => run(process.execPath, [script, kind, at, startAt]))
        const answers = await Promise.allSettled(starts)
        const said = answers.map((answer) =>
          answer.status === 'fulfilled' ? answer.value.stdout.trim() : String(answer.reason),
        )
        expect(said, `round ${round}`).toEqual(Array.from({ length: processes }, () => 'added'))
      }
    },
    120_000,
  )
})
