import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Postgres } from '../backend/postgres.ts'
import type { BackendConfig } from './backend-process.ts'

const run = promisify(execFile)
const holdFileProcess = fileURLToPath(new URL('hold-file-process.ts', import.meta.url))

/** Takes the store away for a while, and gives it back. */
export type StoreOutage = (forMs: number) => Promise<void>

/** PostgreSQL is stopped and started again; a SQLite file is held by a sibling. `null` where the database is not ours. */
export function outageOf(
  store: BackendConfig['store'],
  postgres: Pick<Postgres, 'restart'> | null,
): StoreOutage | null {
  if (store.kind === 'postgres') return postgres?.restart ?? null
  return async (forMs) => {
    await run(process.execPath, [holdFileProcess, store.at, String(forMs)])
  }
}
