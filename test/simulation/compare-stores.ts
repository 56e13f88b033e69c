import { parseArgs } from 'node:util'
import { startPostgres } from '../backend/postgres.ts'
import { differingSeeds } from './equal-traces.ts'
import { postgres, sqliteInMemory, sqliteOnFile, type StoreKind } from './real-stores.ts'

// npm run simulate:stores -- --memory 5000 --file 200 --postgres 1000 --from 1

const { values } = parseArgs({
  options: {
    memory: { type: 'string', default: '500' },
    file: { type: 'string', default: '20' },
    postgres: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
  },
})

async function compare(name: string, count: number, open: () => Promise<StoreKind>): Promise<void> {
  if (count === 0) return
  const kind = await open()
  const started = process.cpuUsage()
  const differing = await differingSeeds(kind, Number(values.from), count)
  const { user, system } = process.cpuUsage(started)
  await kind.close()
  const seconds = Math.round((user + system) / 1e6)
  process.stdout.write(`${name}: ${differing.length} of ${count} histories differ, ${seconds} CPU seconds\n`)
  if (differing.length === 0) return
  process.stdout.write(`  seeds ${differing.slice(0, 20).join(', ')}\n`)
  process.exitCode = 1
}

await compare('SQLite in memory', Number(values.memory), async () => sqliteInMemory)
await compare('SQLite on a file', Number(values.file), async () => sqliteOnFile())
if (Number(values.postgres) > 0) {
  const server = await startPostgres()
  await compare('PostgreSQL', Number(values.postgres), async () => postgres(await server.newDatabase()))
  await server.stop()
}
