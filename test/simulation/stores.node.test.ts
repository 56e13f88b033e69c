import { expect, it } from 'vitest'
import { byLane } from '../lane.ts'
import { emptyDatabase } from '../shared/empty-database.ts'
import { differingSeeds } from './equal-traces.ts'
import { postgres, sqliteInMemory, sqliteOnFile } from './real-stores.ts'

it('has the same histories on SQLite as in memory', async () => {
  expect(await differingSeeds(sqliteInMemory, 1, byLane({ test: 10, all: 60 }))).toEqual([])
}, 600_000)

it('has the same histories on a file of SQLite', async () => {
  const files = sqliteOnFile()
  expect(await differingSeeds(files, 101, byLane({ test: 3, all: 6 }))).toEqual([])
  await files.close()
}, 600_000)

it('has the same histories on PostgreSQL', async () => {
  const database = await postgres(await emptyDatabase())
  expect(await differingSeeds(database, 201, byLane({ test: 2, all: 20 }))).toEqual([])
  await database.close()
}, 600_000)
