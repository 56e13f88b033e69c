import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type Postgres } from '../backend/postgres.ts'
import { byLane } from '../lane.ts'
import { bundled } from './bundle.ts'
import { campaign, type CampaignOptions } from './campaign.ts'
import { outageOf } from './store-outage.ts'

// A slice of `npm run crash`, which kills a hundred times as often.

let script: string
let postgres: Postgres
const folder = mkdtempSync(join(tmpdir(), 'react-3as-kills-'))
beforeAll(async () => {
  script = await bundled('./backend-process.ts')
  postgres = await startPostgres()
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(script, { force: true })
})

const storeOf = async (kind: 'sqlite' | 'postgres'): Promise<CampaignOptions['store']> => ({
  kind,
  at: kind === 'sqlite' ? join(folder, `${crypto.randomUUID()}.db`) : await postgres.newDatabase(),
})

const configurations: readonly (readonly ['sqlite' | 'postgres', 1 | 3])[] = byLane({
  test: [
    ['sqlite', 1],
    ['postgres', 3],
  ],
  all: [
    ['sqlite', 1],
    ['sqlite', 3],
    ['postgres', 1],
    ['postgres', 3],
  ],
})

describe('a backend that is killed while its calls are open', () => {
  it.each(configurations)(
    'applies what was paid once: %s, %i instances',
    async (kind, instances) => {
      const store = await storeOf(kind)
      const outage = outageOf(store, postgres)
      const result = await campaign({ script, store, outage, instances, kills: 8, seed: 40 + instances })
      expect([...result.examples, ...result.troubles]).toEqual([])
      expect(result).toMatchObject({ lost: 0, doubled: 0, denied: 0, stuck: 0, wronglyCharged: 0, apart: 0 })
      expect(result.kills).toBeGreaterThanOrEqual(8)
      expect(result.states.applied).toBeGreaterThan(0)
    },
    120_000,
  )

  it('doubles, and charges for nothing, when it calls, tries again on an error, and remembers afterwards', async () => {
    const store = await storeOf('sqlite')
    const result = await campaign({
      script,
      store,
      instances: 1,
      kills: 7,
      seed: 7,
      design: 'naive',
      patienceMs: 5_000,
    })
    expect(result.doubled).toBeGreaterThan(0)
    expect(result.wronglyCharged).toBeGreaterThan(0)
  }, 120_000)
})
