import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../backend/postgres.ts'
import { bundled } from './bundle.ts'
import { campaign, type CampaignOptions, type CampaignResult } from './campaign.ts'

// npm run crash [-- --kills 500 --seed 1 --store sqlite --instances 3 --design naive]
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite,postgres' },
    instances: { type: 'string', default: '1,3' },
    design: { type: 'string', default: 'ledger' },
  },
})

const script = await bundled('./backend-process.ts')
const folder = mkdtempSync(join(tmpdir(), 'react-3as-crash-'))
const stores = values.store.split(',')
const postgres = stores.includes('postgres') ? await startPostgres() : null
let isWhole = true
try {
  for (const store of stores) {
    for (const instances of values.instances.split(',').map(Number)) {
      const at = store === 'sqlite' ? join(folder, `${instances}.db`) : await postgres!.newDatabase()
      const options: CampaignOptions = {
        script,
        store: { kind: store === 'sqlite' ? 'sqlite' : 'postgres', at },
        design: values.design === 'naive' ? 'naive' : 'ledger',
        instances,
        kills: Number(values.kills),
        seed: Number(values.seed) * 10 + instances,
      }
      const started = performance.now()
      const result = await campaign(options)
      isWhole = report(`${store}, ${instances} instance${instances > 1 ? 's' : ''}`, result, started) && isWhole
    }
  }
} finally {
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(script, { force: true })
}
process.exitCode = isWhole ? 0 : 1

function report(name: string, result: CampaignResult, started: number): boolean {
  const { kills, faults, states, effects, lost, denied, doubled, wronglyCharged, examples, struck, troubles } = result
  const seconds = Math.round((performance.now() - started) / 1000)
  const changes = Object.values(states).reduce((sum, count) => sum + count, 0)
  console.log(
    `${name}: ${kills} kills, ${faults} faults, ${changes} changes (${words(states)}), ${effects} effects, ${seconds} s`,
  )
  console.log(`  lost ${lost}, doubled ${doubled}, wrongly charged ${wronglyCharged}, denied ${denied}`)
  console.log(
    `  ${[...struck]
      .toSorted((a, b) => b[1] - a[1])
      .map(([what, count]) => `${what} ${count}`)
      .join(' · ')}`,
  )
  for (const example of [...examples, ...new Set(troubles)]) console.log(`  ! ${example}`)
  return lost + doubled + wronglyCharged + denied + troubles.length === 0
}

function words(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}
