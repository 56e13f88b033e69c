import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPostgres, type Postgres } from '../backend/postgres.ts'
import { differingSeeds } from './equal-traces.ts'
import { postgres, sqliteInMemory, sqliteOnFile } from './real-stores.ts'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
}, 60_000)
afterAll(() => server.stop())

it('has the same histories on SQLite as in memory', async () => {
  expect(await differingSeeds(sqliteInMemory, 1, 60)).toEqual([])
}, 600_000)

it('has the same histories on a file of SQLite', async () => {
  const files = sqliteOnFile()
  expect(await differingSeeds(files, 101, 6)).toEqual([])
  await files.close()
}, 600_000)

it('has the same histories on PostgreSQL', async () => {
  const database = await postgres(await server.newDatabase())
  expect(await differingSeeds(database, 201, 8)).toEqual([])
  await database.close()
}, 600_000)
