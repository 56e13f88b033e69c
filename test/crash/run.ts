import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../backend/postgres.ts'
import type { BackendConfig } from './backend-process.ts'
import { bundled } from './bundle.ts'
import { campaign, type CampaignOptions, type CampaignResult } from './campaign.ts'
import { outageOf } from './store-outage.ts'

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
  for (const kind of stores) {
    for (const instances of values.instances.split(',').map(Number)) {
      const at = kind === 'sqlite' ? join(folder, `${instances}.db`) : await postgres!.newDatabase()
      const store: BackendConfig['store'] = { kind: kind === 'sqlite' ? 'sqlite' : 'postgres', at }
      const options: CampaignOptions = {
        script,
        store,
        outage: outageOf(store, postgres),
        design: values.design === 'naive' ? 'naive' : 'ledger',
        instances,
        kills: Number(values.kills),
        seed: Number(values.seed) * 10 + instances,
      }
      const started = performance.now()
      const result = await campaign(options)
      isWhole = report(`${kind}, ${instances} instance${instances > 1 ? 's' : ''}`, result, started) && isWhole
    }
  }
} finally {
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(script, { force: true })
}
process.exitCode = isWhole ? 0 : 1

function report(name: string, result: CampaignResult, started: number): boolean {
  const { kills, faults, outages, states, effects, lost, denied, doubled, stuck, apart, wronglyCharged } = result
  const { examples, struck, tabs, troubles } = result
  const seconds = Math.round((performance.now() - started) / 1000)
  const changes = Object.values(states).reduce((sum, count) => sum + count, 0)
  console.log(
    `${name}: ${kills} kills, ${faults} faults, ${outages} outages of the store, ${changes} changes (${words(states)}), ${effects} effects, ${seconds} s`,
  )
  console.log(
    `  lost ${lost}, doubled ${doubled}, wrongly charged ${wronglyCharged}, apart ${apart}, stuck ${stuck}, denied ${denied}`,
  )
  console.log(`  second tabs: ${words(Object.fromEntries(tabs))}`)
  console.log(
    `  ${[...struck]
      .toSorted((a, b) => b[1] - a[1])
      .map(([what, count]) => `${what} ${count}`)
      .join(' · ')}`,
  )
  for (const example of [...examples, ...new Set(troubles)]) console.log(`  ! ${example}`)
  return lost + doubled + wronglyCharged + apart + stuck + denied + troubles.length === 0
}

function words(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}
