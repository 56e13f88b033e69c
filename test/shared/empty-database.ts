import { inject } from 'vitest'
import { newDatabase } from '../backend/postgres.ts'
import { whereIs } from './on-demand.ts'

/** A new, empty database on the PostgreSQL of this run. What stops or restarts its server needs `startPostgres`. */
export async function emptyDatabase(): Promise<string> {
  return newDatabase(await whereIs(inject('shared').postgres))
}
