import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { PostgresClient, PostgresPool } from '../../src/backend/stores/postgres-client.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { Store } from '../../src/backend/ledger/store.ts'

/** Opens an empty store for one history, on the clock of its scheduler. */
export interface StoreKind {
  open(now: () => number): Promise<Store>
  close(): Promise<void>
}

export const sqliteInMemory: StoreKind = {
  open: async (now) => sqliteStore(':memory:', { now }),
  close: async () => {},
}

export function sqliteOnFile(): StoreKind {
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'))
  let count = 0
  return {
    async open(now) {
      count += 1
      return sqliteStore(join(folder, `${count}.db`), { now })
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A schema before PostgreSQL's own, whose clocks say what the session was told last. */
const clocks = `
  CREATE SCHEMA IF NOT EXISTS simulation;
  CREATE OR REPLACE FUNCTION simulation.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT to_timestamp(current_setting('simulation.now')::bigint / 1000.0) $$;
  CREATE OR REPLACE FUNCTION simulation.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS
    $$ SELECT to_timestamp(current_setting('simulation.now')::bigint / 1000.0) $$;`

/** PostgreSQL takes its time from itself, so its clocks are put in front of. */
export async function postgres(url: string): Promise<StoreKind> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  // A connection that is still being ended when the server stops reports an error that is not one.
  pool.on('error', () => {})
  await pool.query(clocks)
  let now = () => 0
  const connect = async (): Promise<PostgresClient> => {
    const client = await pool.connect()
    await client.query(
      `SELECT set_config('search_path', 'simulation, pg_catalog, public', false), set_config('simulation.now', $1, false)`,
      [String(now())],
    )
    return client
  }
  const onTheClock: PostgresPool = { connect, end: async () => {} }
  await postgresStore(onTheClock).standingOf('')
  const { rows } = await pool.query<{ table: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS table FROM pg_tables
     WHERE tablename LIKE 'react\\_3as\\_%' AND tablename <> 'react_3as_version'`,
  )
  return {
    async open(clock) {
      now = clock
      await pool.query(`TRUNCATE ${rows.map(({ table }) => table).join(', ')}`)
      return postgresStore(onTheClock)
    },
    close: () => pool.end(),
  }
}
